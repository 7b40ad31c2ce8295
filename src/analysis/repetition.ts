import type { Ended } from "./check.ts";

/** Ends that came after the same time. */
export type Repetition = {
  /** The middle one of the durations. */
  ms: number;
  /** How far they lie from each other. */
  spreadMs: number;
  /** Moments, not sockets: two that were opened together and cut together are one. */
  times: number;
  members: ReadonlySet<Ended>;
};

/** Shares of what is measured, and at least a second; but a second says nothing of two seconds. */
const SAME_FRACTION = 0.05;
const SAME_MS = 1_000;
const SAME_AT_MOST = 0.1;

const toleranceMs = (ms: number): number =>
  Math.max(ms * SAME_FRACTION, Math.min(SAME_MS, ms * SAME_AT_MOST));

/** Ends within a second of each other are one event. */
const ONE_MOMENT_MS = 1_000;
/** Short times agree by chance more easily: there it takes three. */
const SHORT_MS = 10_000;
const MIN_TIMES = 2;
const MIN_TIMES_SHORT = 3;

/**
 * Whether the longest of the durations repeat. Only the longest can be those of a limit: what lived
 * through more than a shorter one has shown that there is no such limit.
 */
export function findRepetition(
  ends: readonly { connection: Ended; ms: number }[],
): Repetition | null {
  const sorted = [...ends].sort((a, b) => b.ms - a.ms);
  const longest = sorted[0];
  if (!longest) return null;
  const same = sorted.filter(({ ms }) => longest.ms - ms <= toleranceMs(longest.ms));
  const members = same.map(({ connection }) => connection);
  const times = countMoments(members);
  const ms = same[same.length >> 1]?.ms ?? longest.ms;
  const least = ms < SHORT_MS ? MIN_TIMES_SHORT : MIN_TIMES;
  if (times < least) return null;
  return {
    ms,
    spreadMs: longest.ms - (same.at(-1)?.ms ?? longest.ms),
    times,
    members: new Set(members),
  };
}

function countMoments(ends: readonly Ended[]): number {
  let count = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const at of ends.map(({ end }) => end.at).sort((a, b) => a - b)) {
    if (at - lastAt > ONE_MOMENT_MS) count++;
    lastAt = at;
  }
  return count;
}

/** A message that came after nearly the same silence shows that such a silence is allowed. */
const NEARLY = 0.95;

/** Whether something lived through a limit: silences that ended well, and times that still go on. */
export const isOutlived = (limitMs: number, overMs: number, ongoingMs: number): boolean =>
  overMs >= limitMs * NEARLY || ongoingMs > limitMs + toleranceMs(limitMs);
