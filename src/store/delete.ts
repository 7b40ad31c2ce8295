import { connectionIdOf } from "../session/connection.ts";
import {
  type Database,
  emptyTab,
  type IndexEntry,
  keysOfDocument,
  keysOfRows,
  keysOfTab,
  STORES,
  type StoredDocument,
  type StoredTab,
  sumOf,
} from "./database.ts";
import type { Ledger } from "./ledger.ts";
import { deleteSegment, NOTHING_GONE, type WhatWent } from "./retain.ts";
import { describeSegment, keepRows, seqAt } from "./segment.ts";
import type { WriteTransaction } from "./write.ts";

/** Documents without rows that are remembered, for envelopes of theirs that come again. */
const MAX_EMPTY_DOCUMENTS = 100;

/** Everything of one tab. */
export async function deleteTab(database: Database, tabId: number): Promise<void> {
  const transaction = database.transaction(STORES, "readwrite");
  void transaction.objectStore("tabs").delete(tabId);
  for (const name of ["segments", "index", "lateBodies"] as const) {
    void transaction.objectStore(name).delete(keysOfTab(tabId));
  }
  await transaction.done;
}

/** Deletes the rows of connections that are not kept any more, and says how many they were. */
export async function deleteOrphans(
  database: Database,
  tabId: number,
  connectionIds: Iterable<string>,
  ledger: Ledger,
): Promise<WhatWent> {
  const kept = new Set(connectionIds);
  const transaction = database.transaction(STORES, "readwrite");
  const tab = (await transaction.objectStore("tabs").get(tabId)) ?? emptyTab();
  const found = sumOf(tab);
  const index = transaction.objectStore("index");
  const went = { ...NOTHING_GONE };
  for (const [documentId, document] of tab.documents) {
    if (document.rows === 0) continue;
    const isKept = (number: number) => kept.has(connectionIdOf(documentId, number));
    for (const entry of await index.getAll(keysOfDocument(tabId, documentId))) {
      if (entry.counts.every(([number]) => isKept(number))) continue;
      went.count += entry.rows;
      went.sizeBytes += entry.messageBytes;
      if (entry.counts.some(([number]) => isKept(number))) {
        const left = await rewriteSegment(transaction, tabId, tab, document, entry, isKept);
        went.count -= left.rows;
        went.sizeBytes -= left.messageBytes;
      } else {
        await deleteSegment(transaction, tabId, tab, entry);
      }
      // What is left of it has a gap, and is not joined any more.
      document.tail = [];
    }
  }
  if (went.count === 0) {
    ledger.settle(tabId, found, found);
    return NOTHING_GONE;
  }
  forgetEmptyDocuments(tab.documents);
  tab.generation++;
  tab.revision++;
  void transaction.objectStore("tabs").put(tab, tabId);
  await transaction.done;
  ledger.settle(tabId, found, sumOf(tab));
  return went;
}

/** Leaves only the rows of some connections in a segment, under their own numbers; gives what is left. */
async function rewriteSegment(
  transaction: WriteTransaction,
  tabId: number,
  tab: StoredTab,
  document: StoredDocument,
  entry: IndexEntry,
  isKept: (connection: number) => boolean,
): Promise<Pick<IndexEntry, "rows" | "messageBytes">> {
  const { documentId, firstSeq } = entry;
  const segments = transaction.objectStore("segments");
  const segment = await segments.get([tabId, documentId, firstSeq]);
  const left = segment && keepRows(segment, isKept);
  if (!left) return entry;
  if (entry.hasBlobs) await deleteLateBodies(transaction, tabId, tab, entry, seqsOf(left));
  const described = describeSegment(documentId, left);
  void segments.delete([tabId, documentId, firstSeq]);
  void transaction.objectStore("index").delete([tabId, documentId, firstSeq]);
  void segments.put(left, [tabId, documentId, left.firstSeq]);
  void transaction.objectStore("index").put(described, [tabId, documentId, left.firstSeq]);
  tab.rows -= entry.rows - described.rows;
  tab.messageBytes -= entry.messageBytes - described.messageBytes;
  document.rows -= entry.rows - described.rows;
  tab.storedBytes -= entry.storedBytes - described.storedBytes;
  return described;
}

const seqsOf = (segment: Parameters<typeof seqAt>[0]): Set<number> =>
  new Set(Array.from(segment.connection.keys(), (i) => seqAt(segment, i)));

async function deleteLateBodies(
  transaction: WriteTransaction,
  tabId: number,
  tab: StoredTab,
  entry: IndexEntry,
  keptSeqs: Set<number>,
): Promise<void> {
  const late = transaction.objectStore("lateBodies");
  for (const { seq, body } of await late.getAll(keysOfRows(tabId, entry))) {
    if (keptSeqs.has(seq)) continue;
    tab.storedBytes -= body.length;
    void late.delete([tabId, entry.documentId, seq]);
  }
}

function forgetEmptyDocuments(documents: Map<string, { rows: number }>): void {
  const empty = [...documents].filter(([, { rows }]) => rows === 0);
  for (const [documentId] of empty.slice(0, -MAX_EMPTY_DOCUMENTS)) documents.delete(documentId);
}

/** Tabs that have rows: after a crash of the browser, more than there are tabs. */
export const tabsInStore = (database: Database): Promise<number[]> => database.getAllKeys("tabs");
