import { cutText } from "../protocol/cut-text.ts";
import { MAX_PROTOCOLS } from "../protocol/page-event.ts";
import { MAX_PHRASE } from "../protocol/text.ts";

/** As many subprotocols as are heard of a page; a last one says how many are left out. */
export function cutProtocols(protocols: readonly string[]): string[] {
  const kept = protocols.map((protocol) => cutText(protocol, MAX_PHRASE));
  if (kept.length <= MAX_PROTOCOLS) return kept;
  const left = kept.length - MAX_PROTOCOLS + 1;
  return [...kept.slice(0, MAX_PROTOCOLS - 1), `… (${left} more)`];
}
