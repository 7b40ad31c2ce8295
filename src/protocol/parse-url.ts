// A page makes up its addresses: what is cut apart step by step costs one look at each character.
const SCHEME = /^([a-z][a-z\d+.-]*):\/\//i;
const AUTHORITY = /^[^/?#]*/;
const HOST_PORT = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/;
const PATH_QUERY = /^(\/[^?#]*)?(?:\?([^#]*))?/;

// The constructor turns the http schemes into these (WHATWG WebSockets, "create a WebSocket").
const SCHEMES = new Map([
  ["http", "ws"],
  ["https", "wss"],
]);
const DEFAULT_PORTS = new Map([
  ["ws", "80"],
  ["wss", "443"],
]);

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

/**
 * A URL taken apart without the browser's parser; null where it is not one with a host. User names
 * and fragments belong to no endpoint.
 */
export function parseUrl(url: string): UrlParts | null {
  const text = url.trim();
  const [start = "", written = ""] = SCHEME.exec(text) ?? [];
  if (start === "") return null;
  const afterScheme = text.slice(start.length);
  const authority = AUTHORITY.exec(afterScheme)?.[0] ?? "";
  const [, name = "", digits] =
    HOST_PORT.exec(authority.slice(authority.lastIndexOf("@") + 1)) ?? [];
  if (name === "") return null;
  const [, path = "/", query = null] = PATH_QUERY.exec(afterScheme.slice(authority.length)) ?? [];
  const scheme = SCHEMES.get(written.toLowerCase()) ?? written.toLowerCase();
  const host = name.toLowerCase();
  const defaultPort = DEFAULT_PORTS.get(scheme) ?? "";
  const port = digits ? digits.replace(/^0+(?=\d)/, "") : defaultPort;
  return {
    scheme,
    host,
    port,
    hostPort: port === defaultPort ? host : `${host}:${port}`,
    path,
    query,
  };
}
