/** JSON Web Tokens, read for the end of their validity and nothing else. */
import { decodeToLatin1, encodeBase64 } from "../protocol/base64.ts";

/** A claim set; its signature is left out, and may be masked. */
const JWT = /(?<![\w-])(eyJ[\w-]{4,4096})\.([\w-]{4,8192})(?=\.)/g;
/** `base64url.bearer.authorization.k8s.io.<base64url of the token>`, and others that wrap theirs. */
const WRAPPED = /(?<![\w-])(ZXlK[\w-]{16,8192})/g;
const MAX_TOKENS = 4;

export type TokenTimes = { expiresAt: number; issuedAt: number | null };

/** What is read of a token, as it stands there. */
type Claims = { exp: number; iat: unknown };

/** The validity of each token in a text, at most a few. */
export const findTokens = (text: string): TokenTimes[] =>
  findClaims(text).map(({ exp, iat }) => ({
    expiresAt: epochMs(exp) as number,
    issuedAt: epochMs(iat),
  }));

/** Of a header: what says how to read it, and nothing of who signed. */
const HEADER_NAMES = ["alg", "typ", "cty", "enc", "zip"];
const CLAIM_NAMES = ["iat", "nbf", "exp"];

/**
 * A token's header and its times, which are no secret; names and addresses in its claims are personal.
 * Null where it is none after all.
 */
export function withoutClaims(token: string): string | null {
  const [header = "", claims = ""] = token.slice(0, MAX_TOKEN).split(".", 2);
  const known = pick(parse(header), HEADER_NAMES, "string");
  if (!("alg" in known)) return null;
  const kept = pick(parse(claims), CLAIM_NAMES, "number");
  return `${encodeBase64Url(JSON.stringify(known))}.${encodeBase64Url(JSON.stringify(kept))}`;
}

/** The same, as many characters long as header and claims were: spaces in JSON mean nothing. */
export function withoutClaimsAtLength(header: string, claims: string): string | null {
  const known = pick(parse(header), HEADER_NAMES, "string");
  if (!("alg" in known)) return null;
  const kept = pick(parse(claims), CLAIM_NAMES, "number");
  return `${encodeAtLength(known, header.length)}.${encodeAtLength(kept, claims.length)}`;
}

const MAX_TOKEN = 16_384;

function encodeAtLength(value: object, length: number): string {
  const text = JSON.stringify(value);
  const encoded = encodeBase64Url(text.padEnd(Math.floor((length * 3) / 4), " "));
  return encoded.length === length ? encoded : "*".repeat(length);
}

function pick(from: { [name: string]: unknown }, names: readonly string[], type: string): object {
  const known = Object.entries(from).filter(
    ([name, value]) => names.includes(name) && typeof value === type && String(value).length <= 24,
  );
  return Object.fromEntries(known);
}

/** `{"alg":"none"}`: without a header a token is not known for one. */
const NO_HEADER = "eyJhbGciOiJub25lIn0";

/** Stands for the tokens of a text: their validity can still be found in it, and nothing else. */
export const keepTimes = (text: string): string[] =>
  !/eyJ|ZXlK/.test(text)
    ? []
    : findClaims(text).map(({ exp, iat }) => {
        const claims = epochMs(iat) === null ? { exp } : { exp, iat };
        return `${NO_HEADER}.${encodeBase64Url(JSON.stringify(claims))}`;
      });

function findClaims(text: string): Claims[] {
  const found: Claims[] = [];
  for (const candidate of [text, ...unwrap(text)]) {
    for (const [, header = "", body = ""] of candidate.matchAll(JWT)) {
      const claims = readClaims(header, body);
      if (claims) found.push(claims);
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

function readClaims(header: string, claims: string): Claims | null {
  if (typeof parse(header).alg !== "string") return null;
  const { exp, iat } = parse(claims);
  return typeof exp === "number" && epochMs(exp) !== null ? { exp, iat } : null;
}

function parse(part: string): { [name: string]: unknown } {
  const text = decodeBase64Url(part) ?? "";
  if (!/^\s{0,8}\{/.test(text)) return {};
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {};
  }
}

/** A NumericDate is in seconds (RFC 7519 §2); some issuers write ms by mistake. */
function epochMs(date: unknown): number | null {
  if (typeof date !== "number" || !(date > 0) || date > MAX_DATE_MS) return null;
  return date > YEAR_5000_S ? date : date * 1_000;
}

const YEAR_5000_S = 95_617_584_000;
const MAX_DATE_MS = 8_640_000_000_000_000;

/** Base64url, with or without its padding, as text of one byte a character; null where it is not. */
export function decodeBase64Url(text: string): string | null {
  const bare = text.replace(/={1,2}$/, "");
  if (!/^[\w+/-]*$/.test(bare)) return null;
  return decodeToLatin1(bare.replaceAll("-", "+").replaceAll("_", "/"));
}

const encoder = new TextEncoder();

const encodeBase64Url = (text: string): string =>
  encodeBase64(encoder.encode(text))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/={1,2}$/, "");
