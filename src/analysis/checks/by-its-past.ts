import { formatDuration } from "../../words/words.ts";
import type { Draft, Ended } from "../check.ts";
import { quote } from "../connection/facts.ts";
import type { Fix } from "../finding.ts";
import type { Past } from "../series/opened-before.ts";
import { likelierCauses, REACHED } from "./likelier-causes.ts";

/** What an address did before says more than its status, unless the status said whose session it wants. */
const GONE = new Set([400, 404, 410]);
const LOST_ON_THE_WAY = new Set([200, 400, 404, 426]);
const NO_LONGER = new Set([401, 403]);

/** A failed handshake in the light of what its address, or its neighbours, did in the same session. */
export function withPast(
  draft: Draft,
  connection: Ended,
  pastOf: (connection: Ended) => Past | null,
): Draft {
  const status = connection.handshake?.status ?? 0;
  if (status === 0 && REACHED.has(draft.id)) return withReach(draft, pastOf(connection));
  if (draft.variant === "redirect-login") {
    return pastOf(connection)?.kind === "gone" ? withCause(draft, LOGIN_OVER) : draft;
  }
  if (NO_LONGER.has(status)) {
    const before = pastOf(connection);
    if (before?.kind === "gone" && draft.variant === "upgrades-off") {
      return { ...withCause(draft, NONE_READY), fixes: [LOOK_FOR_READY, ...(draft.fixes ?? [])] };
    }
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
  if (past?.kind !== "gone" && past?.kind !== "other-host") return draft;
  if (!(past.kind === "gone" ? GONE : LOST_ON_THE_WAY).has(status)) return draft;
  return {
    ...(past.kind === "gone" ? withoutKnown(draft, connection) : draft),
    variant: past.kind,
    facts: { ...draft.facts, other: past.kind === "gone" ? "" : quote(past.other) },
  };
}

/** No answer came; whether one had come there before tells what is left of the causes. */
function withReach(draft: Draft, past: Past | null): Draft {
  if (past === null) return draft;
  const { id, variant } = draft;
  if (past.kind === "other-scheme") {
    const to = past.scheme;
    return {
      ...withCause(
        draft,
        `${to}:// opened at this very host and port: it is the scheme that is wrong.`,
      ),
      fixes: [{ role: "client", text: `Use ${to}:// in the address, as before.` }],
    };
  }
  // A program that listened there is gone; the address is right.
  if (id === "handshake-refused" && variant === undefined) {
    return past.kind === "gone" ? { ...draft, variant: "listened" } : draft;
  }
  if (id === "handshake-not-websocket" && past.kind === "gone") {
    return withCause(draft, OPENED_BEFORE);
  }
  if (id !== "handshake-timeout" || variant !== "browser") return draft;
  return past.kind === "gone" || past.kind === "answered"
    ? withCause(
        draft,
        `The same host and port took a connection ${formatDuration(past.beforeMs)} before: no firewall and no wrong address, the server hangs or has no room for more.`,
      )
    : draft;
}

const withCause = (draft: Draft, cause: string): Draft => ({
  ...draft,
  causes: [cause, ...(draft.causes ?? [])],
});

const OPENED_BEFORE =
  "The same address opened here before, so scheme, host and port are right: the server failed on this request, or something on the way cut it.";
// envoyproxy/gateway#9452: the placeholder of a route without endpoints has no upgrade_configs.
const NONE_READY =
  "The same address opened here before, so upgrades were allowed: Envoy Gateway answers them with 403 as long as no backend of the route is ready, as while an only replica starts again. Plain requests get 503 then; where they do not, a policy or a login refused.";
const LOOK_FOR_READY: Fix = {
  role: "server",
  text: "Look whether a backend is ready, and let the new one be before the old one goes. Clients may try again after such a 403.",
  setting: "kubectl get endpointslices",
};
const LOGIN_OVER =
  "The same address opened here before: the login that the page had then ran out, or was ended.";

/** What an application always refuses it did not refuse before. */
const withoutKnown = ({ fixes: _, besides: __, ...draft }: Draft, connection: Ended): Draft => ({
  ...draft,
  causes: likelierCauses(draft.id, draft.variant, connection),
});
