import type { LateBody } from "../protocol/envelope.ts";
import { numbersAt, ROW_BLOB } from "../protocol/rows.ts";
import { connectionIdOf } from "../session/connection.ts";
import type { StoredRow } from "../session/stored-row.ts";
import { type Database, type IndexEntry, keysOfRows, type Segment } from "./database.ts";
import { SEGMENT_BYTES, seqAt } from "./segment.ts";

/** Neighbouring pages of a table, and of an export, lie in the same few segments. */
const CACHED_SEGMENTS = 8;

/** Reads whole segments as rows; null where one is gone: deleted, or joined with those before it. */
export function createSegmentReader(database: Database) {
  const cache = new Map<string, Segment>();

  const read = async (tabId: number, entry: IndexEntry): Promise<Segment | null> => {
    const { documentId, firstSeq, storedBytes, rows } = entry;
    const key = `${tabId}:${documentId}:${firstSeq}`;
    const known = cache.get(key);
    // Rows may have been deleted from its midst since.
    if (known?.connection.length === rows) return known;
    const segment = await database.get("segments", [tabId, documentId, firstSeq]);
    if (!segment || segment.connection.length < rows) return null;
    // A small one may have been joined with others by the next time.
    if (storedBytes < SEGMENT_BYTES) return segment;
    cache.set(key, segment);
    for (const oldest of cache.keys()) {
      if (cache.size <= CACHED_SEGMENTS) break;
      cache.delete(oldest);
    }
    return segment;
  };

  const readRows = async (tabId: number, entry: IndexEntry): Promise<StoredRow[] | null> => {
    const segment = await read(tabId, entry);
    if (!segment) return null;
    const late = entry.hasBlobs
      ? await database.getAll("lateBodies", keysOfRows(tabId, entry))
      : [];
    return rowsOf(entry, segment, late);
  };

  return async (tabId: number, entries: IndexEntry[]): Promise<StoredRow[][] | null> => {
    const found = await Promise.all(entries.map((entry) => readRows(tabId, entry)));
    return found.every((rows) => rows !== null) ? found : null;
  };
}

/** The rows of a segment that its index knew; a joined segment has grown since. */
export function rowsOf(
  { documentId, rows }: IndexEntry,
  segment: Segment,
  late: readonly LateBody[],
): StoredRow[] {
  const bodies = new Map(late.map(({ seq, body }) => [seq, body]));
  const result: StoredRow[] = [];
  for (let i = 0; i < Math.min(rows, segment.connection.length); i++) {
    const row = rowAt(documentId, segment, i);
    if (row.flags & ROW_BLOB) row.body ??= bodies.get(row.seq) ?? null;
    result.push(row);
  }
  return result;
}

const rowAt = (documentId: string, segment: Segment, i: number): StoredRow => ({
  documentId,
  connectionId: connectionIdOf(documentId, segment.connection[i] as number),
  seq: seqAt(segment, i),
  ...numbersAt(segment, i),
  body: segment.bodies?.[i] ?? null,
});
