import type { LateBody } from "../protocol/envelope.ts";
import type { Rows } from "../protocol/rows.ts";
import { connectionIdOf } from "../session/connection.ts";
import { type Database, type IndexEntry, keysOfTab } from "./database.ts";

/** What one envelope brings for the store. */
export type Recorded = {
  tabId: number;
  documentId: string;
  rows: Rows[];
  lateBodies: LateBody[];
  /** From the document's clock to epoch ms. */
  wall: (monotonicMs: number) => number;
};

/**
 * Writes in one transaction. A segment's key is the number of its first message, so that a resent
 * envelope writes over itself.
 */
export async function writeRecorded(database: Database, recorded: Recorded[]): Promise<void> {
  const transaction = database.transaction(["segments", "index", "lateBodies"], "readwrite", {
    // The tab's data is deleted when it closes: not worth waiting for the disk.
    durability: "relaxed",
  });
  const segments = transaction.objectStore("segments");
  const index = transaction.objectStore("index");
  const late = transaction.objectStore("lateBodies");
  for (const { tabId, documentId, lateBodies, wall, rows: batches } of recorded) {
    for (const rows of batches) {
      const { firstSeq, connection, flags, shape, sizeBytes, bufferedBytes, bodies } = rows;
      const at = rows.at.map(wall);
      const key: [number, string, number] = [tabId, documentId, firstSeq];
      const columns = { firstSeq, connection, at, flags, shape, sizeBytes, bufferedBytes, bodies };
      void segments.put({ tabId, documentId, ...columns }, key);
      void index.put(indexOf(tabId, documentId, firstSeq, connection, at[0] ?? 0), key);
    }
    for (const { seq, body } of lateBodies) void late.put({ seq, body }, [tabId, documentId, seq]);
  }
  await transaction.done;
}

function indexOf(
  tabId: number,
  documentId: string,
  firstSeq: number,
  connection: Uint32Array,
  startAt: number,
): IndexEntry {
  const counts = new Map<number, number>();
  for (const number of connection) counts.set(number, (counts.get(number) ?? 0) + 1);
  return { tabId, documentId, firstSeq, startAt, rows: connection.length, counts: [...counts] };
}

/** Everything of one tab, or of the given documents of it. */
export async function deleteTab(database: Database, tabId: number): Promise<void> {
  const transaction = database.transaction(["segments", "index", "lateBodies"], "readwrite");
  for (const name of ["segments", "index", "lateBodies"] as const) {
    void transaction.objectStore(name).delete(keysOfTab(tabId));
  }
  await transaction.done;
}

/** Segments none of whose connections is kept any more. */
export async function deleteOrphans(
  database: Database,
  tabId: number,
  isKept: (connectionId: string) => boolean,
): Promise<void> {
  const entries = await database.getAll("index", keysOfTab(tabId));
  const orphans = entries.filter(({ documentId, counts }) =>
    counts.every(([number]) => !isKept(connectionIdOf(documentId, number))),
  );
  const transaction = database.transaction(["segments", "index", "lateBodies"], "readwrite");
  for (const { documentId, firstSeq, rows } of orphans) {
    const key: [number, string, number] = [tabId, documentId, firstSeq];
    void transaction.objectStore("segments").delete(key);
    void transaction.objectStore("index").delete(key);
    const last: [number, string, number] = [tabId, documentId, firstSeq + rows - 1];
    void transaction.objectStore("lateBodies").delete(IDBKeyRange.bound(key, last));
  }
  await transaction.done;
}

/** Tabs that have rows: after a crash of the browser, more than there are tabs. */
export async function tabsInStore(database: Database): Promise<number[]> {
  const tabs = new Set<number>();
  let cursor = await database.transaction("index").store.openKeyCursor();
  while (cursor) {
    const tabId = cursor.key[0];
    tabs.add(tabId);
    cursor = await cursor.continue([tabId + 1, "", 0]);
  }
  return [...tabs];
}
