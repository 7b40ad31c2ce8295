import type { Envelope } from "../protocol/envelope.ts";
import type { Rows } from "../protocol/rows.ts";
import { connectionIdOf } from "../session/connection.ts";
import type { Session } from "../session/session.ts";
import { openDatabase } from "../store/database.ts";
import {
  deleteOrphans,
  deleteTab,
  type Recorded,
  tabsInStore,
  writeRecorded,
} from "../store/write.ts";

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
  const database = openDatabase();
  // An unusable database must not stop the watching: each write reports it instead.
  database.catch(() => {});

  return {
    /** The ids of the connections that have new rows; rejects where there was no room. */
    async write(recorded: Recorded[]): Promise<string[]> {
      if (recorded.length === 0) return [];
      await writeRecorded(await database, recorded);
      const ids = new Set<string>();
      for (const { documentId, rows } of recorded) {
        for (const number of new Set(rows.flatMap(({ connection }) => [...connection]))) {
          ids.add(connectionIdOf(documentId, number));
        }
      }
      return [...ids];
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
