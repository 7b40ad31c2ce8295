import { parseUrl } from "../../protocol/parse-url.ts";
import { isIpAddress, isPrivateHost } from "../../session/host.ts";
import type { Connection } from "../../session/session.ts";
import { isOpened } from "../connection/opened.ts";

/** What the session knows of an address that now refuses. */
export type Past =
  | { kind: "gone"; beforeMs: number }
  | { kind: "other-host"; other: string }
  /** The same host and port opened by the other scheme. */
  | { kind: "other-scheme"; scheme: string }
  /** The same host and port took a connection, whatever it then did with it. */
  | { kind: "answered"; beforeMs: number };

const partsOf = (url: string) => {
  const { hostPort = "", path = "/", scheme = "", port = "" } = parseUrl(url) ?? {};
  return { hostPort, path, scheme, port };
};

/** Where libraries and tools listen unless they are told otherwise: it says nothing of who does. */
const EVERYBODYS = /^\/(?:ws|websocket|socket|socket\.io|graphql|cable|mqtt)?\/?$/i;

/** Two doors of one server: ports and names of one domain, or the server itself without its proxy. */
function mayBeOne(a: string, b: string): boolean {
  const [one, other] = [nameOf(a), nameOf(b)];
  if (one === other || isPrivateHost(one) || isPrivateHost(other)) return true;
  return !isIpAddress(one) && !isIpAddress(other) && domainOf(one) === domainOf(other);
}

const nameOf = (hostPort: string): string => hostPort.replace(/:\d+$/, "");

/** "example.com" of itself and of its names. */
const domainOf = (name: string): string => name.split(".").slice(-2).join(".");

/**
 * Tells of a connection whether its very address opened before it, or else its path at another host
 * that may be the same server's, or else what its host and port did. A path that says nothing is everybody's.
 */
export function readPasts(connections: readonly Connection[]): (one: Connection) => Past | null {
  const firstOpen = new Map<string, number>();
  const hosts = new Map<string, string>();
  const schemes = new Map<string, string>();
  const taken = new Map<string, number>();
  for (const connection of connections) {
    const { url, createdAt } = connection;
    const { hostPort, path, scheme, port } = partsOf(url);
    if (wasTaken(connection) && !taken.has(hostPort)) taken.set(hostPort, createdAt);
    if (!isOpened(connection) || firstOpen.has(url)) continue;
    firstOpen.set(url, createdAt);
    if (!EVERYBODYS.test(path) && !hosts.has(path)) hosts.set(path, hostPort);
    schemes.set(`${port} ${hostPort}`, scheme);
  }
  return ({ url, createdAt }) => {
    const openedAt = firstOpen.get(url);
    if (openedAt !== undefined)
      return openedAt < createdAt ? { kind: "gone", beforeMs: createdAt - openedAt } : null;
    const { hostPort, path, scheme, port } = partsOf(url);
    const other = hosts.get(path);
    if (other !== undefined && other !== hostPort && mayBeOne(other, hostPort))
      return { kind: "other-host", other };
    const byScheme = schemes.get(`${port} ${hostPort}`);
    if (byScheme !== undefined && byScheme !== scheme)
      return { kind: "other-scheme", scheme: byScheme };
    const takenAt = taken.get(hostPort);
    return takenAt !== undefined && takenAt < createdAt
      ? { kind: "answered", beforeMs: createdAt - takenAt }
      : null;
  };
}

/** It opened, was answered, or was closed by the other side after the connection was made. */
const wasTaken = (connection: Connection): boolean =>
  isOpened(connection) ||
  (connection.handshake?.status ?? 0) > 0 ||
  HUNG_UP.test(connection.handshake?.error ?? "");
const HUNG_UP = /closed before receiving a handshake response|ERR_EMPTY_RESPONSE/i;
