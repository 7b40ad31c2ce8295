/** What looks like a credential, for grouping, findings and the export alike. Strings in, answers out. */
import { bareName, judgeName } from "./known/names.ts";
import { keepTimes, withoutClaims } from "./tokens.ts";

const COOKIES = /^(?:set)?cookie2?$/;
const SCHEME = /^(bearer|basic|digest|token|apikey|negotiate) +/i;
const JWT = /^(eyJ[\w-]{4,}\.[\w-]{2,})\.[\w*-]*$/;
export const MASK = "***";

/** Whether a name (of a parameter, a header, a field) says that its value is a credential. */
export const isSecretName = (name: string): boolean => judgeName(name) !== null;

/** A JSON Web Token, with its signature or with it masked. */
export const looksLikeJwt = (value: string): boolean => JWT.test(value);

/**
 * A JWT, or a run of characters too long and too mixed for a word: a key, a hash, base64.
 * A UUID is not one: it names a thing more often than it opens one.
 */
export function looksLikeToken(value: string): boolean {
  if (looksLikeJwt(value)) return true;
  if (value.length < 16 || !/^[\w\-.~+/=%:|]+$/.test(value)) return false;
  for (const [run] of value.matchAll(/[A-Za-z0-9+/_=]{16,}/g)) {
    if (/\d/.test(run) && /[A-Za-z]/.test(run)) return true;
  }
  // base64url has dashes, which cut it into runs; three kinds of characters give it away.
  return value.length >= 24 && /\d/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value);
}

/** Whether a header's value is a credential as a whole. Subprotocols: `maskSubprotocols`. */
export const isSecretHeader = (name: string): boolean =>
  COOKIES.test(bareName(name)) || judgeName(name) === "secret";

/**
 * What may be shown instead: nothing of it, but the scheme, of a JWT its header and its times, and the
 * validity of a JWT that is wrapped (as in Kubernetes' subprotocol) or one of several (in a cookie).
 */
export function maskSecret(value: string): string {
  if (value === "") return "";
  const scheme = SCHEME.exec(value)?.[0] ?? "";
  const jwt = JWT.exec(value.slice(scheme.length));
  if (jwt)
    return `${scheme}${[withoutClaims(value.slice(scheme.length)), MASK].filter(Boolean).join(".")}`;
  return scheme + [MASK, ...keepTimes(value).map((token) => `${token}.${MASK}`)].join(".");
}
