/** What values look like, where a name or a sentence only suggests that they are secret. */
import { looksLikeJwt, looksLikeToken } from "../secrets.ts";
import { isOutcome } from "./names.ts";
import { isOrdinary } from "./words.ts";

/** What stands for a secret in a file that was masked before: see `marks.ts`. */
export const isMarked = (value: string): boolean => /^\*+(?:\d{1,9}\**)?$/.test(value);

/** Longer ones are judged by their beginning. */
const MAX_JUDGED = 512;

/** Values that switch, name or describe something, rather than open it. */
const WORD =
  /^(?:true|false|yes|no|on|off|null|none|nil|undefined|nan|void|any|string|str|number|int|integer|bool|boolean|object|array|bytes|buffer|unknown|never|optional|required|default|expired|expiring|invalid|valid|missing|revoked|rejected|refused|denied|incorrect|wrong|empty|disabled|enabled|active|inactive|pending|ok|error|failed|success|closed|open|opened|hidden|masked|redacted|filtered|removed|omitted|anonymous|guest|public|bearer|basic|digest|negotiate|ntlm|password|passwords|username|email|token|tokens|secret|secrets|key|login|logout|auth|cookie|cookies|header|query|body|plain|external|jwt|oauth|oauth2|hs256|rs256|es256|sha-?256|sha-?1|md5|left|right|top|bottom|start|end|passed|pass|fail|skip|skipped|unset|set|changed|updated|created|deleted|strong|weak|medium|too|not|is|was|has|must|mismatch|unauthorized|forbidden|refresh|access|id|text|session|local|lax|strict|same-origin|include|omit)$/i;
/** "<token>", "${API_KEY}", "{{ secret }}", "[REDACTED]", "your-api-key", "xxxxx", "%s". */
const PLACEHOLDER =
  /^(?:<[^<>]*>|\$\{[^{}]*\}?|\$\([^()]*\)?|\{\{?[^{}]*\}?\}?|\[[^[\]]*\]|%[sd@]|[xX*.•…_-]+|your[-_ ][\w -]*|<.*|\$[A-Za-z_]+|\$[A-Z][A-Z\d_]*)$/;
/** A sentence has these between its words, and a passphrase seldom. */
const SENTENCE =
  /(?:^|\s)(?:must|is|are|was|were|should|cannot|can't|can|invalid|expired|required|missing|incorrect|wrong|please|not|has|have|too|the|of|for|to|an|at|or|and|your|in|with|will|does|didn't|doesn't|don't|needs?|may|be|been|no|by|from|provided|mismatch)(?:\s|[.,:;!?]|$)/i;

const MAX_PLACEHOLDER = 64;
const isPlaceholder = (value: string): boolean =>
  value.length <= MAX_PLACEHOLDER && PLACEHOLDER.test(value);

export const isSentence = (value: string): boolean =>
  SENTENCE.test(value.slice(0, MAX_JUDGED).trim()) && /\s/.test(value.slice(0, MAX_JUDGED).trim());

/** A width in pixels, where the name has a second meaning. */
export const isMeasure = (name: string, value: string): boolean =>
  /^pw$/i.test(name) && /^\d{1,4}(?:\.\d{1,3})?$/.test(value);

/** Whether a value under a secret's name is none after all. */
export function isHarmless(value: string): boolean {
  const judged = value.slice(0, MAX_JUDGED).trim();
  const bare = judged.replace(/[!?]$/, "");
  if (bare === "" || isMarked(judged) || WORD.test(bare) || isPlaceholder(judged)) {
    return true;
  }
  // "JWTExpired", "TOKEN_NOT_FOUND": what became of one.
  if (/^[A-Za-z]{1,40}(?:[_-][A-Za-z]{1,40}){0,8}$/.test(judged) && isOutcome(judged)) {
    return true;
  }
  // A small number counts or switches something.
  if (/^-?\d{1,2}(?:\.\d*)?$/.test(judged)) return true;
  return isSentence(judged);
}

const UUID = /^\{?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}?$/i;

/** Under a name that is a secret's as often as not. */
export function looksSecret(value: string): boolean {
  const judged = value.slice(0, MAX_JUDGED);
  return !isHarmless(judged) && looksLikeToken(judged) && !UUID.test(judged) && !isOrdinary(judged);
}

/** Too mixed for a word: digits among letters, or signs. For a place where a credential is expected. */
export function looksChosen(value: string): boolean {
  const judged = value.slice(0, MAX_JUDGED);
  if (isHarmless(judged) || judged.length < 4 || /\s/.test(judged)) return false;
  if (looksLikeJwt(judged)) return true;
  return (/\d/.test(judged) && /[a-z]/i.test(judged)) || /[^\w.:/-]/.test(judged);
}
