import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { WebSocket } from "ws";

/** One request to upgrade, and what its path asks the server to do. */
export type Visit = {
  request: IncomingMessage;
  socket: Socket;
  head: Buffer;
  /** What follows the route's name in the path, decoded. */
  args: string[];
  /** Those that are open on the whole server; whoever is accepted joins them. */
  connections: Set<WebSocket>;
};

export type Route = (visit: Visit) => void;

/** `/close/1012/see%20you` is the route `close` with `["1012", "see you"]`. */
export function readPath(url: string | undefined): { route: string; args: string[] } {
  const path = (url ?? "/").split("?", 1)[0] as string;
  const [route = "", ...args] = path.slice(1).split("/").map(decode);
  return { route, args };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A number in the path, or the fallback where it is missing or not one. */
export function numberAt(args: string[], index: number, fallback: number): number {
  const value = Number.parseInt(args[index] ?? "", 10);
  return Number.isNaN(value) ? fallback : value;
}
