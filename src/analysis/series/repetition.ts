import type { Connection } from "../../session/session.ts";
import { type Ended, isEnded } from "../check.ts";

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
export const SAME_FRACTION = 0.05;
export const SAME_MS = 1_000;
const SAME_AT_MOST = 0.1;

const toleranceMs = (ms: number): number =>
  Math.max(ms * SAME_FRACTION, Math.min(SAME_MS, ms * SAME_AT_MOST));

/** Begins, or ends, within a second of each other are one event. */
const ONE_MOMENT_MS = 1_000;
/** Short times agree by chance more easily: there it takes three. */
export const SHORT_MS = 10_000;
export const MIN_TIMES = 2;
export const MIN_TIMES_SHORT = 3;

type TimedEnd = { connection: Ended; ms: number };

/**
 * Whether the longest of the durations repeat. Only the longest can be those of a limit: what lived
 * through more than a shorter one has shown that there is no such limit.
 */
export function findRepetition(ends: readonly TimedEnd[]): Repetition | null {
  const sorted = [...ends].sort((a, b) => b.ms - a.ms);
  return judgeGroup(sorted.filter((end) => isNear(end, sorted[0])));
}

/** All that repeat, the longest first: a limit that was raised leaves shorter ones behind. */
export function findRepetitions(ends: readonly TimedEnd[]): Repetition[] {
  const found: Repetition[] = [];
  const sorted = [...ends].sort((a, b) => b.ms - a.ms);
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && isNear(sorted[to], sorted[from])) to++;
    const repetition = judgeGroup(sorted.slice(from, to));
    if (repetition) found.push(repetition);
    from = to;
  }
  return found;
}

const isNear = (end: TimedEnd | undefined, longest: TimedEnd | undefined): boolean =>
  end !== undefined && longest !== undefined && longest.ms - end.ms <= toleranceMs(longest.ms);

/** The longest first. */
function judgeGroup(group: readonly TimedEnd[]): Repetition | null {
  const members = group.map(({ connection }) => connection);
  // Those that began together show one time, however far apart they were ended.
  const times = Math.min(
    countMoments(group.map(({ connection }) => connection.end.at)),
    countMoments(group.map(({ connection, ms }) => connection.end.at - ms)),
  );
  const longestMs = group[0]?.ms ?? 0;
  const ms = group[group.length >> 1]?.ms ?? longestMs;
  const least = ms < SHORT_MS ? MIN_TIMES_SHORT : MIN_TIMES;
  if (times < least) return null;
  const spreadMs = longestMs - (group.at(-1)?.ms ?? longestMs);
  return { ms, spreadMs, times, members: new Set(members) };
}

function countMoments(times: readonly number[]): number {
  let count = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const at of [...times].sort((a, b) => a - b)) {
    if (at - lastAt > ONE_MOMENT_MS) count++;
    lastAt = at;
  }
  return count;
}

export const isMember = ({ members }: Repetition, connection: Connection): boolean =>
  isEnded(connection) && members.has(connection);

/** A message that came after nearly the same silence shows that such a silence is allowed. */
const NEARLY = 0.95;

/** Whether something lived through a limit: silences that ended well, and times that still go on. */
export const isOutlived = (limitMs: number, overMs: number, ongoingMs: number): boolean =>
  overMs >= limitMs * NEARLY || ongoingMs > limitMs + toleranceMs(limitMs);
