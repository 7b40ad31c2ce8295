import { isSecretParameter, looksLikeJwt } from "./secrets.ts";

/** Scheme, host, port, path and query. User names and fragments belong to no endpoint. */
const URL_PARTS =
  /^([a-z][a-z\d+.-]*):\/\/(?:[^/?#]*@)?(\[[^\]/?#]*\]|[^/?#:]*)(?::(\d*))?(\/[^?#]*)?(?:\?([^#]*))?(?:#.*)?$/i;

// The constructor turns the http schemes into these (WHATWG WebSockets, "create a WebSocket").
const SCHEMES: Record<string, string> = { http: "ws", https: "wss" };
const DEFAULT_PORTS: Record<string, string> = { ws: "80", wss: "443" };

/** Names that stand for the moment, the attempt or the client rather than for what is asked for. */
const VOLATILE_NAMES = new Set(
  "t ts _ time timestamp now date nonce rand random r cb cachebust cachebuster cid uid uuid guid clientid connectionid requestid instanceid deviceid lasteventid cursor offset seq attempt retry".split(
    " ",
  ),
);
const VOLATILE_VALUES = [
  /^\*+$/, // masked by an export
  /^\{?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}?$/i, // UUID
  /^\d{10,}(\.\d+)?$/, // seconds, milliseconds, snowflake ids
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/, // ISO time
  /^(?=.*\d)[\da-f]{12,}$/i, // hex
];
// SockJS makes up a server and a session for each attempt: /<3 digits>/<8 characters>/websocket.
const SOCKJS = /\/\d{3}\/[\w-]{8}\/websocket$/;

export type UrlParts = {
  scheme: string;
  host: string;
  /** As a number in a string, the scheme's own where the URL names none. */
  port: string;
  /** As it is written: without the port where that is the scheme's own. */
  hostPort: string;
  path: string;
  query: string | null;
};

/** A URL taken apart without the browser's parser; null where it is not one with a host. */
export function parseUrl(url: string): UrlParts | null {
  const parts = URL_PARTS.exec(url.trim());
  if (!parts) return null;
  const written = (parts[1] as string).toLowerCase();
  const scheme = SCHEMES[written] ?? written;
  const host = (parts[2] as string).toLowerCase();
  if (host === "") return null;
  const defaultPort = DEFAULT_PORTS[scheme] ?? "";
  const port = parts[3] ? parts[3].replace(/^0+(?=\d)/, "") : defaultPort;
  return {
    scheme,
    host,
    port,
    hostPort: port === defaultPort ? host : `${host}:${port}`,
    path: parts[4] ?? "/",
    query: parts[5] ?? null,
  };
}

/**
 * Scheme, host, port, path and the query values that stay the same; volatile ones become `*`.
 * A string in, a string out: a URL that cannot be read is its own endpoint.
 */
export function endpointOf(url: string): string {
  const parts = parseUrl(url);
  if (!parts) return url;
  const path = parts.path
    .replace(SOCKJS, "/*/*/websocket")
    .split("/")
    .map((segment) => (looksLikeJwt(segment) ? "*" : segment))
    .join("/");
  const query = parts.query ? `?${parts.query.split("&").map(steadyPair).join("&")}` : "";
  return `${parts.scheme}://${parts.hostPort}${path}${query}`;
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

/** A lone `%` is no reason to lose the endpoint. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
