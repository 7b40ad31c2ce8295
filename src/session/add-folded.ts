import type { FoldedMessages } from "../protocol/page-event.ts";
import { foldSums } from "./fold-sums.ts";
import type { Connection } from "./session.ts";

/** Counts messages of which only these sums arrived. */
export function addFolded(
  connection: Connection,
  folded: FoldedMessages,
  wall: (monotonicMs: number) => number,
): void {
  connection.lost.count += folded.lost.count;
  connection.lost.sizeBytes += folded.lost.sizeBytes;
  if (folded.count === 0) return;
  const direction = folded.send ? "send" : "receive";
  foldSums(connection, folded, wall);
  const tally = connection[direction];
  tally.count += folded.count;
  tally.sizeBytes += folded.sizeBytes;
  tally.binaryCount += folded.binaryCount;
  if (folded.largestBytes > tally.largestBytes || tally.largestAt === null) {
    tally.largestBytes = folded.largestBytes;
    tally.largestAt = wall(folded.largestAt);
  }
  const lastAt = wall(folded.lastAt);
  tally.firstAt ??= wall(folded.firstAt);
  tally.lastAt = lastAt;
  tally.lastBytes = folded.lastBytes;
  if (folded.bufferedPeakBytes > connection.bufferedPeakBytes) {
    connection.bufferedPeakBytes = folded.bufferedPeakBytes;
  }
  // Of two directions that were folded at once, the one that was heard last.
  if (connection.lastMessage === null || lastAt >= connection.lastMessage.at) {
    connection.lastMessage = { at: lastAt, direction };
  }
}
