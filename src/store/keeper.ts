import type { StorageState } from "../protocol/storage.ts";
import { createMemory } from "./memory.ts";
import { createRecorder, isFull, messageOf } from "./recorder.ts";
import type { Budget, Gone } from "./retain.ts";
import type { Recorded } from "./write.ts";

/**
 * Keeps recorded messages on disk, and in memory where the disk takes none. A tab that has begun in
 * memory goes on there, so that its rows stay in order: first those on disk, then those in memory.
 */
export function createKeeper(recorder = createRecorder(), memory = createMemory()) {
  let lastError: unknown = null;
  const forgotten = new Set<number>();

  return {
    /** What went to make room, of whichever tab. */
    async write(tabId: number, recorded: Recorded[], budget: Budget): Promise<Gone[]> {
      forgotten.delete(tabId);
      if (!memory.has(tabId)) {
        try {
          const went = await recorder.write(tabId, recorded, budget);
          return went.count > 0 ? [{ tabId, ...went }] : [];
        } catch (error) {
          // The tab was closed meanwhile: nobody would ever take it out of memory again.
          if (forgotten.has(tabId)) return [];
          lastError = error;
        }
      }
      return memory.write(tabId, recorded, budget);
    },
    sweepDisk: recorder.sweep,
    async forget(tabId: number): Promise<void> {
      forgotten.add(tabId);
      memory.forget(tabId);
      await recorder.forget(tabId);
    },
    tabs: recorder.tabs,
    memory,
    /** Where the next message of a tab goes. */
    stateOf(tabId: number): StorageState {
      const error = memory.has(tabId) ? lastError : recorder.failure();
      if (error === null) return { place: "disk" };
      const why = isFull(error) ? "full" : "broken";
      return { place: "memory", why, detail: messageOf(error) };
    },
  };
}
