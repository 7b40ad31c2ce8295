import { openDatabase } from "./database.ts";
import { createReader } from "./read.ts";
import type { StoreReader } from "./store.ts";

/**
 * For panel and exporter. Rejects where the database cannot be opened; one that was closed because
 * the background made a new one, or by the browser, is opened again.
 */
export async function openStore(): Promise<StoreReader> {
  const open = async () => createReader(await openDatabase(lose));
  let opening: Promise<StoreReader> | null = null;
  function lose(): void {
    opening = null;
  }
  const withReader = async <T>(work: (reader: StoreReader) => Promise<T>): Promise<T> => {
    opening ??= open();
    const reader = await opening.catch((error) => {
      lose();
      throw error;
    });
    return work(reader);
  };
  await withReader(async () => {});
  return {
    count: (tabId, connectionId) => withReader((reader) => reader.count(tabId, connectionId)),
    read: (tabId, connectionId, from, limit) =>
      withReader((reader) => reader.read(tabId, connectionId, from, limit)),
    find: (tabId, connectionId, seq) =>
      withReader((reader) => reader.find(tabId, connectionId, seq)),
  };
}
