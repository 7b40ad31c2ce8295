import { KNOWN_LISTS } from "./norms.ts";
import type { Wait } from "./observe.ts";
import { logSum } from "./posterior.ts";
import { roundnessOf } from "./round-numbers.ts";
import { LATENESS_MS, LATENESSES } from "./spread.ts";

/** How many values a person would write down for a schedule: some dozens of round ones. */
const ROUND_VALUES = 100;
/** A list that was seen before, or whose last value repeats, is no surprise. */
const P_REPEAT = 0.5;
const LATE_SHARE = 0.004;
/** Steps that differ by less are the same. */
const SAME = 0.02;

export type WeighedList = {
  log: number;
  /** The library's own list, where it is one. */
  known: readonly number[] | null;
};

/**
 * How likely waits are under an explicit list (log): round numbers that need follow no curve, the
 * same one at the same step of each run, and the last one over and over.
 */
export function weighList(waits: readonly Wait[]): WeighedList {
  const lists: WeighedList[] = [
    { log: weighRoundList(waits), known: null },
    ...KNOWN_LISTS.map((known) => ({ log: weighKnownList(waits, known), known })),
  ];
  return lists.reduce((a, b) => (b.log > a.log ? b : a));
}

/** What clocks are early by: page and browser count in steps of up to a millisecond. */
const EARLY_MS = 1;

/**
 * Of a list that some library has, only which one it is needs to be explained, and by how much its
 * timers are late: on a busy machine all of them are, some by tens of milliseconds, and none early.
 */
function weighKnownList(waits: readonly Wait[], list: readonly number[]): number {
  const lateMs = waits.map(
    ({ delayMs, step }) => delayMs - (list[Math.min(step, list.length - 1)] as number),
  );
  if (Math.min(...lateMs) < -EARLY_MS) return Number.NEGATIVE_INFINITY;
  const logs = LATENESSES.map(({ ms, logPrior }) => {
    let log = logPrior;
    for (const [i, { delayMs }] of waits.entries()) {
      const mostMs = ms + LATE_SHARE * delayMs + EARLY_MS;
      if ((lateMs[i] as number) > mostMs) return Number.NEGATIVE_INFINITY;
      log -= Math.log(mostMs + EARLY_MS);
    }
    return log;
  });
  return logSum(logs) - Math.log(KNOWN_LISTS.length);
}

/** Steps that grow evenly, by a factor or by a sum, are a curve, whoever wrote them down. */
function isCurve(values: readonly number[]): boolean {
  const grown = values.slice(1).map((value, i) => [value, values[i] as number] as const);
  const agree = (steps: number[]) =>
    steps.length >= 2 && Math.max(...steps) - Math.min(...steps) <= SAME * Math.max(...steps);
  return agree(grown.map(([b, a]) => b / a)) || agree(grown.map(([b, a]) => b - a));
}

function weighRoundList(waits: readonly Wait[]): number {
  const known = new Map<number, number>();
  let previous = Number.NaN;
  let log = 0;
  for (const { delayMs, step } of waits) {
    const lateMs = LATENESS_MS + LATE_SHARE * delayMs;
    const agrees = (otherMs: number | undefined) =>
      otherMs !== undefined && Math.abs(delayMs - otherMs) <= lateMs;
    if (known.has(step)) {
      if (!agrees(known.get(step))) return Number.NEGATIVE_INFINITY;
      log -= Math.log(2 * lateMs);
    } else if (agrees(previous)) {
      log += Math.log(P_REPEAT / (2 * lateMs));
    } else {
      const shareLate = lateMs / delayMs;
      const onTimeMs = delayMs - lateMs / 2;
      const isRound = onTimeMs > 0 && roundnessOf(onTimeMs, 0.6 * shareLate) !== null;
      if (!isRound && delayMs > lateMs) return Number.NEGATIVE_INFINITY;
      log += Math.log((1 - P_REPEAT) / (ROUND_VALUES * lateMs));
    }
    known.set(step, delayMs);
    previous = delayMs;
  }
  const values = [...known].sort(([a], [b]) => a - b).map(([, value]) => value);
  // Nobody writes down a schedule that shrinks.
  if (values.some((value, i) => value < (values[i - 1] ?? 0) * (1 - SAME))) {
    return Number.NEGATIVE_INFINITY;
  }
  const distinct = values.filter((value, i) => value > (values[i - 1] ?? 0) * (1 + SAME));
  return isCurve(distinct) ? Number.NEGATIVE_INFINITY : log;
}

// Scatter around nothing in particular: log-normal, its middle anywhere from ms to an hour, its
// width around a factor of three (a normal-inverse-gamma prior, which has a closed form).
const PRIOR = { middle: Math.log(2_000), weight: 0.05, shape: 2, scale: 1.2 };

/** How likely waits are where no rule connects them (log). */
export function weighScatter(waits: readonly Wait[]): number {
  const n = waits.length;
  const logs = waits.map(({ delayMs }) => Math.log(delayMs));
  const mean = logs.reduce((sum, log) => sum + log, 0) / n;
  const squares = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0);
  const weight = PRIOR.weight + n;
  const shape = PRIOR.shape + n / 2;
  const pull = (PRIOR.weight * n * (mean - PRIOR.middle) ** 2) / weight;
  const scale = PRIOR.scale + (squares + pull) / 2;
  return (
    logGamma(shape) -
    logGamma(PRIOR.shape) +
    PRIOR.shape * Math.log(PRIOR.scale) -
    shape * Math.log(scale) +
    0.5 * Math.log(PRIOR.weight / weight) -
    (n / 2) * Math.log(2 * Math.PI) -
    // From the density of the logarithm to that of the wait.
    mean * n
  );
}

/** Stirling's series; exact to nine digits from 2 on. */
function logGamma(z: number): number {
  const shift = z < 8 ? 8 - Math.floor(z) : 0;
  let product = 1;
  for (let i = 0; i < shift; i++) product *= z + i;
  const x = z + shift;
  const series = 1 / (12 * x) - 1 / (360 * x ** 3);
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}
