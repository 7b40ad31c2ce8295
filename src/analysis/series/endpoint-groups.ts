/** The connections of a session by endpoint, as lists show them. */
import type { Connection } from "../../session/session.ts";

export type EndpointGroup = {
  /** Endpoint, and whose sockets: those of page workers stand apart. */
  id: string;
  endpoint: string;
  pageWorker: boolean;
  /** Newest first. */
  connections: Connection[];
  openCount: number;
};

/** The group that a connection belongs to. */
export const groupIdOf = ({ endpoint, pageWorker }: Connection): string =>
  `${pageWorker ? "worker " : ""}${endpoint}`;

/** Groups in the order in which each was first seen, so that a list does not jump while it grows. */
export function groupByEndpoint(connectionsInOrder: Iterable<Connection>): EndpointGroup[] {
  const groups = new Map<string, EndpointGroup>();
  for (const connection of connectionsInOrder) {
    const { endpoint, pageWorker } = connection;
    const id = groupIdOf(connection);
    const group = groups.get(id) ?? { id, endpoint, pageWorker, connections: [], openCount: 0 };
    groups.set(id, group);
    group.connections.push(connection);
    if (connection.open && !connection.end) group.openCount++;
  }
  for (const group of groups.values()) group.connections.reverse();
  return [...groups.values()];
}
