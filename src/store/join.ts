import type { StoreReader } from "./store.ts";

/**
 * Two stores as one. Where the disk failed in the midst of a recording, what came before lies on
 * it and what came after lies in memory.
 */
export const joinReaders = (before: StoreReader, after: StoreReader): StoreReader => ({
  async count(tabId, connectionId) {
    const counts = await Promise.all([
      before.count(tabId, connectionId),
      after.count(tabId, connectionId),
    ]);
    return counts[0] + counts[1];
  },
  async read(tabId, connectionId, from, limit) {
    const first = await before.read(tabId, connectionId, from, limit);
    if (first.length === limit) return first;
    const skip = Math.max(0, from - (await before.count(tabId, connectionId)));
    return [...first, ...(await after.read(tabId, connectionId, skip, limit - first.length))];
  },
  async find(tabId, connectionId, seq) {
    const count = await before.count(tabId, connectionId);
    const position = await before.find(tabId, connectionId, seq);
    return position < count ? position : count + (await after.find(tabId, connectionId, seq));
  },
});
