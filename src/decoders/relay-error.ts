import type { SpokenError } from "./described.ts";
import { MAX_MESSAGE } from "./read-error-object.ts";

/** How a relay's sentence begins where it refuses (NIP-01): a word for machines, a colon, and words for people. */
const RELAY_REFUSES =
  /^(auth-required|blocked|duplicate|error|invalid|mute|pow|rate-limited|restricted|unsupported): ?/i;
/** Of a NOTICE, which may be any news. */
const RELAY_COMPLAINS = /^(?:bad|could not|failed|rate limit|too |unable|unknown)/i;

/** Nostr's `["CLOSED", id, words]`, `["OK", id, false, words]` and `["NOTICE", words]`. */
export function readRelay(head: string, rest: unknown[]): SpokenError | null {
  const words = head === "NOTICE" ? rest[0] : head === "CLOSED" ? rest[1] : rest[2];
  if (typeof words !== "string" || (head === "OK" && rest[1] !== false)) return null;
  if (head !== "NOTICE" && head !== "CLOSED" && head !== "OK") return null;
  const code = RELAY_REFUSES.exec(words)?.[1]?.toLowerCase() ?? null;
  // What is there already is not refused.
  if (code === "duplicate" || (code === null && !RELAY_COMPLAINS.test(words))) return null;
  if (code === "error") {
    return { code: null, message: words.slice(6).trim().slice(0, MAX_MESSAGE), retryAfterMs: null };
  }
  return { code, message: words.slice(0, MAX_MESSAGE), retryAfterMs: null };
}
