import type { Connection } from "../../session/session.ts";
import { type Context, type Ended, isEnded } from "../check.ts";
import { addressOf } from "../connection/address.ts";
import { isOpened, whoClosed } from "../connection/evidence.ts";

/** A process or a network that goes takes its sockets within one round trip. */
export const TOGETHER_MS = 1_000;

export const hostOf = (connection: Connection): string =>
  addressOf(connection)?.hostPort ?? connection.endpoint;

/** Connections that broke in the same moment, all of which had been open `openForMs` before it. */
export function brokenTogether({ connections }: Context, openForMs: number): Ended[][] {
  const broken = connections
    .filter(isEnded)
    .filter((connection) => isOpened(connection) && whoClosed(connection) === "network")
    .sort((a, b) => a.end.at - b.end.at);
  const moments: Ended[][] = [];
  for (const connection of broken) {
    const moment = moments.at(-1);
    const first = moment?.[0];
    // Sockets that were opened one after the other are a client that comes back.
    const together =
      first &&
      connection.end.at - first.end.at <= TOGETHER_MS &&
      wasOpenAt(connection, first.end.at - openForMs);
    if (moment && together) moment.push(connection);
    else moments.push([connection]);
  }
  return moments;
}

export const wasOpenAt = ({ open }: Ended, at: number): boolean => open !== null && open.at < at;
