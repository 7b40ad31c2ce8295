import type { LateBody } from "../protocol/envelope.ts";
import { connectionIdOf } from "../session/connection.ts";
import type { IndexEntry, Segment } from "./database.ts";
import { indexOver, type TabIndex } from "./index-over.ts";
import { readFrom } from "./read.ts";
import { rowsOf } from "./read-segment.ts";
import { type Budget, type Gone, NOTHING_GONE, type WhatWent } from "./retain.ts";
import { awaitsBody, describeSegment, keepRows, nextSeqOf } from "./segment.ts";
import type { StoreReader } from "./store.ts";
import { groupByDocument, type Recorded, takeSegments } from "./write.ts";

/** What all tabs together keep in memory where the disk takes nothing. */
export const MEMORY_BYTES = 32 * 1024 * 1024;
/** What a segment takes besides its rows. */
const SEGMENT_OBJECT_BYTES = 1_024;

type Held = { tabId: number; entry: IndexEntry; segment: Segment; late: LateBody[]; bytes: number };

/** Recorded messages in this worker's memory: the newest of all tabs, as many as have room. */
export function createMemory(maxBytes = MEMORY_BYTES) {
  /** Oldest first. */
  let held: Held[] = [];
  let heldBytes = 0;
  const nextSeqs = new Map<string, number>();
  /** Each tab's, until anything comes or goes. */
  const indexes = new Map<number, TabIndex>();
  const keyOf = (tabId: number, documentId: string) => `${tabId} ${documentId}`;

  const ofTab = (tabId: number) => held.filter((one) => one.tabId === tabId);

  const hold = (tabId: number, documentId: string, segment: Segment, late: LateBody[]) => {
    const entry = describeSegment(documentId, segment);
    const one: Held = { tabId, entry, segment, late, bytes: 0 };
    one.bytes = entry.storedBytes + SEGMENT_OBJECT_BYTES + bytesOf(late);
    heldBytes += one.bytes;
    return one;
  };

  const keepOnly = (isKept: (one: Held) => boolean): Held[] => {
    const gone = held.filter((one) => !isKept(one));
    for (const { bytes } of gone) heldBytes -= bytes;
    if (gone.length > 0) held = held.filter(isKept);
    return gone;
  };

  const addLate = (tabId: number, documentId: string, late: LateBody) => {
    const one = held.findLast(
      (each) =>
        each.tabId === tabId &&
        each.entry.documentId === documentId &&
        each.entry.firstSeq <= late.seq &&
        late.seq < each.entry.nextSeq,
    );
    if (!one || !awaitsBody(one.segment, late.seq)) return;
    // An envelope that comes again brings the same body again.
    if (one.late.some(({ seq }) => seq === late.seq)) return;
    one.late.push(late);
    one.bytes += late.body.length;
    heldBytes += late.body.length;
  };

  /** The oldest that must go, so that the tab is within its budget and all within the room. */
  const makeRoom = (tabId: number, budget: Budget): Gone[] => {
    let rows = 0;
    let storedBytes = 0;
    for (const one of ofTab(tabId)) {
      rows += one.entry.rows;
      storedBytes += storedBytesOf(one);
    }
    let bytes = heldBytes;
    const gone = new Set<Held>();
    for (const one of held) {
      const isOwn = one.tabId === tabId;
      const isOver = isOwn && (rows > budget.rows || storedBytes > budget.storedBytes);
      if (!isOver && bytes <= maxBytes) continue;
      gone.add(one);
      bytes -= one.bytes;
      if (!isOwn) continue;
      rows -= one.entry.rows;
      storedBytes -= storedBytesOf(one);
    }
    return sumByTab(keepOnly((one) => !gone.has(one)));
  };

  return {
    write(tabId: number, recorded: Recorded[], budget: Budget): Gone[] {
      indexes.clear();
      for (const [documentId, envelopes] of groupByDocument(recorded)) {
        const key = keyOf(tabId, documentId);
        for (const segment of takeSegments(envelopes, nextSeqs.get(key) ?? 0)) {
          held.push(hold(tabId, documentId, segment, []));
          nextSeqs.set(key, nextSeqOf(segment));
        }
        for (const late of envelopes.flatMap(({ lateBodies }) => lateBodies)) {
          addLate(tabId, documentId, late);
        }
      }
      return makeRoom(tabId, budget);
    },
    /** Deletes the rows of connections that are not kept any more, and says how many they were. */
    sweep(tabId: number, connectionIds: readonly string[]): WhatWent {
      indexes.clear();
      const went = { ...NOTHING_GONE };
      const kept = new Set(connectionIds);
      held = held.flatMap((one) => {
        const { documentId, counts } = one.entry;
        const isKept = (number: number) => kept.has(connectionIdOf(documentId, number));
        if (one.tabId !== tabId || counts.every(([number]) => isKept(number))) return [one];
        heldBytes -= one.bytes;
        const left = keepRows(one.segment, isKept);
        const late = left ? one.late.filter(({ seq }) => awaitsBody(left, seq)) : [];
        const held = left && hold(tabId, documentId, left, late);
        went.count += one.entry.rows - (held?.entry.rows ?? 0);
        went.sizeBytes += one.entry.messageBytes - (held?.entry.messageBytes ?? 0);
        return held ? [held] : [];
      });
      return went;
    },
    forget(tabId: number): void {
      indexes.delete(tabId);
      keepOnly((one) => one.tabId !== tabId);
      for (const key of nextSeqs.keys()) if (key.startsWith(`${tabId} `)) nextSeqs.delete(key);
    },
    has: (tabId: number): boolean => held.some((one) => one.tabId === tabId),
    /** What would be lost with this worker. */
    sums: (): Gone[] => sumByTab(held),
    reader: readFrom({
      async indexOf(tabId) {
        const index = indexes.get(tabId) ?? indexOver(groupEntries(ofTab(tabId)));
        indexes.set(tabId, index);
        return index;
      },
      async readSegments(tabId, entries) {
        const byEntry = new Map(ofTab(tabId).map((one) => [one.entry, one]));
        const found = entries.map((entry) => byEntry.get(entry));
        return found.every((one) => one !== undefined)
          ? found.map(({ entry, segment, late }) => rowsOf(entry, segment, late))
          : null;
      },
    }) satisfies StoreReader,
  };
}

/** With the bodies that came later, as on disk. */
const storedBytesOf = ({ entry, late }: Held): number => entry.storedBytes + bytesOf(late);

const bytesOf = (late: readonly LateBody[]): number =>
  late.reduce((bytes, { body }) => bytes + body.length, 0);

function groupEntries(segments: readonly Held[]): Map<string, IndexEntry[]> {
  const documents = new Map<string, IndexEntry[]>();
  for (const { entry } of segments) {
    const entries = documents.get(entry.documentId);
    if (entries) entries.push(entry);
    else documents.set(entry.documentId, [entry]);
  }
  return documents;
}

function sumByTab(segments: readonly Held[]): Gone[] {
  const sums = new Map<number, Gone>();
  for (const { tabId, entry } of segments) {
    const sum = sums.get(tabId) ?? { tabId, count: 0, sizeBytes: 0 };
    sum.count += entry.rows;
    sum.sizeBytes += entry.messageBytes;
    sums.set(tabId, sum);
  }
  return [...sums.values()];
}
