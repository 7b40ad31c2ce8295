import type { Envelope } from "../protocol/envelope.ts";
import type { Rows } from "../protocol/rows.ts";
import { connectionIdOf } from "../session/connection.ts";
import type { Session } from "../session/session.ts";
import { openDatabase } from "../store/database.ts";
import { deleteOrphans, deleteTab, tabsInStore, writeRecorded } from "../store/write.ts";

/** Writes what bridges bring while their tab is recorded. */
export function createRecording() {
  const database = openDatabase();
  // An unusable database must not stop the watching: each write reports it instead.
  database.catch(() => {});

  return {
    /** The ids of the connections that have new rows; rejects where there was no room. */
    async write(
      tabId: number,
      documentId: string,
      { clock, rows, backlog, lateBodies }: Envelope,
      recordingFromSeq: number | null,
    ): Promise<string[]> {
      const recorded: Rows[] = [];
      if (backlog) recorded.push(backlog);
      // Rows from before are in the backlog, with their bodies.
      if (rows && recordingFromSeq !== null && rows.firstSeq >= recordingFromSeq)
        recorded.push(rows);
      if (recorded.length === 0 && lateBodies.length === 0) return [];
      const wall = (at: number) => clock.wallMs + (at - clock.monotonicMs);
      await writeRecorded(await database, { tabId, documentId, rows: recorded, lateBodies, wall });
      const numbers = new Set(recorded.flatMap(({ connection }) => [...connection]));
      return [...numbers].map((number) => connectionIdOf(documentId, number));
    },
    /** Deletes what no connection of the session owns any more: cleared, or of a page that is gone. */
    async sweep({ tabId, connections }: Session): Promise<void> {
      await deleteOrphans(await database, tabId, (id) => connections.has(id)).catch(() => {});
    },
    async forget(tabId: number): Promise<void> {
      await deleteTab(await database, tabId);
    },
    /** A browser that crashed left the rows of its tabs behind. */
    async forgetAllBut(tabIds: number[]): Promise<void> {
      const opened = await database;
      for (const tabId of await tabsInStore(opened)) {
        if (!tabIds.includes(tabId)) await deleteTab(opened, tabId);
      }
    },
  };
}

export type Recording = ReturnType<typeof createRecording>;
