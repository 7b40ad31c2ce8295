import { parseUrl } from "../../protocol/parse-url.ts";
import { SERVICES, type ServiceName } from "../../services/services.ts";
import { isForeign } from "../../session/foreign.ts";
import { type Draft, defineCheck, draftByTable, type Ended, overEnded } from "../check.ts";
import { isOpened, isUntold, logEvidence } from "../connection/evidence.ts";
import { hadDevtools, isOfflineAt, judgeAttempt } from "../connection/handshake/judge-handshake.ts";
import { servicesOf } from "../connection/services.ts";
import type { Fix } from "../finding.ts";
import { readRefusals } from "../knowledge/refusals/index.ts";
import { rememberPerConnection } from "../remember.ts";
import { readPasts } from "../series/opened-before.ts";
import { FORWARD_BY_HAND } from "../texts/settings.ts";
import { besideThePage } from "./beside-the-page.ts";
import { withPast } from "./by-its-past.ts";
import { isToLogin, likelierCauses, likelierFixes, possibleCauses } from "./likelier-causes.ts";

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

const explainOnce = rememberPerConnection((connection: Ended, around: Around): Draft => {
  const {
    id,
    variant: said,
    ...judgement
  } = judgeAttempt(connection, around.startsWith("offline"));
  const variant = said === "redirect" && isToLogin(connection) ? "redirect-login" : said;
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
    causes: [...likelierCauses(id, variant, connection), ...known.first.causes],
    fixes: [...likelierFixes(id, variant, connection), ...known.first.fixes],
    besides: {
      causes: [...known.last.causes, ...possibleCauses(id, variant, connection)],
      fixes: [...known.last.fixes, ...fixesByHand(variant, connection)],
    },
    ...(wantsDevtools ? { needs: "devtools" as const } : {}),
  });
});

const LOST_ON_THE_WAY = new Set([
  "stripped",
  "stripped-behind",
  "stripped-foreign",
  "failed-behind",
  "engine-io-proxied",
  "sockjs-upgrade",
]);
/** Both of those that are set up in windows are nginx, which Cloudflare hides. */
const MAY_BE_SET_BY_HAND = new Set<ServiceName>(["nginx", "nginx-itself", "cloudflare"]);

function fixesByHand(variant: string | undefined, connection: Ended): Fix[] {
  const onTheWay = servicesOf(connection).filter(({ name }) =>
    ["proxy", "cloud"].includes(SERVICES[name].is),
  );
  return LOST_ON_THE_WAY.has(variant ?? "") &&
    onTheWay.every(({ name }) => MAY_BE_SET_BY_HAND.has(name))
    ? [FORWARD_BY_HAND]
    : [];
}

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
