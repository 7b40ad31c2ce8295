import { ROW_BINARY, ROW_CUT, ROW_LOST, ROW_SEND } from "../protocol/rows.ts";
import type { Connection } from "./session.ts";

export type Message = { at: number; flags: number; sizeBytes: number; bufferedBytes: number };

/** Counts one message into its connection: O(1), allocates nothing per message. */
export function foldMessage(connection: Connection, message: Message): void {
  const { at, flags, sizeBytes } = message;
  if (flags & ROW_LOST) {
    connection.lost.count++;
    connection.lost.sizeBytes += sizeBytes;
    return;
  }
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
