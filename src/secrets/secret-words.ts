/** Credentials that no name announces: in prose, in a path, and keys that tell by themselves what they are. */
import { looksLikeJwt, looksLikeToken, MASK, maskSecret } from "./secrets.ts";

/**
 * The heads that services give their keys so that they are recognised (docs.github.com, "Supported
 * secret scanning patterns"). A key begins where no other can be under way, or hostile text would
 * take quadratic time.
 */
export const KEY =
  /(?:(?<=\\[nrt])|(?<![\w-]))((?:sk|rk|pk)[-_](?:(?:proj|live|test|ant|or|v1|svcacct|admin\d\d|api\d\d)[-_]){0,2}|gh[oprsu]_|github_pat_|glpat-|xox[abeoprs]-|xapp-|AKIA|ASIA|AIza|hf_|gsk_|npm_|shp(?:at|ss)_|dop_v1_|whsec_)([\w-]{16,})/g;

/** Keys that services mark as theirs: only the mark stays. */
export const maskKeys = (text: string): string =>
  text.replaceAll(KEY, (all, head: string, rest: string) => (/\d/.test(rest) ? head + MASK : all));

const WORD = /[\w\-.~+/=*]{16,}/g;
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi;
const HOST = /^(?:[a-z\d-]+\.)+[a-z]{2,}\.?$/;
/** "rate_limit_exceeded_v2", "ChatRoom12", "gpt-4o", "RESOURCE_EXHAUSTED_429": words and small numbers. */
const ORDINARY =
  /^(?:(?:[A-Z]*|[A-Z]?[a-z]+|[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2,})+)\d{0,3}|\d+|\d{1,3}[a-z]*)$/;

const isOrdinary = (word: string): boolean =>
  word.split(/[^A-Za-z\d]+/).every((part) => ORDINARY.test(part));

/** What stands in a sentence and is no word, no name of a host and no id such as a room's. */
export function isSecretWord(word: string): boolean {
  if (looksLikeJwt(word)) return true;
  const rest = word.replaceAll(UUID, "");
  return /\d/.test(rest) && looksLikeToken(rest) && !HOST.test(rest) && !isOrdinary(rest);
}

/** "password hunter2 is wrong": short, but said to be one. */
const PASSWORD =
  /\b(pass(?:word|wd|phrase|code)|pwd|secret)( is |: ?|=| )(['"`“]?)([^\s'"`”),;]{6,})/gi;

/** A sentence of a page, a server or the browser, without what looks like a credential in it. */
export const maskWords = (text: string): string =>
  maskKeys(text)
    .replaceAll(WORD, (word) =>
      word.startsWith("/") ? word.split("/").map(maskWord).join("/") : maskWord(word),
    )
    .replaceAll(PASSWORD, (all, name: string, is: string, quote: string, word: string) =>
      /\d/.test(word) && /[a-z]/i.test(word) ? name + is + quote + MASK : all,
    );

function maskWord(word: string): string {
  const stop = word.endsWith(".") ? "." : "";
  return isSecretWord(stop ? word.slice(0, -1) : word) ? MASK + stop : word;
}

/** As long as a hash: shorter ones in a path name a room or a record, such as MongoDB's 24 and a UUID's 32. */
const LONG_HEX = /[\da-f]{40,}/i;
const LONG = /[\w-]{32,}/;
/** Most parts of most paths are shorter than any credential, and need no look. */
const SHORTEST = 16;

/** Whether a part of a path opens something, rather than names it. */
export const isSecretSegment = (segment: string): boolean =>
  segment.length >= SHORTEST &&
  (looksLikeJwt(segment) ||
    maskKeys(segment) !== segment ||
    ((LONG_HEX.test(segment) || (LONG.test(segment) && isMixed(segment))) &&
      isSecretWord(segment)));

const isMixed = (text: string): boolean =>
  /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);

export function maskSegment(segment: string): string {
  if (!isSecretSegment(segment)) return segment;
  const marked = maskKeys(segment);
  return marked === segment ? maskSecret(segment) : marked;
}
