import { headerOf } from "../../protocol/headers.ts";
import { parseUrl } from "../../protocol/parse-url.ts";
import { isForeign } from "../../session/foreign.ts";
import { type Draft, defineCheck, draftByTable, type Ended, overEnded } from "../check.ts";
import { isOpened, isUntold, logEvidence } from "../connection/evidence.ts";
import { quote } from "../connection/facts.ts";
import { hadDevtools, isOfflineAt, judgeAttempt } from "../connection/judge-handshake.ts";
import {
  readForeignPort,
  readMisplacedPort,
  readOddName,
  readOddPath,
} from "../connection/odd-address.ts";
import { readRedirect } from "../connection/redirected.ts";
import { servicesOf } from "../connection/services.ts";
import type { FindingId } from "../finding.ts";
import { readRefusals } from "../knowledge/refusals/index.ts";
import { rememberPerConnection } from "../remember.ts";
import { type Past, readPasts } from "../series/opened-before.ts";
import { besideThePage } from "./beside-the-page.ts";

type Around = "online" | "offline" | "online, with DevTools" | "offline, with DevTools";

/** The establishment class: never opened, as the browser's words, the status or the probe explain. */
export const handshake = defineCheck({
  name: "handshake",
  run: (context) => {
    const pastOf = readPasts(context.connections);
    return overEnded(context, (connection) => {
      if (isOpened(connection) || isUntold(connection)) return null;
      const line = isOfflineAt(context.session, connection.createdAt) ? "offline" : "online";
      const around: Around = hadDevtools(context.session, connection)
        ? `${line}, with DevTools`
        : line;
      const told = withPast(explainOnce(connection, around), connection, pastOf);
      const draft = besideThePage(told, connection, context.session);
      return isForeign(context.session) ? withoutPage(draft) : draft;
    });
  },
});

/** Of another tool's file no page is open that could be asked again. */
const withoutPage = (draft: Draft): Draft =>
  draft.id === "handshake-failed" && WANT_PAGE.has(draft.variant)
    ? { ...draft, variant: "in-file" }
    : draft;

const WANT_PAGE = new Set([undefined, "vague", "blanked"]);

/** What an address did before says more than its status, unless the status said whose session it wants. */
const GONE = new Set([400, 404, 410]);
const LOST_ON_THE_WAY = new Set([200, 400, 404, 426]);
const NO_LONGER = new Set([401, 403]);

function withPast(
  draft: Draft,
  connection: Ended,
  pastOf: (connection: Ended) => Past | null,
): Draft {
  const status = connection.handshake?.status ?? 0;
  // A program that listened there is gone; the address is right.
  if (draft.id === "handshake-refused" && draft.variant === undefined)
    return pastOf(connection)?.kind === "gone" ? { ...draft, variant: "listened" } : draft;
  if (NO_LONGER.has(status)) {
    const before = pastOf(connection);
    if (before?.kind === "other-host" && draft.id === "auth-rejected") {
      return {
        ...draft,
        variant: "refused-here",
        facts: { ...draft.facts, other: quote(before.other) },
      };
    }
    // A challenge, a proxy's login and a signature have their own reasons to refuse again.
    const isPlain = draft.variant === undefined || /^40[13]/.test(draft.variant);
    return isPlain && draft.id === "auth-rejected" && before?.kind === "gone"
      ? { ...withoutKnown(draft, connection), variant: "no-longer" }
      : draft;
  }
  if (!LOST_ON_THE_WAY.has(status) && !GONE.has(status)) return draft;
  if (draft.variant?.startsWith("session-")) return draft;
  const past = pastOf(connection);
  if (past === null || !(past.kind === "gone" ? GONE : LOST_ON_THE_WAY).has(status)) return draft;
  return {
    ...(past.kind === "gone" ? withoutKnown(draft, connection) : draft),
    variant: past.kind,
    facts: { ...draft.facts, other: past.kind === "gone" ? "" : quote(past.other) },
  };
}

/** What an application always refuses it did not refuse before. */
const withoutKnown = ({ fixes: _, besides: __, ...draft }: Draft, connection: Ended): Draft => ({
  ...draft,
  causes: likelierCauses(draft.id, connection),
});

const explainOnce = rememberPerConnection((connection: Ended, around: Around): Draft => {
  const { id, variant, ...judgement } = judgeAttempt(connection, around.startsWith("offline"));
  // DevTools would know the reason, unless it was open and another extension hid it.
  const wantsDevtools =
    id === "handshake-failed" && connection.handshake === null && !around.endsWith("DevTools");
  const known = knownRefusals(connection);
  return draftByTable(connection, {
    id,
    explains: true,
    severity: id === "closed-by-page" ? "info" : "error",
    confidence: judgement.confidence,
    facts: judgement.facts,
    evidence: [
      ...judgement.evidence,
      // Only what was answered reached a server that could log it.
      ...(connection.handshake?.status ? logEvidence(connection) : []),
    ],
    ...(variant === undefined ? {} : { variant }),
    ...(judgement.caveat === undefined ? {} : { caveat: judgement.caveat }),
    causes: [...likelierCauses(id, connection), ...known.first.causes],
    fixes: known.first.fixes,
    besides: known.last,
    ...(wantsDevtools ? { needs: "devtools" as const } : {}),
  });
});

/** By the handshake's own answer; a plain request's is another one. */
function knownRefusals(connection: Ended) {
  const { url, handshake, protocols } = connection;
  const { host = "", path = "/", query } = parseUrl(url) ?? {};
  return readRefusals({
    status: handshake?.status ?? 0,
    who: new Set(servicesOf(connection).map(({ name }) => name)),
    host,
    pathAndQuery: query ? `${path}?${query}` : path,
    protocols: protocols ?? [],
    headers: (handshake?.responseHeaders ?? []).map(({ name, value }) => `${name}: ${value}`),
  });
}

/** A server answered: host and port are right. */
const ANSWERED = new Set<FindingId>([
  "handshake-rejected",
  "handshake-not-found",
  "handshake-not-websocket",
  "handshake-server-error",
  "auth-rejected",
]);
/** Something else may listen there. */
const REACHED = new Set<FindingId>([
  "handshake-refused",
  "handshake-not-websocket",
  "handshake-unreachable",
  "handshake-timeout",
  "handshake-tls",
]);

/** What this very connection shows goes before what is common. */
function likelierCauses(id: FindingId, { url, protocols, handshake }: Ended): string[] {
  const status = handshake?.status ?? 0;
  const isUnknown = id === "handshake-failed";
  return [
    readMisplacedPort(url),
    status >= 300 && status < 400
      ? readRedirect(url, headerOf(handshake?.responseHeaders, "location"))
      : null,
    id === "handshake-dns" ? readOddName(url) : null,
    ANSWERED.has(id) || isUnknown ? readOddPath(url) : null,
    REACHED.has(id) || isUnknown ? readForeignPort(url) : null,
    // A development server's client asks for the port that the server has itself.
    REACHED.has(id) && protocols?.some((name) => name.startsWith("vite-")) ? BEHIND_PROXY : null,
  ].filter((cause) => cause !== null);
}

const BEHIND_PROXY =
  "The page came through a proxy or a tunnel, and Vite's client asks for the development server's own port, which is not to be had from here: server.hmr.clientPort and server.hmr.host name the proxy's.";
