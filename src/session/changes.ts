/** What changed in a session since a revision: all that a view, or the saved copy, needs to hear. */
import type { Connection, ConnectionId, Session } from "./session.ts";

export type SessionMeta = Omit<Session, "connections">;
export type SessionChanges = {
  meta: SessionMeta;
  connections: Connection[];
  removed: ConnectionId[];
};

/** `known`: the connections the other side has; brought up to date here. */
export function changesSince(
  session: Session,
  revision: number,
  known: Set<ConnectionId>,
): SessionChanges {
  const { connections, ...meta } = session;
  const changed: Connection[] = [];
  for (const connection of connections.values()) {
    if (connection.revision > revision || !known.has(connection.id)) changed.push(connection);
    known.add(connection.id);
  }
  const removed: ConnectionId[] = [];
  if (known.size > connections.size) {
    for (const id of known) if (!connections.has(id)) removed.push(id);
    for (const id of removed) known.delete(id);
  }
  return { meta, connections: changed, removed };
}

/** A session with changes laid over it; the one before stays as it was. */
export function applyChanges(
  session: Session,
  { meta, connections, removed }: SessionChanges,
): Session {
  const merged = new Map(session.connections);
  for (const connection of connections) merged.set(connection.id, connection);
  for (const id of removed) merged.delete(id);
  return { ...meta, connections: merged };
}
