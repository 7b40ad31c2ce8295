/** Whether attempts come at a pace that hurts, and how many a good policy would make. */
import { largestOf, smallestOf } from "../../../session/extremes.ts";
import { goodWaitMs } from "../../policy/cost.ts";
import { isSteady } from "./figures.ts";

export type Attempt = {
  at: number;
  /** Since the loss that it answers; null where it answers none. */
  delayMs: number | null;
  endedAt: number | null;
  chain: number;
};

/** A person who reloads impatiently makes fewer. */
export const FEW_ATTEMPTS = 8;
/** One a second: whoever is down is hit harder by that than by its users. */
export const FAST_MS = 1_000;
/** Timers are late. */
const LATE = 1.05;
/** What is slower has to stand for so long; where its waits vary, for long enough to be no chance. */
export const STANDS_MS = 10_000;
const VARIED_STANDS_MS = 60_000;
/**
 * Thirty a minute, less what the handshakes themselves take. Full jitter up to 5 s makes 24, Socket.IO
 * while its server is down 12, and a connection that is cut every 10 s and back after one 6.
 */
export const MIN_PER_MINUTE = 28;
/** What draws its waits for 24 a minute hardly ever makes half as many again in one. */
const MIN_PER_MINUTE_VARIED = 36;

/** With one more than twice its mean, a good policy's draws pass it a few times in 10,000 outages. */
export const TIMES_GOOD = 2;
/** A wait that grew, rather than came late. */
const GREW = 1.1;
/** Of seven waits; what is drawn from nothing to a cap of 30 s spreads much wider. */
const EVEN_RATIO = 3;

export type Pace = "fast" | "steady";

/**
 * Attempts at a rate that hurts, their uptimes included: "fast" is one a second, "steady" half of
 * that for longer. Waits that vary may be a good policy's draws, the first of which are often short:
 * there it takes more attempts than chance explains. Null: neither.
 */
export function paceOf(run: readonly Attempt[]): Pace | null {
  if (run.length < FEW_ATTEMPTS) return null;
  const isFast = crowdsIn(run).some(
    (crowd) => isEven(delaysOf(crowd.slice(1))) || exceedsGood(crowd),
  );
  if (isFast) return "fast";
  const spanMs = (run.at(-1)?.at ?? 0) - (run[0]?.at ?? 0);
  const perMinute = ((run.length - 1) * 60_000) / Math.max(1, spanMs);
  if (spanMs < STANDS_MS || perMinute < MIN_PER_MINUTE || isGrowing(delaysOf(run))) return null;
  if (isEven(delaysOf(run.slice(1)))) return "steady";
  const isSure = spanMs >= VARIED_STANDS_MS && perMinute >= MIN_PER_MINUTE_VARIED;
  return isSure && exceedsGood(run) ? "steady" : null;
}

/** All rows of so many attempts that came one a second. */
const crowdsIn = (run: readonly Attempt[]): Attempt[][] =>
  run.flatMap(({ at }, i) => {
    const last = run[i + FEW_ATTEMPTS - 1];
    const isCrowd = last !== undefined && last.at - at <= (FEW_ATTEMPTS - 1) * FAST_MS * LATE;
    return isCrowd ? [run.slice(i, i + FEW_ATTEMPTS)] : [];
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
