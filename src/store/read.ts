import { connectionIdOf } from "../session/connection.ts";
import { type Database, type IndexEntry, keysOfTab, type Segment } from "./database.ts";
import type { StoredRow, StoreReader } from "./store.ts";

/** Reads rows of a tab by position, over the small index first and then only the segments needed. */
export function createReader(database: Database): StoreReader {
  const indexFor = async (tabId: number, connectionId: string | null) => {
    const entries = await database.getAll("index", keysOfTab(tabId));
    return inOrderOfTime(entries)
      .map((entry) => ({ entry, rows: countIn(entry, connectionId) }))
      .filter(({ rows }) => rows > 0);
  };

  return {
    async count(tabId, connectionId) {
      const index = await indexFor(tabId, connectionId);
      return index.reduce((sum, { rows }) => sum + rows, 0);
    },
    async read(tabId, connectionId, from, limit) {
      const result: StoredRow[] = [];
      let position = 0;
      for (const { entry, rows } of await indexFor(tabId, connectionId)) {
        if (position >= from + limit) break;
        if (position + rows > from) {
          const found = await readSegment(database, entry, connectionId);
          result.push(...found.slice(Math.max(0, from - position), from + limit - position));
        }
        position += rows;
      }
      return result;
    },
  };
}

/**
 * Documents side by side by their clocks; the segments of each one stay in the order of their
 * numbers, in which the database gives them, even where the computer's clock was set back.
 */
export function inOrderOfTime(entries: IndexEntry[]): IndexEntry[] {
  const latest = new Map<string, number>();
  const placed = entries.map((entry) => {
    const at = Math.max(entry.startAt, latest.get(entry.documentId) ?? entry.startAt);
    latest.set(entry.documentId, at);
    return { entry, at };
  });
  return placed.sort((a, b) => a.at - b.at).map(({ entry }) => entry);
}

function countIn(entry: IndexEntry, connectionId: string | null): number {
  if (connectionId === null) return entry.rows;
  for (const [number, rows] of entry.counts) {
    if (connectionIdOf(entry.documentId, number) === connectionId) return rows;
  }
  return 0;
}

async function readSegment(
  database: Database,
  { tabId, documentId, firstSeq, rows }: IndexEntry,
  connectionId: string | null,
): Promise<StoredRow[]> {
  const segment = await database.get("segments", [tabId, documentId, firstSeq]);
  if (!segment) return [];
  const late = await database.getAll(
    "lateBodies",
    IDBKeyRange.bound([tabId, documentId, firstSeq], [tabId, documentId, firstSeq + rows - 1]),
  );
  const lateBodies = new Map(late.map(({ seq, body }) => [seq, body]));
  const found: StoredRow[] = [];
  for (let i = 0; i < segment.connection.length; i++) {
    const row = rowAt(segment, i);
    row.body ??= lateBodies.get(row.seq) ?? null;
    if (connectionId === null || row.connectionId === connectionId) found.push(row);
  }
  return found;
}

const rowAt = (segment: Segment, i: number): StoredRow => ({
  documentId: segment.documentId,
  connectionId: connectionIdOf(segment.documentId, segment.connection[i] as number),
  seq: segment.firstSeq + i,
  at: segment.at[i] as number,
  flags: segment.flags[i] as number,
  shape: segment.shape[i] as number,
  sizeBytes: segment.sizeBytes[i] as number,
  bufferedBytes: segment.bufferedBytes[i] as number,
  body: segment.bodies?.[i] ?? null,
});
