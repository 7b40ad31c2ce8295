import type { Connection } from "../../session/session.ts";
import { isOpened } from "../connection/evidence.ts";
import type { Interval } from "../finding.ts";

// Chromium holds handshakes of a renderer back by rand(1000, 5000) ms × 2^min(p + f / (s + 1), 16) /
// 65536, with p handshakes pending, f failed and s succeeded ones of the last two to four minutes
// (services/network/websocket_throttler.cc). It begins to tell after some twelve failures.
const SHORTEST_MS = 1_000;
const LONGEST_MS = 5_000;
const MAX_EXPONENT = 16;
const COUNTED_MS: Interval = [120_000, 240_000];
/** Under this it is lost in the handshake itself. */
const NOTABLE_MS = 50;

/** By how much Chromium may hold a handshake back, after so many others. */
function throttleOf(failed: number, succeeded: number): Interval {
  const share = 2 ** (Math.min(Math.floor(failed / (succeeded + 1)), MAX_EXPONENT) - MAX_EXPONENT);
  return [SHORTEST_MS * share, LONGEST_MS * share];
}

/** For each connection, what Chromium may have added to its handshake; null where it was nothing. */
export function chromiumThrottles(connections: readonly Connection[]): (Interval | null)[] {
  const starts: Interval = [0, 0];
  const outcomesBetween = countOutcomes(connections);
  return connections.map(({ createdAt }, i) => {
    const [few, many] = COUNTED_MS.map((spanMs, which) => {
      while (
        ((connections[starts[which] as number] as Connection).createdAt ?? 0) <
        createdAt - spanMs
      ) {
        starts[which] = (starts[which] as number) + 1;
      }
      return outcomesBetween(starts[which] as number, i);
    }) as [Outcomes, Outcomes];
    const [low] = throttleOf(few.failed, many.succeeded);
    const [, high] = throttleOf(many.failed, few.succeeded);
    return high >= NOTABLE_MS ? [Math.round(low), Math.round(high)] : null;
  });
}

type Outcomes = { failed: number; succeeded: number };
/** More failures than this change nothing (2^16 is the most). */
const ENOUGH = 200;

function countOutcomes(connections: readonly Connection[]) {
  const until: Outcomes[] = [{ failed: 0, succeeded: 0 }];
  for (const connection of connections) {
    let { failed, succeeded } = until.at(-1) as Outcomes;
    if (isOpened(connection)) succeeded++;
    else if (connection.end) failed++;
    until.push({ failed, succeeded });
  }
  return (from: number, to: number): Outcomes => {
    const before = until[Math.max(from, to - ENOUGH)] as Outcomes;
    const { failed, succeeded } = until[to] as Outcomes;
    return { failed: failed - before.failed, succeeded: succeeded - before.succeeded };
  };
}
