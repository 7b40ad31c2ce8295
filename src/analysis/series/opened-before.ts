import { parseUrl } from "../../protocol/parse-url.ts";
import type { Connection } from "../../session/session.ts";
import { isOpened } from "../connection/opened.ts";

/** What the session knows of an address that now refuses. */
export type Past = { kind: "gone" } | { kind: "other-host"; other: string };

const pathOf = (url: string): { hostPort: string; path: string } => {
  const { hostPort = "", path = "/" } = parseUrl(url) ?? {};
  return { hostPort, path };
};

/**
 * Tells of a connection whether its very address opened before it, or else its path at another host.
 * A path that says nothing is everybody's.
 */
export function readPasts(connections: readonly Connection[]): (one: Connection) => Past | null {
  const firstOpen = new Map<string, number>();
  const hosts = new Map<string, string>();
  for (const connection of connections) {
    if (!isOpened(connection)) continue;
    const { url, createdAt } = connection;
    const { hostPort, path } = pathOf(url);
    if (!firstOpen.has(url)) firstOpen.set(url, createdAt);
    if (path !== "/" && !hosts.has(path)) hosts.set(path, hostPort);
  }
  return ({ url, createdAt }) => {
    const openedAt = firstOpen.get(url);
    if (openedAt !== undefined) return openedAt < createdAt ? { kind: "gone" } : null;
    const { hostPort, path } = pathOf(url);
    const other = hosts.get(path);
    return other !== undefined && other !== hostPort ? { kind: "other-host", other } : null;
  };
}
