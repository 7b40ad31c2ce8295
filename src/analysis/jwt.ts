/** JSON Web Tokens, read for the end of their validity and nothing else. */
import { readObject } from "../decoders/read-json.ts";

/** A claim set; its signature is left out, and may be masked. */
const JWT = /(?<![\w-])(eyJ[\w-]{4,4096})\.([\w-]{4,8192})(?=\.)/g;
/** `base64url.bearer.authorization.k8s.io.<base64url of the token>`, and others that wrap theirs. */
const WRAPPED = /(?<![\w-])(ZXlK[\w-]{16,8192})/g;
const MAX_TOKENS = 4;

export type TokenTimes = { expiresAt: number; issuedAt: number | null };

/** The validity of each token in a text, at most a few. */
export function findTokens(text: string): TokenTimes[] {
  const found: TokenTimes[] = [];
  for (const candidate of [text, ...unwrap(text)]) {
    for (const [, header = "", claims = ""] of candidate.matchAll(JWT)) {
      const times = readClaims(header, claims);
      if (times) found.push(times);
      if (found.length >= MAX_TOKENS) return found;
    }
  }
  return found;
}

const unwrap = (text: string): string[] =>
  [...text.matchAll(WRAPPED)].slice(0, MAX_TOKENS).flatMap(([, wrapped = ""]) => {
    const token = decodeBase64Url(wrapped);
    return token === null ? [] : [token];
  });

function readClaims(header: string, claims: string): TokenTimes | null {
  const head = parse(header);
  const body = parse(claims);
  if (!head || typeof head.alg !== "string" || !body) return null;
  const expiresAt = epochMs(body.exp);
  return expiresAt === null ? null : { expiresAt, issuedAt: epochMs(body.iat) };
}

function parse(part: string) {
  const json = decodeBase64Url(part);
  return json === null ? null : readObject(json);
}

/** A NumericDate is in seconds (RFC 7519 §2); some issuers write ms by mistake. */
function epochMs(date: unknown): number | null {
  if (typeof date !== "number" || !(date > 0) || date > MAX_DATE_MS) return null;
  return date > YEAR_5000_S ? date : date * 1_000;
}

const YEAR_5000_S = 95_617_584_000;
const MAX_DATE_MS = 8_640_000_000_000_000;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Base64url, with or without its padding, as text of one byte a character; null where it is not. */
export function decodeBase64Url(text: string): string | null {
  const bare = text.replace(/={1,2}$/, "");
  // A last character alone holds six bits, and a byte needs eight.
  if (bare.length % 4 === 1) return null;
  let decoded = "";
  let bits = 0;
  let count = 0;
  for (const char of bare) {
    const value = ALPHABET.indexOf(char === "+" ? "-" : char === "/" ? "_" : char);
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xff_ffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      decoded += String.fromCharCode((bits >> count) & 0xff);
    }
  }
  return decoded;
}
