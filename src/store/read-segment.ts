import { ROW_BLOB } from "../protocol/rows.ts";
import { connectionIdOf } from "../session/connection.ts";
import type { StoredRow } from "../session/stored-row.ts";
import { type Database, type IndexEntry, keysOfRows, type Segment } from "./database.ts";
import { SEGMENT_BYTES } from "./segment.ts";

/** Neighbouring pages of a table, and of an export, lie in the same few segments. */
const CACHED_SEGMENTS = 8;

/** Reads whole segments as rows; null where one is gone: deleted, or joined with those before it. */
export function createSegmentReader(database: Database) {
  const cache = new Map<string, Segment>();

  const read = async (tabId: number, entry: IndexEntry): Promise<Segment | null> => {
    const { documentId, firstSeq, storedBytes } = entry;
    const key = `${tabId}:${documentId}:${firstSeq}`;
    const known = cache.get(key);
    if (known) return known;
    const segment = await database.get("segments", [tabId, documentId, firstSeq]);
    // A small one may have been joined with others by the next time.
    if (!segment || storedBytes < SEGMENT_BYTES) return segment ?? null;
    cache.set(key, segment);
    for (const oldest of cache.keys()) {
      if (cache.size <= CACHED_SEGMENTS) break;
      cache.delete(oldest);
    }
    return segment;
  };

  const readRows = async (tabId: number, entry: IndexEntry): Promise<StoredRow[] | null> => {
    const { documentId, firstSeq, rows, hasBlobs } = entry;
    const segment = await read(tabId, entry);
    if (!segment) return null;
    const result: StoredRow[] = [];
    // Not past what the index knew: a joined segment has grown since.
    for (let i = 0; i < Math.min(rows, segment.connection.length); i++) {
      result.push(rowAt(documentId, segment, i));
    }
    if (!hasBlobs) return result;
    const range = keysOfRows(tabId, documentId, firstSeq, rows);
    for (const { seq, body } of await database.getAll("lateBodies", range)) {
      const row = result[seq - firstSeq];
      if (row && row.flags & ROW_BLOB) row.body ??= body;
    }
    return result;
  };

  return async (tabId: number, entries: IndexEntry[]): Promise<StoredRow[][] | null> => {
    const found = await Promise.all(entries.map((entry) => readRows(tabId, entry)));
    return found.every((rows) => rows !== null) ? found : null;
  };
}

const rowAt = (documentId: string, segment: Segment, i: number): StoredRow => ({
  documentId,
  connectionId: connectionIdOf(documentId, segment.connection[i] as number),
  seq: segment.firstSeq + i,
  at: segment.at[i] as number,
  flags: segment.flags[i] as number,
  shape: segment.shape[i] as number,
  sizeBytes: segment.sizeBytes[i] as number,
  bufferedBytes: segment.bufferedBytes[i] as number,
  body: segment.bodies?.[i] ?? null,
});
