import type { Judged } from "../analysis/report/alike.ts";
import { parseUrl } from "../protocol/parse-url.ts";
import type { Session } from "../session/session.ts";
import { attributesOf } from "./attributes.ts";
import { sessionIdOf } from "./ids.ts";
import type { OtlpResource } from "./otlp.ts";
import { valueOfHeader } from "./trace-parent.ts";

/** What nobody but the user knows: which version of the application it was, where it ran. */
export type ResourceWords = ReadonlyMap<string, string>;

/** One resource a session: the page in its browser. What the user says goes before what we know. */
export function resourceOf(
  { session }: Pick<Judged, "session">,
  words: ResourceWords,
): OtlpResource {
  return {
    attributes: attributesOf({
      "service.name": pageHost(session) ?? "unknown_service:stormglass",
      "session.id": sessionIdOf(session),
      "user_agent.original": userAgentOf(session),
      "user_agent.name": session.browser?.name,
      "user_agent.version": session.browser?.version || null,
      ...Object.fromEntries(words),
    }),
  };
}

/** Of the page that the tab showed last. */
function pageHost(session: Session): string | null {
  const shown = [...session.documents.values()].filter(({ top }) => top);
  const url = shown.sort((a, b) => a.page - b.page || a.joinedAt - b.joinedAt).at(-1)?.url;
  return url === undefined ? null : (parseUrl(url)?.hostPort ?? null);
}

function userAgentOf(session: Session): string | null {
  for (const { handshake } of session.connections.values()) {
    const told = valueOfHeader(handshake?.requestHeaders ?? [], "user-agent");
    if (told !== null) return told;
  }
  return null;
}
