import type { Envelope } from "../protocol/envelope.ts";
import type { Rows } from "../protocol/rows.ts";
import { connectionIdOf } from "../session/connection.ts";
import type { Session } from "../session/session.ts";
import { createRecorder } from "../store/recorder.ts";
import type { Budget, WhatWent } from "../store/retain.ts";
import type { Recorded } from "../store/write.ts";

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
  const recorder = createRecorder();

  return {
    /** What went to stay within the budget, and whose rows are new; rejects where nothing was kept. */
    async write(
      tabId: number,
      recorded: Recorded[],
      budget: Budget,
    ): Promise<{ went: WhatWent; connectionIds: string[] }> {
      const went = await recorder.write(tabId, recorded, budget);
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
      await recorder.sweep(tabId, [...connections.keys()]).catch(sayInLog);
    },
    async forget(tabId: number): Promise<void> {
      await recorder.forget(tabId).catch(sayInLog);
    },
    /** A browser that crashed left the rows of its tabs behind. */
    async forgetAllBut(tabIds: number[]): Promise<void> {
      for (const tabId of await recorder.tabs()) {
        if (!tabIds.includes(tabId)) await recorder.forget(tabId);
      }
    },
    state: recorder.state,
  };
}

/** Nobody waits for these, and the next one, or the next start, tries again. */
const sayInLog = (error: unknown): void => console.warn("Stormglass: recorded rows stay", error);

export type Recording = ReturnType<typeof createRecording>;
