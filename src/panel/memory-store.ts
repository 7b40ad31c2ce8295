import type { ConnectionId } from "../session/session.ts";
import type { StoredRow, StoreReader } from "../store/store.ts";

/** The rows of an opened file, read like those of a live tab. */
export function createMemoryStore(rows: ReadonlyMap<ConnectionId, StoredRow[]>): StoreReader {
  const listOf = (connectionId: string | null): StoredRow[] =>
    connectionId === null
      ? [...rows.values()].flat().sort((a, b) => a.at - b.at)
      : (rows.get(connectionId) ?? []);
  return {
    count: async (_tabId, connectionId) => listOf(connectionId).length,
    read: async (_tabId, connectionId, from, limit) =>
      listOf(connectionId).slice(from, from + limit),
    find: async (_tabId, connectionId, seq) => findFirst(listOf(connectionId), seq),
  };
}

/** The first of rows in the order of their numbers that has this one or a later one. */
export function findFirst(rows: StoredRow[], seq: number): number {
  const index = rows.findIndex((row) => row.seq >= seq);
  return index < 0 ? rows.length : index;
}
