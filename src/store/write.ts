import type { IDBPTransaction } from "idb";
import type { LateBody } from "../protocol/envelope.ts";
import type { Rows } from "../protocol/rows.ts";
import {
  type Database,
  emptyTab,
  type Segment,
  STORES,
  type StoredDocument,
  type StoredTab,
  type StoreSchema,
  sumOf,
} from "./database.ts";
import { putLateBodies } from "./late-bodies.ts";
import type { Ledger } from "./ledger.ts";
import { type Budget, keepBudget, NOTHING_GONE, type WhatWent } from "./retain.ts";
import {
  describeSegment,
  joinSegments,
  nextSeqOf,
  SEGMENT_BYTES,
  storedBytesOf,
  takeRows,
} from "./segment.ts";

/** What one envelope brings for the store. */
export type Recorded = {
  tabId: number;
  documentId: string;
  rows: Rows[];
  lateBodies: LateBody[];
  /** From the document's clock to epoch ms. */
  wall: (monotonicMs: number) => number;
};

export type WriteTransaction = IDBPTransaction<StoreSchema, typeof STORES, "readwrite">;

// The tab's data is deleted when it closes: not worth waiting for the disk.
const RELAXED = { durability: "relaxed" } as const;

/**
 * Writes what envelopes of one tab brought, all of it or nothing, and says what went to stay within
 * the budget. Rows that were written before are passed over, so that an envelope may come again.
 */
export async function writeRecorded(
  database: Database,
  tabId: number,
  recorded: Recorded[],
  budget: Budget,
  ledger: Ledger,
): Promise<WhatWent> {
  const transaction = database.transaction(STORES, "readwrite", RELAXED);
  // Whoever asks hears of it below; a rejection that nobody hears of ends in the log as an error.
  transaction.done.catch(() => {});
  const tab = (await transaction.objectStore("tabs").get(tabId)) ?? emptyTab();
  const found = sumOf(tab);
  for (const [documentId, envelopes] of groupByDocument(recorded)) {
    const document = tab.documents.get(documentId) ?? newDocument();
    tab.documents.set(documentId, document);
    const segments = takeSegments(envelopes, document.nextSeq);
    for (const segment of segments) {
      await putSegment(transaction, tabId, documentId, tab, document, segment);
    }
    const lateBodies = envelopes.flatMap(({ lateBodies }) => lateBodies);
    await putLateBodies(transaction, tabId, documentId, tab, lateBodies);
  }
  const over = tab.rows > budget.rows || tab.storedBytes > budget.storedBytes;
  const went = over ? await keepBudget(transaction, tabId, tab, budget) : NOTHING_GONE;
  tab.revision++;
  void transaction.objectStore("tabs").put(tab, tabId);
  await transaction.done;
  ledger.settle(tabId, found, sumOf(tab));
  return went;
}

const newDocument = (): StoredDocument => ({ fromSeq: 0, nextSeq: 0, rows: 0, tail: [] });

export function groupByDocument(recorded: Recorded[]): Map<string, Recorded[]> {
  const groups = new Map<string, Recorded[]>();
  for (const item of recorded) {
    const group = groups.get(item.documentId);
    if (group) group.push(item);
    else groups.set(item.documentId, [item]);
  }
  return groups;
}

/** The new rows of a document in segments as large as they should be, but for the last. */
export function takeSegments(envelopes: Recorded[], nextSeq: number): Segment[] {
  const segments: Segment[] = [];
  let parts: Segment[] = [];
  let storedBytes = 0;
  const close = () => {
    if (parts.length > 0) segments.push(joinSegments(parts));
    parts = [];
    storedBytes = 0;
  };
  let expected = nextSeq;
  for (const { rows: batches, wall } of envelopes) {
    for (const rows of batches) {
      const part = takeRows(rows, expected, wall);
      if (!part) continue;
      if (part.firstSeq !== expected || storedBytes >= SEGMENT_BYTES) close();
      parts.push(part);
      storedBytes += storedBytesOf(part);
      expected = nextSeqOf(part);
    }
  }
  close();
  return segments;
}

/**
 * Joins a segment with small ones before it. One that is more than twice as large stays for now,
 * so that no row is written again more than a few times.
 */
async function putSegment(
  transaction: WriteTransaction,
  tabId: number,
  documentId: string,
  tab: StoredTab,
  document: StoredDocument,
  segment: Segment,
): Promise<void> {
  const segments = transaction.objectStore("segments");
  const index = transaction.objectStore("index");
  const parts = [segment];
  let storedBytes = storedBytesOf(segment);
  tab.rows += segment.connection.length;
  for (const sizeBytes of segment.sizeBytes) tab.messageBytes += sizeBytes;
  tab.storedBytes += storedBytes;
  document.rows += segment.connection.length;
  if (segment.firstSeq !== document.nextSeq) document.tail = [];
  document.nextSeq = nextSeqOf(segment);
  for (;;) {
    const before = document.tail.at(-1);
    if (!before || before.storedBytes > 2 * storedBytes || storedBytes >= SEGMENT_BYTES) break;
    const part = await segments.get([tabId, documentId, before.firstSeq]);
    if (!part) break;
    document.tail.pop();
    void segments.delete([tabId, documentId, before.firstSeq]);
    void index.delete([tabId, documentId, before.firstSeq]);
    parts.unshift(part);
    storedBytes += before.storedBytes;
  }
  const joined = joinSegments(parts);
  const { firstSeq } = joined;
  void segments.put(joined, [tabId, documentId, firstSeq]);
  void index.put(describeSegment(documentId, joined), [tabId, documentId, firstSeq]);
  if (storedBytes >= SEGMENT_BYTES) document.tail = [];
  else document.tail.push({ firstSeq, storedBytes });
}
