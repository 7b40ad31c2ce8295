import type { Page } from "playwright";
import type { Session } from "../../../src/session/session.ts";
import type { Watched } from "../lifecycle/watched.ts";

/** How many rows the store holds for a tab, read as the extension's own pages can. */
export async function countStoredRows({ browser }: Watched, tabId: number): Promise<number> {
  const worker = await browser.worker();
  return worker.evaluate(async (id) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("stormglass");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const entries = await new Promise<{ rows: number }[]>((resolve, reject) => {
      const store = database.transaction("index").objectStore("index");
      const request = store.getAll(IDBKeyRange.bound([id], [id, []]));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    database.close();
    return entries.reduce((sum, { rows }) => sum + rows, 0);
  }, tabId);
}

/** Messages of which the session says that nothing but their counts was kept. */
export const countedOnly = ({ dropped }: Session): number =>
  dropped.filter(({ what }) => what === "messages").reduce((sum, { count }) => sum + count, 0);

export const isRecording = (watched: Watched, tabId: number) =>
  watched.sessions.waitFor("a recording", tabId, (_, { documents }) =>
    [...documents.values()].every(({ recordingFromSeq }) => recordingFromSeq !== null),
  );

/** What the page's process holds in JavaScript, in both worlds, buffers included. */
export async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const usage: { usedSize: number; backingStorageSize?: number } =
    await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usage.usedSize + (usage.backingStorageSize ?? 0);
}
