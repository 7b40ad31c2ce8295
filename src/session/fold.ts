import { type Body, ROW_BINARY, ROW_CUT, ROW_LOST, ROW_SEND } from "../protocol/rows.ts";
import { foldTraffic } from "./fold-traffic.ts";
import type { Connection } from "./session.ts";

export type Message = {
  /** Its number in its document. */
  seq: number;
  at: number;
  /** `ROW_*` bits. */
  flags: number;
  /** `SHAPE_*`. */
  shape: number;
  /** FNV-1a of a body of up to 64 B, else 0. */
  hash: number;
  sizeBytes: number;
  bufferedBytes: number;
  /** As far as it was kept. */
  body: Body | null;
};

/** Counts one message into its connection: O(1). */
export function foldMessage(connection: Connection, message: Message): void {
  const { at, flags, sizeBytes } = message;
  if (flags & ROW_LOST) {
    connection.lost.count++;
    connection.lost.sizeBytes += sizeBytes;
    return;
  }
  foldTraffic(connection, message);
  const direction = flags & ROW_SEND ? "send" : "receive";
  const tally = connection[direction];
  tally.count++;
  tally.sizeBytes += sizeBytes;
  if (flags & ROW_BINARY) tally.binaryCount++;
  if (flags & ROW_CUT) connection.cutCount++;
  if (sizeBytes > tally.largestBytes || tally.largestAt === null) {
    tally.largestBytes = sizeBytes;
    tally.largestAt = at;
  }
  tally.firstAt ??= at;
  tally.lastAt = at;
  tally.lastBytes = sizeBytes;
  if (message.bufferedBytes > connection.bufferedPeakBytes) {
    connection.bufferedPeakBytes = message.bufferedBytes;
  }
  if (connection.lastMessage === null) {
    connection.lastMessage = { at, direction };
  } else {
    connection.lastMessage.at = at;
    connection.lastMessage.direction = direction;
  }
}
