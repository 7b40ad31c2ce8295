import type { FoldedMessages } from "../protocol/page-event.ts";
import { SHAPE_BINARY, SHAPE_UNKNOWN } from "../protocol/rows.ts";
import { spreadActivity } from "./activity.ts";
import { forgetStream } from "./exchanges.ts";
import { silenceMs } from "./fold-traffic.ts";
import { forgetPending } from "./pairs.ts";
import { forgiveUnanswered } from "./replies.ts";
import type { Connection } from "./session.ts";
import { noteSize } from "./sizes.ts";
import type { Flow, Traffic } from "./traffic.ts";

/**
 * Counts messages of which only sums arrived into their connection's traffic, as far as sums tell.
 * How long nothing went either way is not among that: the other direction's are summed up as well.
 */
export function foldSums(
  connection: Connection,
  folded: FoldedMessages,
  wall: (monotonicMs: number) => number,
): void {
  const { traffic, open } = connection;
  const direction = folded.send ? "send" : "receive";
  const flow = traffic[direction];
  const firstAt = wall(folded.firstAt);
  const lastAt = wall(folded.lastAt);
  const binaryCount = Math.min(folded.binaryCount, folded.count);
  addShape(flow, SHAPE_UNKNOWN, folded.count - binaryCount);
  addShape(flow, SHAPE_BINARY, binaryCount);
  // The sum of one is its size.
  if (folded.count === 1) noteSize(flow, folded.sizeBytes);
  const gapMs = silenceMs(connection, connection[direction].lastAt, firstAt);
  if (gapMs > (flow.longestGap?.ms ?? 0)) flow.longestGap = { ms: gapMs, endedAt: firstAt };
  forgiveUnanswered(folded.send ? traffic.receive : traffic.send);
  forgetPending(traffic);
  forgetStream(traffic);
  if (folded.send) noteSends(connection, folded.count, firstAt, lastAt);
  else noteAnswers(traffic, lastAt);
  if (folded.bufferedPeakBytes > connection.bufferedPeakBytes) traffic.buffered.peakAt = lastAt;
  spreadActivity(
    traffic,
    direction,
    firstAt,
    lastAt,
    open?.at ?? firstAt,
    folded.count,
    folded.sizeBytes,
  );
}

function addShape({ shapes }: Flow, shape: number, count: number): void {
  if (count === 0) return;
  while (shapes.length <= shape) shapes.push(0);
  shapes[shape] = (shapes[shape] as number) + count;
}

/** What came in the meantime answered the sends before it. */
function noteSends(
  { traffic: { unanswered }, receive }: Connection,
  count: number,
  firstAt: number,
  lastAt: number,
): void {
  if (receive.lastAt !== null && receive.lastAt >= lastAt) return;
  unanswered.count += count;
  unanswered.since ??= Math.max(firstAt, receive.lastAt ?? firstAt);
}

/** How long an answer took is not among the sums. */
function noteAnswers({ unanswered }: Traffic, lastAt: number): void {
  if (unanswered.since === null || lastAt < unanswered.since) return;
  unanswered.count = 0;
  unanswered.since = null;
}
