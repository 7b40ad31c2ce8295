/** What stands in a sentence, an address or a path and is an ordinary word rather than a credential. */
import { looksLikeJwt, looksLikeToken } from "../secrets.ts";

const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi;
const HOST = /^(?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,24}\.?$/;
/** "rate_limit_exceeded_v2", "ChatRoom12", "gpt-4o", "RESOURCE_EXHAUSTED_429": words and small numbers. */
const ORDINARY =
  /^(?:(?:[A-Z]*|[A-Z]?[a-z]+|[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2,})+)\d{0,3}|\d+|\d{1,3}[a-z]*)$/;

export const isOrdinary = (word: string): boolean =>
  word.split(/[^A-Za-z\d]+/).every((part) => ORDINARY.test(part));

/** What stands in a sentence and is no word, no name of a host and no id such as a room's. */
export function isSecretWord(word: string): boolean {
  if (looksLikeJwt(word)) return true;
  const rest = word.replaceAll(UUID, "");
  return /\d/.test(rest) && looksLikeToken(rest) && !HOST.test(rest) && !isOrdinary(rest);
}
