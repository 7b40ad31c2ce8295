import { connectionIdOf } from "../session/connection.ts";
import { type Database, keysOfDocument, keysOfTab, STORES } from "./database.ts";
import { deleteSegment } from "./retain.ts";

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

/** Deletes the segments none of whose connections is kept any more. */
export async function deleteOrphans(
  database: Database,
  tabId: number,
  connectionIds: Iterable<string>,
): Promise<void> {
  const kept = new Set(connectionIds);
  const transaction = database.transaction(STORES, "readwrite");
  const tab = await transaction.objectStore("tabs").get(tabId);
  if (!tab) return;
  const index = transaction.objectStore("index");
  let deleted = 0;
  for (const [documentId, document] of tab.documents) {
    if (document.rows === 0) continue;
    for (const entry of await index.getAll(keysOfDocument(tabId, documentId))) {
      if (entry.counts.some(([number]) => kept.has(connectionIdOf(documentId, number)))) continue;
      await deleteSegment(transaction, tabId, tab, entry);
      // What is left of it has a gap, and is not joined any more.
      document.tail = [];
      deleted++;
    }
  }
  if (deleted === 0) return;
  forgetEmptyDocuments(tab.documents);
  tab.generation++;
  tab.revision++;
  void transaction.objectStore("tabs").put(tab, tabId);
  await transaction.done;
}

function forgetEmptyDocuments(documents: Map<string, { rows: number }>): void {
  const empty = [...documents].filter(([, { rows }]) => rows === 0);
  for (const [documentId] of empty.slice(0, -MAX_EMPTY_DOCUMENTS)) documents.delete(documentId);
}

/** Tabs that have rows: after a crash of the browser, more than there are tabs. */
export const tabsInStore = (database: Database): Promise<number[]> => database.getAllKeys("tabs");
