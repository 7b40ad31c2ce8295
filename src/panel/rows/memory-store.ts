import type { ConnectionId } from "../../session/session.ts";
import { findFirst } from "../../store/order.ts";
import type { StoredRow, StoreReader } from "../../store/store.ts";

/** The rows of an opened file, read like those of a live tab. */
export function createMemoryStore(given: ReadonlyMap<ConnectionId, StoredRow[]>): StoreReader {
  const rows = new Map([...given].map(([id, list]) => [id, inOrder(list)]));
  const listOf = (connectionId: string | null): StoredRow[] =>
    connectionId === null
      ? [...rows.values()].flat().sort((a, b) => a.at - b.at)
      : (rows.get(connectionId) ?? []);
  return {
    count: async (_tabId, connectionId) => listOf(connectionId).length,
    read: async (_tabId, connectionId, from, limit) =>
      listOf(connectionId).slice(from, from + limit),
    find: async (_tabId, connectionId, seq) => firstFrom(listOf(connectionId), seq),
  };
}

/** The first of rows in the order of their numbers that has this one or a later one. */
export const firstFrom = (rows: readonly StoredRow[], seq: number): number =>
  findFirst(rows.length, (i) => (rows[i] as StoredRow).seq >= seq);

/** In a file that was edited any number may stand anywhere; then the order of the rows counts. */
function inOrder(rows: StoredRow[]): StoredRow[] {
  const isInOrder = rows.every(
    ({ seq }, i) => Number.isInteger(seq) && seq > (rows[i - 1]?.seq ?? -1),
  );
  return isInOrder ? rows : rows.map((row, seq) => ({ ...row, seq }));
}
