import type { StorageState } from "../../protocol/storage.ts";
import type { ViewPort } from "../../shared/view-link.ts";
import { joinReaders } from "../../store/join.ts";
import type { StoreReader } from "../../store/store.ts";
import { createMemoryStore } from "./memory-store.ts";
import { createRemoteRows } from "./remote-rows.ts";

/** A live tab's rows: on disk, and where it takes none, after these in the background's memory. */
export function createTabStore(
  disk: StoreReader | null,
  storage: () => StorageState,
  connect: () => ViewPort,
): StoreReader {
  const onDisk = disk ?? createMemoryStore(new Map());
  const both = joinReaders(onDisk, createRemoteRows(connect));
  const current = () => (storage().place === "memory" ? both : onDisk);
  return {
    count: (tabId, connectionId) => current().count(tabId, connectionId),
    read: (tabId, connectionId, from, limit) => current().read(tabId, connectionId, from, limit),
    find: (tabId, connectionId, seq) => current().find(tabId, connectionId, seq),
  };
}
