import { type IndexEntry, keysOfDocument, keysOfRows, type StoredTab } from "./database.ts";
import type { WriteTransaction } from "./write.ts";

/** How much of one tab is kept. */
export type Budget = { rows: number; storedBytes: number };

/** Messages that are not kept any more, by their number and true size. */
export type WhatWent = { count: number; sizeBytes: number };

/** The same, of one tab: room for one may be made at another's cost. */
export type Gone = WhatWent & { tabId: number };

export const NOTHING_GONE: WhatWent = { count: 0, sizeBytes: 0 };

/** A little more goes than must, so that not every write of a flood has to make room. */
const KEPT_SHARE = 0.98;

/** Entries of a document that are looked at in one go. */
const HEADS = 32;

/** Deletes the oldest segments of a tab until the rest is within the budget. */
export async function keepBudget(
  transaction: WriteTransaction,
  tabId: number,
  tab: StoredTab,
  budget: Budget,
): Promise<WhatWent> {
  const index = transaction.objectStore("index");
  const heads = new Map<string, IndexEntry[]>();
  const headOf = async (documentId: string, fromSeq: number) => {
    const known = heads.get(documentId);
    if (known?.[0]) return known[0];
    const read = await index.getAll(keysOfDocument(tabId, documentId, fromSeq), HEADS);
    heads.set(documentId, read);
    return read[0];
  };
  const isOver = () =>
    tab.rows > budget.rows * KEPT_SHARE || tab.storedBytes > budget.storedBytes * KEPT_SHARE;

  const went = { ...NOTHING_GONE };
  while (isOver()) {
    let oldest: IndexEntry | undefined;
    for (const [documentId, { rows, fromSeq }] of tab.documents) {
      if (rows === 0) continue;
      const head = await headOf(documentId, fromSeq);
      if (head && (!oldest || head.startAt < oldest.startAt)) oldest = head;
    }
    if (!oldest) break;
    heads.get(oldest.documentId)?.shift();
    await dropOldest(transaction, tabId, tab, oldest);
    went.count += oldest.rows;
    went.sizeBytes += oldest.messageBytes;
  }
  return went;
}

async function dropOldest(
  transaction: WriteTransaction,
  tabId: number,
  tab: StoredTab,
  entry: IndexEntry,
): Promise<void> {
  await deleteSegment(transaction, tabId, tab, entry);
  const document = tab.documents.get(entry.documentId);
  if (!document) return;
  document.fromSeq = entry.nextSeq;
  document.tail = document.tail.filter(({ firstSeq }) => firstSeq >= document.fromSeq);
}

/** Deletes one segment with its late bodies, and takes it off the sums. */
export async function deleteSegment(
  transaction: WriteTransaction,
  tabId: number,
  tab: StoredTab,
  entry: IndexEntry,
): Promise<void> {
  const { documentId, firstSeq, rows, messageBytes, storedBytes, hasBlobs } = entry;
  const late = transaction.objectStore("lateBodies");
  if (hasBlobs) {
    const range = keysOfRows(tabId, entry);
    for (const { body } of await late.getAll(range)) tab.storedBytes -= body.length;
    void late.delete(range);
  }
  void transaction.objectStore("segments").delete([tabId, documentId, firstSeq]);
  void transaction.objectStore("index").delete([tabId, documentId, firstSeq]);
  tab.rows -= rows;
  tab.messageBytes -= messageBytes;
  tab.storedBytes -= storedBytes;
  const document = tab.documents.get(documentId);
  if (document) document.rows -= rows;
}
