import {
  type Body,
  makeColumns,
  mapStored,
  ROW_BLOB,
  type Rows,
  STORED_ROW_BYTES,
} from "../protocol/rows.ts";
import type { IndexEntry, Segment } from "./database.ts";

/** From here on a segment is written once and never joined with another. */
export const SEGMENT_BYTES = 64 * 1024;

/** The rows of a batch from a message on, with times of the wall clock; null where none is left. */
export function takeRows(
  rows: Rows,
  fromSeq: number,
  wall: (monotonicMs: number) => number,
): Segment | null {
  const skip = Math.max(0, fromSeq - rows.firstSeq);
  if (skip >= rows.connection.length) return null;
  return {
    firstSeq: rows.firstSeq + skip,
    seqs: null,
    ...mapStored(rows, (column) => column.slice(skip)),
    at: rows.at.slice(skip).map(wall),
    bodies: rows.bodies?.slice(skip) ?? null,
  };
}

export const seqAt = ({ firstSeq, seqs }: Segment, i: number): number => seqs?.[i] ?? firstSeq + i;

export const nextSeqOf = (segment: Segment): number =>
  seqAt(segment, segment.connection.length - 1) + 1;

/** Whether it has that message, and the body of it comes later: it was a Blob. */
export function awaitsBody(segment: Segment, seq: number): boolean {
  const i = segment.seqs ? segment.seqs.indexOf(seq) : seq - segment.firstSeq;
  return ((segment.flags[i] ?? 0) & ROW_BLOB) !== 0;
}

/** The rows of some connections alone; null where none is left. */
export function keepRows(
  segment: Segment,
  isKept: (connection: number) => boolean,
): Segment | null {
  const kept = Array.from(segment.connection.keys()).filter((i) =>
    isKept(segment.connection[i] as number),
  );
  const [first] = kept;
  if (first === undefined) return null;
  const { bodies } = segment;
  return {
    firstSeq: seqAt(segment, first),
    seqs: Float64Array.from(kept, (i) => seqAt(segment, i)),
    ...mapStored(segment, (column) =>
      column.filter((_, i) => isKept(segment.connection[i] as number)),
    ),
    bodies: bodies && kept.map((i) => bodies[i] ?? null),
  };
}

/** Letters count as one byte: the disk holds Latin-1 text so, and any other at twice that. */
export function storedBytesOf({ connection, bodies }: Segment): number {
  let bytes = connection.length * STORED_ROW_BYTES;
  for (const body of bodies ?? []) bytes += body?.length ?? 0;
  return bytes;
}

/** One segment of several that follow each other without a gap. */
export function joinSegments(parts: Segment[]): Segment {
  const [first] = parts;
  if (!first || parts.length === 1) return first as Segment;
  const rows = parts.reduce((sum, { connection }) => sum + connection.length, 0);
  const columns = makeColumns(rows);
  const bodies: (Body | null)[] = [];
  let from = 0;
  for (const part of parts) {
    mapStored(part, (column, name) => {
      columns[name].set(column, from);
      return column;
    });
    for (let i = 0; i < part.connection.length; i++) bodies.push(part.bodies?.[i] ?? null);
    from += part.connection.length;
  }
  return {
    firstSeq: first.firstSeq,
    seqs: null,
    ...mapStored(columns, (column) => column),
    bodies: parts.some((part) => part.bodies) ? bodies : null,
  };
}

export function describeSegment(documentId: string, segment: Segment): IndexEntry {
  const counts = new Map<number, number>();
  let endAt = Number.NEGATIVE_INFINITY;
  let messageBytes = 0;
  let hasBlobs = false;
  const { connection, at, flags, sizeBytes } = segment;
  for (let i = 0; i < connection.length; i++) {
    const number = connection[i] as number;
    counts.set(number, (counts.get(number) ?? 0) + 1);
    endAt = Math.max(endAt, at[i] as number);
    messageBytes += sizeBytes[i] as number;
    hasBlobs ||= ((flags[i] as number) & ROW_BLOB) !== 0;
  }
  return {
    documentId,
    firstSeq: segment.firstSeq,
    nextSeq: nextSeqOf(segment),
    rows: connection.length,
    startAt: at[0] as number,
    endAt,
    messageBytes,
    storedBytes: storedBytesOf(segment),
    hasBlobs,
    counts: [...counts],
  };
}
