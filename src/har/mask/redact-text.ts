/** Takes credentials out of text, URLs and bytes. What is left still says which kind stood there. */
import type { Body } from "../../protocol/rows.ts";
import { isSecretWord, KEY, maskKeys, maskSegment, maskWords } from "../../secrets/secret-words.ts";
import {
  isSecretName,
  isSecretParameter,
  looksLikeToken,
  MASK,
  maskSecret,
} from "../../secrets/secrets.ts";
import { decodePart } from "../url.ts";
import { findPackedSecrets } from "./packed-fields.ts";

const USER_INFO = /\b((?:wss?|https?):\/\/)[^/\s"'@\\]+@/gi;
// A token begins where no other can be under way, or a hostile text would take quadratic time.
const JWT_SIGNATURE = /(?<![\w-])(eyJ[\w-]{4,}\.[\w-]{2,})\.[\w-]+/g;
const SCHEME = /\b(Bearer|Basic|Negotiate|Digest)( +)([\w~+/.=-]{8,})/gi;
/** `&name=value` in an address, and `name=value` in prose, which more often means no secret. */
const PARAMETER = /([?&#;,\s"']|^)([\w.[\]%-]{1,64})=([^&\s"'<>#;\\]+)/gi;
/** "Incorrect API key provided: 9f86…", "auth 9f86…": what a sentence says of the word after it. */
const SAID =
  /\b((?:key|token|secret|password|credentials?|auth|bearer|signature|ticket)(?: [a-z]{1,12}){0,3}[:=]? ?['"`(]?)([\w\-.~+/=]{16,})/gi;
/** The beginning of a JSON field whose value is a string, also where the JSON stands in a string. */
const FIELD = /(\\{0,7}")([\w.-]{1,64})\1\s*:\s*\1/g;
/** None of the above without one of these. Most messages are done after this one look. */
const SUSPICIOUS =
  /eyJ|:\/\/|=|bearer|basic|negotiate|digest|token|secret|pass|key|auth|credential|signature|jwt|ticket|sess|hmac|"(?:sig|sid|pwd|otp|code)|[srp]k[-_]|gh[oprsu]_|github_pat|glpat-|xox|xapp-|akia|asia|aiza|hf_|gsk_|npm_|shp(?:at|ss)_|dop_v1|whsec_/i;

/** Names that mean a credential in a query, and something else as often in a message. */
const AMBIGUOUS = /^(?:key|code|session|sid|sig|auth|pass)$/i;

const isSecretField = (name: string, value: string): boolean =>
  AMBIGUOUS.test(name)
    ? looksLikeToken(value)
    : isSecretName(name) && isSecretParameter(name, value);

export function maskText(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  const masked = maskKeys(text)
    .replaceAll(USER_INFO, `$1${MASK}@`)
    .replaceAll(JWT_SIGNATURE, `$1.${MASK}`)
    .replaceAll(SCHEME, (all, scheme: string, space: string, value: string) =>
      // "Basic authentication failed" is prose: a credential has digits, signs or mixed case.
      /[\d=+/_]|[a-z][A-Z]/.test(value) ? scheme + space + maskSecret(value) : all,
    )
    .replaceAll(PARAMETER, (all, before: string, name: string, value: string) => {
      const plain = decodePart(value);
      const inUrl = before === "?" || before === "&" || before === "#";
      const secret = inUrl
        ? isSecretParameter(decodePart(name), plain)
        : isSecretField(name, plain);
      return secret ? `${before}${name}=${maskSecret(plain)}` : all;
    })
    .replaceAll(SAID, (all, before: string, word: string) =>
      isSecretWord(word) ? before + maskSecret(word) : all,
    );
  return maskFields(masked);
}

/** A sentence rather than a message: what looks like a credential in it is data to nobody. */
export const maskProse = (text: string): string => maskText(maskWords(text));

function maskFields(text: string): string {
  let masked = "";
  let copiedTo = 0;
  FIELD.lastIndex = 0;
  for (let field = FIELD.exec(text); field; field = FIELD.exec(text)) {
    const [, quote = "", name = ""] = field;
    if (!isSecretName(name)) continue;
    const start = FIELD.lastIndex;
    const end = findStringEnd(text, start, quote.length - 1);
    const value = text.slice(start, end);
    FIELD.lastIndex = end;
    if (!isSecretField(name, value)) continue;
    masked += text.slice(copiedTo, start) + maskSecret(value);
    copiedTo = end;
  }
  return copiedTo === 0 ? text : masked + text.slice(copiedTo);
}

/**
 * Where a string ends whose quotes have `depth` backslashes each: 0 in JSON, 1 in JSON within a
 * string, 3 in JSON within that. A body that was cut ends within it.
 */
function findStringEnd(text: string, start: number, depth: number): number {
  for (let at = text.indexOf('"', start); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (at - slashes > start && text[at - slashes - 1] === "\\") slashes++;
    if (slashes < depth || (slashes - depth) % (2 * (depth + 1)) === 0) {
      return at - Math.min(slashes, depth);
    }
  }
  return text.length;
}

/** An address on its own. The same parameters are masked that an endpoint leaves out. */
export function maskUrl(url: string): string {
  const [, base = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(url) ?? [];
  return (
    maskText(base).split("/").map(maskSegment).join("/") +
    rest
      .split(/(?=[?&#])/)
      .map(maskPair)
      .join("")
  );
}

/** One parameter with the sign before it. A token without a name stands for a value, too. */
function maskPair(pair: string): string {
  const equals = pair.indexOf("=");
  const name = equals < 0 ? "" : pair.slice(1, equals);
  const start = equals < 0 ? 1 : equals + 1;
  const value = decodePart(pair.slice(start));
  return isSecretParameter(decodePart(name), value) || maskKeys(value) !== value
    ? pair.slice(0, start) + maskSecret(value)
    : maskText(pair);
}

export const maskBody = (body: Body): Body =>
  typeof body === "string" ? maskText(body) : maskBytes(body);

const ASTERISK = 42;
const CHUNK_BYTES = 8_192;

/**
 * Text within binary formats. Masked in place and at its length, so that a decoder still finds
 * every field where its length says.
 */
function maskBytes(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  let text = "";
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    const chunk = bytes.subarray(start, start + CHUNK_BYTES);
    text += String.fromCharCode.apply(null, chunk as unknown as number[]);
  }
  if (!SUSPICIOUS.test(text)) return bytes;
  const masked = bytes.slice();
  for (const jwt of text.matchAll(JWT_SIGNATURE)) {
    const [all, kept = ""] = jwt;
    masked.fill(ASTERISK, jwt.index + kept.length + 1, jwt.index + all.length);
  }
  for (const key of text.matchAll(KEY)) {
    const [all, head = ""] = key;
    masked.fill(ASTERISK, key.index + head.length, key.index + all.length);
  }
  FIELD.lastIndex = 0;
  for (let field = FIELD.exec(text); field; field = FIELD.exec(text)) {
    const [, quote = "", name = ""] = field;
    const start = FIELD.lastIndex;
    const end = findStringEnd(text, start, quote.length - 1);
    if (isSecretField(name, text.slice(start, end))) masked.fill(ASTERISK, start, end);
  }
  for (const { from, to } of findPackedSecrets(bytes, text, isSecretField)) {
    masked.fill(ASTERISK, from, to);
  }
  return masked;
}
