import type { Context, Draft } from "./check.ts";
import { quote } from "./connection/facts.ts";
import { type HttpBeside, httpBeside, httpEvidence, sayRequest } from "./connection/http-beside.ts";
import type { FindingClass, FindingId, Fix } from "./finding.ts";
import { FINDINGS } from "./findings.ts";

/** Of these, what HTTP did at the same time says more than the socket alone. */
const TOLD_BY_HTTP: ReadonlySet<FindingClass> = new Set([
  "establishment",
  "timeout",
  "dropped",
  "auth",
]);
/** The page's own doing, or what never left the browser: no server is asked for it. */
const OF_THE_PAGE: ReadonlySet<string> = new Set(
  "closed-by-page page-gone page-churn page-suspended closed-normally invalid-url handshake-blocked too-many-sockets handshake-queued".split(
    " ",
  ),
);

/** They say of themselves that more than this connection was concerned. */
const OF_MORE: ReadonlySet<FindingId> = new Set<FindingId>(["server-restart", "network-lost"]);

/**
 * Adds to what explains the end of a connection what the page's HTTP requests did beside it: as
 * evidence, and as the first cause where it narrows them down.
 */
export function createHttpWitness({ session, nowMs }: Context): (draft: Draft) => Draft {
  if (session.http.length === 0) return (draft) => draft;
  return (draft) => {
    const { connection, id } = draft;
    const class_ = FINDINGS[id].class;
    if (!connection || !TOLD_BY_HTTP.has(class_) || OF_THE_PAGE.has(id)) return draft;
    const isPending = connection.end === null && connection.open === null;
    if (!draft.explains && !isPending && class_ !== "auth") return draft;
    const endedAt = connection.end?.at ?? nowMs;
    const from = connection.open === null ? connection.createdAt : endedAt;
    const beside = httpBeside(session, connection, from, endedAt);
    if (beside === null) return draft;
    const told = class_ === "auth" ? beside : { ...beside, loginRefused: null };
    const evidence = httpEvidence(told);
    if (evidence.length === 0) return draft;
    const isBadGateway = connection.handshake?.status === BAD_GATEWAY;
    const isSamePath = isBadGateway && beside.samePath !== null;
    const cause = causeOf(told, connection.open !== null, id, isSamePath);
    const { works } = beside;
    return {
      ...draft,
      // As a probe that was answered: what remains is the upgrade itself.
      ...(id === "handshake-failed" && works
        ? {
            variant: "answers-http",
            facts: { ...draft.facts, probeStatus: ` (${works.status})` },
          }
        : {}),
      evidence: [...draft.evidence, ...evidence],
      ...(cause === null ? {} : { causes: [cause, ...(draft.causes ?? [])] }),
      ...(cause === DROPPED || cause === RUNS
        ? { fixes: [LET_UPGRADES_THROUGH, ...(draft.fixes ?? [])] }
        : {}),
    };
  };
}

const DROPPED =
  "Polling requests of the same session are answered at the same time, so the server knows it: something on the way drops the upgrade.";
const RUNS =
  "Plain requests to the very same path are answered at the same time, so the server behind the proxy runs: it is the upgrade that it, or the proxy, cannot take. nginx speaks HTTP/1.0 to it unless told proxy_http_version 1.1, and over that there is none.";
const LET_UPGRADES_THROUGH: Fix = {
  role: "proxy",
  text: "Let upgrades through to that server, over HTTP/1.1.",
  settings: [
    {
      product: "nginx",
      text: 'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";',
    },
  ],
};
const BAD_GATEWAY = 502;

function causeOf(
  beside: HttpBeside,
  hadOpened: boolean,
  id: FindingId,
  isSamePath: boolean,
): string | null {
  const { works, fails, networkGone, loginRefused } = beside;
  if (loginRefused) {
    return `The page's login or new token was refused before (${quote(sayRequest(loginRefused))}), so the socket went on with an old one.`;
  }
  if (networkGone)
    return `This computer's network changed or went: ${quote(networkGone.error ?? "")}.`;
  if (FINDINGS[id].class === "auth") return null;
  if (fails && !works) {
    return fails.status === null
      ? "HTTP to this host fails at the same time, too: it is not about WebSockets."
      : `HTTP to this host fails at the same time, too (${fails.status}): the server or what is behind its proxy is in trouble.`;
  }
  if (!works || fails || OF_MORE.has(id)) return null;
  if (!hadOpened && works.use === "polling") {
    return DROPPED;
  }
  if (isSamePath) return RUNS;
  return hadOpened
    ? "HTTP to this host works at the same time, so host and network are fine: this connection alone was ended, by the server, a proxy or a limit."
    : "HTTP to this host works at the same time, so name, network and TLS are fine: it is about the path, the upgrade or who may connect.";
}
