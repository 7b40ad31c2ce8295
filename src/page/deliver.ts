import type { HookBatch } from "../protocol/link.ts";
import type { PageEvent } from "../protocol/page-event.ts";
import { bare, bareList, NativeError, viewBytesOf } from "./builtins.ts";
import type { Failures } from "./failures.ts";

type Batch = HookBatch<Blob>;

export const batchOf = (parts: Partial<Batch>): Batch =>
  bare({ rows: null, backlog: null, events: bareList(), blobs: bareList(), ...parts });

/** Hands a batch over: as a whole, or else part by part, so that only what cannot be sent is lost. */
export function createDelivery(failures: Failures, send: (batch: Batch) => boolean) {
  /** False where nothing of it was taken. */
  return (batch: Batch): boolean => {
    if (failures.attempt(() => send(batch), false)) return true;
    const { rows, backlog, events, blobs } = batch;
    let went = false;
    const give = (parts: Partial<Batch>, lost = 1) => {
      if (failures.attempt(() => send(batchOf(parts)), false)) went = true;
      else failures.fail(new NativeError("not taken"), lost);
    };
    // Rows of a connection that nobody has heard of would be counted nowhere.
    for (let i = 0; i < events.length; i++) {
      const alone = bareList<PageEvent>();
      alone[0] = events[i] as PageEvent;
      give({ events: alone });
    }
    if (rows) give({ rows, blobs }, viewBytesOf(rows.flags));
    if (backlog) give({ backlog, blobs });
    return went;
  };
}
