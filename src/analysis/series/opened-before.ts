import { parseUrl } from "../../protocol/parse-url.ts";
import { isIpAddress, isPrivateHost } from "../../session/host.ts";
import type { Connection } from "../../session/session.ts";
import { isOpened } from "../connection/opened.ts";

/** What the session knows of an address that now refuses. */
export type Past = { kind: "gone" } | { kind: "other-host"; other: string };

const pathOf = (url: string): { hostPort: string; path: string } => {
  const { hostPort = "", path = "/" } = parseUrl(url) ?? {};
  return { hostPort, path };
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
 * that may be the same server's. A path that says nothing is everybody's.
 */
export function readPasts(connections: readonly Connection[]): (one: Connection) => Past | null {
  const firstOpen = new Map<string, number>();
  const hosts = new Map<string, string>();
  for (const connection of connections) {
    const { url, createdAt } = connection;
    if (!isOpened(connection) || firstOpen.has(url)) continue;
    firstOpen.set(url, createdAt);
    const { hostPort, path } = pathOf(url);
    if (!EVERYBODYS.test(path) && !hosts.has(path)) hosts.set(path, hostPort);
  }
  return ({ url, createdAt }) => {
    const openedAt = firstOpen.get(url);
    if (openedAt !== undefined) return openedAt < createdAt ? { kind: "gone" } : null;
    const { hostPort, path } = pathOf(url);
    const other = hosts.get(path);
    return other !== undefined && other !== hostPort && mayBeOne(other, hostPort)
      ? { kind: "other-host", other }
      : null;
  };
}
