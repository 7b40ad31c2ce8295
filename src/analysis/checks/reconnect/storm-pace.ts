/** Whether attempts come at a pace that hurts, and how many a good policy would make. */
import { largestOf, smallestOf } from "../../../session/extremes.ts";
import { goodWaitMs } from "../../policy/cost.ts";
import { isSteady, medianOf } from "./figures.ts";

export type Attempt = {
  at: number;
  /** Since the loss that it answers; null where it answers none. */
  delayMs: number | null;
  endedAt: number | null;
  chain: number;
};

// A person who reloads impatiently stays under both pairs.
export const FEW_ATTEMPTS = 5;
const FAST_MEDIAN_MS = 2_000;
const MANY_ATTEMPTS = 10;
const WINDOW_MS = 60_000;

/** With one more than twice its mean, a good policy's draws pass it a few times in 10,000 outages. */
const TIMES_GOOD = 2;
/** A wait that grew, rather than came late. */
const GREW = 1.1;
/** Of nine waits in a minute; what is drawn from nothing to a cap of 30 s spreads much wider. */
const EVEN_RATIO = 3;

/**
 * Attempts without a good policy's pauses. Waits that vary may be one's draws, the first of which are
 * often short: there it takes more attempts than chance explains.
 */
export function isStorm(run: readonly Attempt[]): boolean {
  if (run.length < FEW_ATTEMPTS) return false;
  const crowds = crowdsIn(run);
  if (crowds.some((crowd) => isEven(delaysOf(crowd.slice(1))) || exceedsGood(crowd))) return true;
  const delaysMs = delaysOf(run);
  if (isGrowing(delaysMs)) return false;
  const isFast = delaysMs.length > 0 && medianOf(delaysMs) < FAST_MEDIAN_MS;
  return (isFast && isSteady(delaysMs)) || ((isFast || crowds.length > 0) && exceedsGood(run));
}

/** All rows of so many attempts that came within a minute. */
const crowdsIn = (run: readonly Attempt[]): Attempt[][] =>
  run.flatMap(({ at }, i) => {
    const last = run[i + MANY_ATTEMPTS - 1];
    const isCrowd = last !== undefined && last.at - at <= WINDOW_MS;
    return isCrowd ? [run.slice(i, i + MANY_ATTEMPTS)] : [];
  });

export const delaysOf = (run: readonly Attempt[]): number[] =>
  run.flatMap(({ delayMs }) => (delayMs === null ? [] : [delayMs]));

/** Backoff from a small base is quick at first, and calms down by itself. */
const isGrowing = (delaysMs: readonly number[]): boolean =>
  delaysMs.every((ms, i) => i === 0 || ms > (delaysMs[i - 1] ?? 0) * GREW);

const isEven = (delaysMs: readonly number[]): boolean =>
  isSteady(delaysMs) || largestOf(delaysMs) <= smallestOf(delaysMs) * EVEN_RATIO;

function exceedsGood(run: readonly Attempt[]): boolean {
  const spanMs = (run.at(-1)?.at ?? 0) - (run[0]?.at ?? 0);
  return run.length > TIMES_GOOD * goodAttempts(spanMs) + 1;
}

/** How many attempts a good policy makes in a time, the first one included. */
export function goodAttempts(spanMs: number): number {
  let attempts = 1;
  for (let leftMs = spanMs - goodWaitMs(0); leftMs >= 0; attempts++) leftMs -= goodWaitMs(attempts);
  return attempts;
}
