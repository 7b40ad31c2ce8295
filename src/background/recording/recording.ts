import type { StorageState } from "../../protocol/storage.ts";
import { connectionIdOf } from "../../session/connection.ts";
import type { Session } from "../../session/session.ts";
import { browser } from "../../shared/browser.ts";
import { createKeeper } from "../../store/keeper.ts";
import { createLedger } from "../../store/ledger.ts";
import { createRecorder } from "../../store/recorder.ts";
import { type Budget, type Gone, NOTHING_GONE } from "../../store/retain.ts";
import type { Recorded } from "../../store/write.ts";
import { createBelievedRows } from "./believed-rows.ts";
import { createHeldRows } from "./held-rows.ts";
import { createKeepAlive } from "./keep-alive.ts";

/** Writes what bridges bring while their tab is recorded. */
export function createRecording() {
  const ledger = createLedger();
  const believed = createBelievedRows(ledger);
  const keeper = createKeeper(createRecorder(ledger));
  const { memory } = keeper;
  const heldRows = createHeldRows();
  const keepAlive = createKeepAlive();

  const noteSums = async (): Promise<void> => {
    const sums = memory.sums();
    keepAlive(sums.length > 0);
    await Promise.all([heldRows.save(sums), believed.save()]);
  };

  return {
    /** What went to make room, and whose rows are new. */
    async write(
      tabId: number,
      recorded: Recorded[],
      budget: Budget,
    ): Promise<{ went: Gone[]; connectionIds: string[] }> {
      if (recorded.length === 0) return { went: [], connectionIds: [] };
      await believed.ready;
      const went = await keeper.write(tabId, recorded, budget);
      await noteSums();
      const ids = new Set<string>();
      for (const { documentId, rows } of recorded) {
        for (const { connection } of rows) {
          for (const number of new Set(connection)) ids.add(connectionIdOf(documentId, number));
        }
      }
      return { went, connectionIds: [...ids] };
    },
    /** Deletes what no connection of the session owns any more, and says how much that was. */
    async sweep({ tabId, connections }: Session): Promise<Gone> {
      await believed.ready;
      const ids = [...connections.keys()];
      const inMemory = memory.sweep(tabId, ids);
      const onDisk = (await keeper.sweepDisk(tabId, ids).catch(sayInLog)) ?? NOTHING_GONE;
      await noteSums();
      return {
        tabId,
        count: inMemory.count + onDisk.count,
        sizeBytes: inMemory.sizeBytes + onDisk.sizeBytes,
      };
    },
    async forget(tabId: number): Promise<void> {
      await keeper.forget(tabId).catch(sayInLog);
      await noteSums();
    },
    /** A browser that crashed left the rows of its tabs behind. */
    async forgetAllBut(tabIds: number[]): Promise<void> {
      for (const tabId of await keeper.tabs()) {
        if (!tabIds.includes(tabId)) await keeper.forget(tabId);
      }
    },
    /** What is kept of each tab, on disk and in memory. */
    sums: (): Gone[] => [...ledger.sums(), ...memory.sums()],
    /** Rows that were on disk and are not any more, though nobody deleted them. */
    takeMissing: ledger.takeLost,
    /** What a worker that was stopped had in its memory, and took with it. */
    lost: heldRows.lost,
    /** Rows that no database has. */
    memory: memory.reader,
    stateOf(tabId: number): StorageState {
      const state = keeper.stateOf(tabId);
      const isPrivate = state.place === "disk" && browser.extension.inIncognitoContext;
      return isPrivate ? { place: "memory", why: "private" } : state;
    },
  };
}

/** Nobody waits for these, and the next one, or the next start, tries again. */
function sayInLog(error: unknown): null {
  console.warn("Stormglass: recorded rows stay", error);
  return null;
}

export type Recording = ReturnType<typeof createRecording>;
