import type { Finding } from "../../analysis/finding.ts";
import { detectProtocol } from "../../decoders/index.ts";
import type { Connection } from "../../session/session.ts";
import { zoneMinutesAt } from "../../words/day-time.ts";
import { type Filter, type MessageContext, matchSides } from "./filter.ts";
import { heartbeatKeysOf } from "./heartbeat.ts";

/** What the terms about messages need to know of a connection. */
export const contextOf = (
  filter: Filter,
  connection: Connection,
  findings: readonly Finding[],
): MessageContext => {
  const openedAt = connection.open?.at ?? connection.createdAt;
  return {
    openedAt,
    zoneMinutes: zoneMinutesAt(openedAt),
    protocol: detectProtocol(connection),
    heartbeats: heartbeatKeysOf(connection),
    sides: matchSides(filter, connection, findings),
  };
};
