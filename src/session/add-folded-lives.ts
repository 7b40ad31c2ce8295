import type { FoldedLives } from "../protocol/page-event.ts";
import { cutUrl } from "./cut-url.ts";
import { MAX_FOLDED_ADDRESSES } from "./limits.ts";
import type { Session } from "./session.ts";

/** Counts connections of which only this sum arrived, with others to the same address. */
export function addFoldedLives(
  session: Session,
  folded: FoldedLives,
  wall: (monotonicMs: number) => number,
): void {
  const { count, openedCount, messageCount, sizeBytes, firstAt, lastAt } = folded;
  const url = cutUrl(folded.url);
  const sums = session.foldedConnections;
  const span = { firstAt: wall(firstAt), lastAt: wall(lastAt) };
  const isKnown = sums.some((sum) => sum.url === url);
  const address = isKnown || sums.length < MAX_FOLDED_ADDRESSES ? url : "";
  const sum = sums.find((known) => known.url === address);
  if (!sum) {
    sums.push({ url: address, count, openedCount, messageCount, sizeBytes, ...span });
    return;
  }
  sum.count += count;
  sum.openedCount += openedCount;
  sum.messageCount += messageCount;
  sum.sizeBytes += sizeBytes;
  sum.firstAt = Math.min(sum.firstAt, span.firstAt);
  sum.lastAt = Math.max(sum.lastAt, span.lastAt);
}
