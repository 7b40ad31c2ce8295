import type { Envelope } from "../protocol/envelope.ts";
import type { Rows } from "../protocol/rows.ts";
import type { StorageState } from "../protocol/storage.ts";
import { connectionIdOf } from "../session/connection.ts";
import type { Session } from "../session/session.ts";
import { browser } from "../shared/browser.ts";
import { createKeeper } from "../store/keeper.ts";
import type { Budget, Gone } from "../store/retain.ts";
import type { Recorded } from "../store/write.ts";
import { createHeldRows } from "./held-rows.ts";
import { createKeepAlive } from "./keep-alive.ts";

/** What of an envelope belongs into the store; null where its document is not recorded. */
export function selectRecorded(
  tabId: number,
  documentId: string,
  { clock, rows, backlog, lateBodies }: Envelope,
  recordingFromSeq: number | null,
): Recorded | null {
  const recorded: Rows[] = [];
  if (backlog) recorded.push(backlog);
  // Rows from before are in the backlog, with their bodies.
  if (rows && recordingFromSeq !== null && rows.firstSeq >= recordingFromSeq) recorded.push(rows);
  if (recorded.length === 0 && lateBodies.length === 0) return null;
  const wall = (at: number) => clock.wallMs + (at - clock.monotonicMs);
  return { tabId, documentId, rows: recorded, lateBodies, wall };
}

/** Writes what bridges bring while their tab is recorded. */
export function createRecording() {
  const keeper = createKeeper();
  const { memory } = keeper;
  const heldRows = createHeldRows();
  const keepAlive = createKeepAlive();

  const memoryChanged = async (): Promise<void> => {
    const sums = memory.sums();
    keepAlive(sums.length > 0);
    await heldRows.save(sums);
  };

  return {
    /** What went to make room, and whose rows are new. */
    async write(
      tabId: number,
      recorded: Recorded[],
      budget: Budget,
    ): Promise<{ went: Gone[]; connectionIds: string[] }> {
      if (recorded.length === 0) return { went: [], connectionIds: [] };
      const went = await keeper.write(tabId, recorded, budget);
      await memoryChanged();
      const ids = new Set<string>();
      for (const { documentId, rows } of recorded) {
        for (const { connection } of rows) {
          for (const number of new Set(connection)) ids.add(connectionIdOf(documentId, number));
        }
      }
      return { went, connectionIds: [...ids] };
    },
    /** Deletes what no connection of the session owns any more: cleared, or of a page that is gone. */
    async sweep({ tabId, connections }: Session): Promise<void> {
      await keeper.sweep(tabId, [...connections.keys()]).catch(sayInLog);
      await memoryChanged();
    },
    async forget(tabId: number): Promise<void> {
      await keeper.forget(tabId).catch(sayInLog);
      await memoryChanged();
    },
    /** A browser that crashed left the rows of its tabs behind. */
    async forgetAllBut(tabIds: number[]): Promise<void> {
      for (const tabId of await keeper.tabs()) {
        if (!tabIds.includes(tabId)) await keeper.forget(tabId);
      }
    },
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
const sayInLog = (error: unknown): void => console.warn("Stormglass: recorded rows stay", error);

export type Recording = ReturnType<typeof createRecording>;
