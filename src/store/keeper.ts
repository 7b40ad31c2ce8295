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

  return {
    /** What went to make room, of whichever tab. */
    async write(tabId: number, recorded: Recorded[], budget: Budget): Promise<Gone[]> {
      if (!memory.has(tabId)) {
        try {
          const went = await recorder.write(tabId, recorded, budget);
          return went.count > 0 ? [{ tabId, ...went }] : [];
        } catch (error) {
          lastError = error;
        }
      }
      return memory.write(tabId, recorded, budget);
    },
    async sweep(tabId: number, connectionIds: string[]): Promise<void> {
      memory.sweep(tabId, connectionIds);
      await recorder.sweep(tabId, connectionIds);
    },
    async forget(tabId: number): Promise<void> {
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
