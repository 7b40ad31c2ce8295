import type { FoldedMessages } from "../protocol/page-event.ts";
import { ROW_BINARY, ROW_LOST, ROW_SEND, type Rows } from "../protocol/rows.ts";

/**
 * Adds rows to sums, one for each connection and direction. `begun` is told of each sum that is
 * new, so that it takes its place among the events before whatever happens next.
 */
export function foldRows(
  rows: Rows,
  from: number,
  to: number,
  sums: Map<string, FoldedMessages>,
  begun: (folded: FoldedMessages) => void,
): void {
  for (let i = from; i < to; i++) {
    const flags = rows.flags[i] as number;
    const id = rows.connection[i] as number;
    const send = (flags & ROW_SEND) !== 0;
    const at = rows.at[i] as number;
    const sizeBytes = rows.sizeBytes[i] as number;
    const key = `${id} ${send}`;
    let sum = sums.get(key);
    if (!sum) {
      sum = emptySum(id, send, at, rows.firstSeq + i);
      sums.set(key, sum);
      begun(sum);
    }
    sum.seq = rows.firstSeq + i + 1;
    if (flags & ROW_LOST) {
      sum.lost.count++;
      sum.lost.sizeBytes += sizeBytes;
      continue;
    }
    if (sum.count === 0) sum.firstAt = at;
    sum.count++;
    sum.sizeBytes += sizeBytes;
    if (flags & ROW_BINARY) sum.binaryCount++;
    if (sizeBytes > sum.largestBytes || sum.count === 1) {
      sum.largestBytes = sizeBytes;
      sum.largestAt = at;
    }
    sum.lastAt = at;
    sum.lastBytes = sizeBytes;
    sum.bufferedPeakBytes = Math.max(sum.bufferedPeakBytes, rows.bufferedBytes[i] as number);
  }
}

const emptySum = (id: number, send: boolean, at: number, seq: number): FoldedMessages => ({
  kind: "folded",
  at,
  seq,
  id,
  send,
  count: 0,
  sizeBytes: 0,
  binaryCount: 0,
  largestBytes: 0,
  largestAt: at,
  firstAt: at,
  lastAt: at,
  lastBytes: 0,
  lost: { count: 0, sizeBytes: 0 },
  bufferedPeakBytes: 0,
});
