/** What changed in a session since a revision: all that a view, or the saved copy, needs to hear. */
import type { Connection, ConnectionId, Session } from "./session.ts";

/** Lists that rarely change and can be large. Their elements never change, they come and go. */
export const LISTS = [
  "lifecycle",
  "constructorErrors",
  "unmatchedHandshakes",
  "http",
  "elsewhere",
] as const satisfies (keyof Session)[];
export type ListName = (typeof LISTS)[number];

/** A list that is left out is as it was. */
export type SessionMeta = Omit<Session, "connections" | ListName> &
  Partial<Pick<Session, ListName>>;
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

/** What of each list the other side has. */
export type KnownLists = Map<ListName, readonly unknown[]>;

/** Leaves out the lists that the other side has already; `known` is brought up to date here. */
export function leaveOutKnownLists(changes: SessionChanges, known: KnownLists): SessionChanges {
  const meta = { ...changes.meta };
  for (const name of LISTS) {
    const list = meta[name];
    if (!list) continue;
    if (isSameList(known.get(name), list)) delete meta[name];
    else known.set(name, [...list]);
  }
  return { ...changes, meta };
}

export const isSameList = (before: readonly unknown[] | undefined, now: readonly unknown[]) =>
  before?.length === now.length && now.every((element, i) => element === before[i]);

/** A session with changes laid over it; the one before stays as it was. */
export function applyChanges(
  session: Session,
  { meta, connections, removed }: SessionChanges,
): Session {
  const merged = new Map(session.connections);
  for (const connection of connections) merged.set(connection.id, connection);
  for (const id of removed) merged.delete(id);
  // Of the rest nothing is kept: what `meta` leaves out is no more.
  const { lifecycle, constructorErrors, unmatchedHandshakes, http, elsewhere } = session;
  const lists = { lifecycle, constructorErrors, unmatchedHandshakes, http, elsewhere };
  return { ...(lists satisfies Pick<Session, ListName>), ...meta, connections: merged };
}
