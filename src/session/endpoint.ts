import { withoutCutMark } from "../protocol/cut-text.ts";
import { parseUrl } from "../protocol/parse-url.ts";
import { isSecretParameter } from "../secrets/known/parameters.ts";
import { isSecretSegment } from "../secrets/known/segments.ts";
import { looksLikeToken, MASK } from "../secrets/secrets.ts";

/** Names that stand for the moment, the attempt or the client rather than for what is asked for. */
const VOLATILE_NAMES = new Set(
  "t ts _ time timestamp now date nonce rand random r cb cachebust cachebuster cid uid uuid guid clientid connectionid requestid instanceid deviceid lasteventid cursor offset seq attempt retry".split(
    " ",
  ),
);
const VOLATILE_VALUES = [
  /^\*+\d*$/, // masked by an export
  /^\{?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}?$/i, // UUID
  /^\d{10,}(\.\d+)?$/, // seconds, milliseconds, snowflake ids
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/, // ISO time
  /^(?=.*\d)[\da-f]{12,}$/i, // hex
];
// SockJS makes up a server and a session for each attempt: /<3 digits>/<8 characters>/websocket.
const SOCKJS = /\/\d{3}\/[\w-]{8}\/websocket$/;

/**
 * Scheme, host, port, path and the query values that stay the same; volatile ones become `*`.
 * A string in, a string out: a URL that cannot be read is its own endpoint.
 */
export function endpointOf(url: string): string {
  const parts = parseUrl(withoutCutMark(url));
  if (!parts) return url;
  const path = eachPart(parts.path.replace(SOCKJS, "/*/*/websocket"), "/", (segment) =>
    isSecretSegment(segment) || segment.includes(MASK) ? "*" : segment,
  );
  const query = parts.query ? `?${eachPart(parts.query, "&", steadyPair)}` : "";
  return `${parts.scheme}://${parts.hostPort}${path}${query}`;
}

/**
 * A page makes up its addresses, and each part costs a dozen patterns: beyond so many, and beyond
 * such a length, which no name of a room has, it is not read but stands for whatever it is.
 */
const MAX_PARTS = 64;
const MAX_PART_LENGTH = 512;

function eachPart(text: string, separator: string, change: (part: string) => string): string {
  // One more than is read, to tell whether there are more: not all of them are cut apart.
  const parts = text.split(separator, MAX_PARTS + 1);
  const changed = parts
    .slice(0, MAX_PARTS)
    .map((part) => (part.length > MAX_PART_LENGTH ? shorten(part) : change(part)));
  return [...changed, ...(parts.length > MAX_PARTS ? ["*"] : [])].join(separator);
}

/** The name of a pair stays, where that is not what is long. */
function shorten(part: string): string {
  const equals = part.indexOf("=");
  return equals > 0 && equals < MAX_PART_LENGTH ? `${part.slice(0, equals)}=*` : "*";
}

function steadyPair(pair: string): string {
  const equals = pair.indexOf("=");
  if (equals < 0) return isVolatile("", pair) ? "*" : pair;
  const name = pair.slice(0, equals);
  return isVolatile(decode(name), decode(pair.slice(equals + 1))) ? `${name}=*` : pair;
}

function isVolatile(name: string, value: string): boolean {
  if (VOLATILE_NAMES.has(name.toLowerCase().replaceAll(/[-_.](?=.)/g, ""))) return value !== "";
  return isSecretParameter(name, value) || VOLATILE_VALUES.some((looks) => looks.test(value));
}

/** Whether a part of a path looks as if no person had chosen it: an id, a time, a token. */
export const isMadeUp = (segment: string): boolean =>
  segment.length >= SHORTEST_MADE_UP &&
  segment.length <= MAX_PART_LENGTH &&
  (VOLATILE_VALUES.some((looks) => looks.test(segment)) || looksLikeToken(segment));

/** Ten digits are seconds since 1970; what is shorter names rooms and versions more often. */
const SHORTEST_MADE_UP = 10;

/** A lone `%` is no reason to lose the endpoint. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
