/** Where rows stand among those of a connection, or of a whole tab, told from the index alone. */
import { connectionIdOf } from "../session/connection.ts";
import type { IndexEntry } from "./database.ts";

/** Segments one after the other; `starts[i]` rows of interest come before segment `i`. */
export type Sequence = { entries: IndexEntry[]; starts: number[]; count: number };

export function sequenceOf(entries: IndexEntry[], connectionId: string | null): Sequence {
  const sequence: Sequence = { entries: [], starts: [], count: 0 };
  for (const entry of entries) {
    const rows = connectionId === null ? entry.rows : countIn(entry, connectionId);
    if (rows === 0) continue;
    sequence.entries.push(entry);
    sequence.starts.push(sequence.count);
    sequence.count += rows;
  }
  return sequence;
}

function countIn({ documentId, counts }: IndexEntry, connectionId: string): number {
  for (const [number, rows] of counts) {
    if (connectionIdOf(documentId, number) === connectionId) return rows;
  }
  return 0;
}

/** The first index for which `isRight` holds; it holds for all after it as well. */
export function findFirst(length: number, isRight: (index: number) => boolean): number {
  let from = 0;
  let to = length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isRight(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/**
 * A segment in the order of the tab. The rows of one document stay in the order of their numbers:
 * one whose clock went back counts as of the time of the row before it.
 */
export type Placed = {
  entry: IndexEntry;
  startAt: number;
  /** Its rows stand from here on at the earliest, and before there at the latest. */
  least: number;
  most: number;
};

/** `documents`: the segments of each, in the order of their numbers. */
export function placeSegments(documents: IndexEntry[][]): Placed[] {
  const lists = documents.map(placeInDocument);
  const all = lists.flat();
  const starts = sumUp(all.map(({ startAt, entry }) => [startAt, entry.rows]));
  const ends = sumUp(all.map(({ endAt, entry }) => [endAt, entry.rows]));
  for (const list of lists) {
    const ownStarts = sumUp(list.map(({ startAt, entry }) => [startAt, entry.rows]));
    const ownEnds = sumUp(list.map(({ endAt, entry }) => [endAt, entry.rows]));
    let before = 0;
    for (const placed of list) {
      const { startAt, endAt, entry } = placed;
      // Of other documents: what ended before it began, and what began before it ended.
      placed.least = before + rowsBefore(ends, startAt) - rowsBefore(ownEnds, startAt);
      before += entry.rows;
      placed.most = before + rowsUpTo(starts, endAt) - rowsUpTo(ownStarts, endAt);
    }
  }
  return all;
}

function placeInDocument(entries: IndexEntry[]): (Placed & { endAt: number })[] {
  let latest = Number.NEGATIVE_INFINITY;
  return entries.map((entry) => {
    const startAt = Math.max(entry.startAt, latest);
    latest = Math.max(entry.endAt, latest);
    return { entry, startAt, endAt: latest, least: 0, most: 0 };
  });
}

type Sums = { at: number[]; rows: number[] };

/** Rows by time: `rows[i]` of them are of the first `i` times. */
function sumUp(pairs: [at: number, rows: number][]): Sums {
  const sums: Sums = { at: [], rows: [0] };
  let sum = 0;
  for (const [at, rows] of pairs.sort(([a], [b]) => a - b)) {
    sums.at.push(at);
    sum += rows;
    sums.rows.push(sum);
  }
  return sums;
}

const rowsBefore = ({ at, rows }: Sums, time: number): number =>
  rows[findFirst(at.length, (i) => (at[i] as number) >= time)] as number;

const rowsUpTo = ({ at, rows }: Sums, time: number): number =>
  rows[findFirst(at.length, (i) => (at[i] as number) > time)] as number;
