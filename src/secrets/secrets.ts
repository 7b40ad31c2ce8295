/** What looks like a credential, for grouping, findings and the export alike. Strings in, answers out. */
import { withoutCutMark } from "../protocol/cut-text.ts";
import { keepTimes } from "./tokens.ts";

/** Names that hold a credential wherever they stand within a longer name. */
const SECRET_WORD =
  /token|secret|passw(?:or)?d|passphrase|apikey|accesskey|authorization|credential|signature|jwt|bearer|ticket|sessionid|sessid|hmac/;
/** Names that say it only when they stand alone. */
const SECRET_NAMES = new Set([
  "key",
  "auth",
  "sig",
  "sid",
  "session",
  "pass",
  "pwd",
  "otp",
  "code",
]);
const SECRET_HEADERS = new Set(["cookie", "setcookie", "proxyauthorization", "xapikey", "xauth"]);
/** Values that switch something rather than open it. */
const SWITCH = /^(?:|0|1|true|false|yes|no|null|undefined|\*+)$/i;
const SCHEME = /^(bearer|basic|digest|token|apikey|negotiate) +/i;
const JWT = /^(eyJ[\w-]{4,}\.[\w-]{2,})\.[\w*-]*$/;
/** A word that announces a credential in the subprotocol after it, or in the rest of its own. */
const ANNOUNCES =
  /^(?:(?:base64url\.)?bearer(?:\.authorization\.k8s\.io)?|authorization|auth|access[_-]?token|token|jwt|api[_-]?key|openai-insecure-api-key)$/i;
const CARRIES =
  /^((?:base64url\.)?bearer(?:\.authorization\.k8s\.io)?|authorization|auth|access[_-]?token|token|jwt|api[_-]?key|openai-insecure-api-key)[.\-_:|](.{6,})$/i;

export const MASK = "***";

const bare = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** Whether a name (of a parameter, a header, a field) says that its value is a credential. */
export const isSecretName = (name: string): boolean =>
  SECRET_NAMES.has(bare(name)) || SECRET_WORD.test(bare(name));

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

/** Whether a query parameter is a credential, by its name or by the look of its value. */
export const isSecretParameter = (name: string, value: string): boolean =>
  !SWITCH.test(value) && (isSecretName(name) || looksLikeToken(withoutCutMark(value)));

/** Whether a header's value is a credential as a whole. Subprotocols: `maskSubprotocols`. */
export const isSecretHeader = (name: string): boolean =>
  SECRET_HEADERS.has(bare(name)) || SECRET_WORD.test(bare(name));

/**
 * What may be shown instead: nothing of it, but the scheme, a JWT without its signature, and the
 * validity of a JWT that is wrapped (as in Kubernetes' subprotocol) or one of several (in a cookie).
 */
export function maskSecret(value: string): string {
  if (value === "") return "";
  const scheme = SCHEME.exec(value)?.[0] ?? "";
  const jwt = JWT.exec(value.slice(scheme.length));
  if (jwt) return `${scheme}${jwt[1]}.${MASK}`;
  return scheme + [MASK, ...keepTimes(value).map((token) => `${token}.${MASK}`)].join(".");
}

/** Masks what pages smuggle through subprotocols because a browser lets them set no header. */
export function maskSubprotocols(protocols: readonly string[]): string[] {
  return protocols.map((protocol, i) => {
    const carried = CARRIES.exec(protocol);
    if (carried) {
      const secret = carried[2] as string;
      return protocol.slice(0, protocol.length - secret.length) + maskSecret(secret);
    }
    const announced = i > 0 && ANNOUNCES.test(protocols[i - 1] as string);
    return announced || looksLikeToken(protocol) ? maskSecret(protocol) : protocol;
  });
}
