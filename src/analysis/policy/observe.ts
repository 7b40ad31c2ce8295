import { largestOf, smallestOf } from "../../session/extremes.ts";

/** One wait of a page before an attempt. */
export type Wait = {
  delayMs: number;
  /** How many waits of the same run came before it: 0 after the first loss and after each reset. */
  step: number;
};

/** More than this adds time but no certainty worth having. */
const MAX_LATEST = 80;
/** A long run shows how it grew only where it began. */
const MAX_BEGINNING = 20;

/**
 * The latest ones: a page that was updated or configured anew has a new policy. Where a run is so
 * long that they are but its end, its beginning too.
 */
export function latestWaits(waits: readonly Wait[]): Wait[] {
  const from = Math.max(0, waits.length - MAX_LATEST);
  const began = from > 0 && waits[from]?.step !== 0 ? beginningBefore(waits, from) : from;
  const kept = [...waits.slice(began, Math.min(began + MAX_BEGINNING, from)), ...waits.slice(from)];
  return kept.map(({ delayMs, step }) => ({ delayMs: Math.max(delayMs, 0.1), step }));
}

/** Where the run began that goes on here; with it those of sockets side by side. */
function beginningBefore(waits: readonly Wait[], from: number): number {
  let began = waits.slice(0, from).findLastIndex(({ step }) => step === 0);
  if (began < 0) return from;
  while (waits[began - 1]?.step === 0) began--;
  return began;
}

/** What the fit needs of the waits, by their step: all else of them has no say. */
export type Observed = {
  n: number;
  maxStep: number;
  steps: Float64Array;
  counts: Float64Array;
  shortestMs: Float64Array;
  longestMs: Float64Array;
  /** From each row on: the shortest and the longest, for those that share a cap. */
  shortestFromMs: Float64Array;
  longestFromMs: Float64Array;
};

export function observe(waits: readonly Wait[]): Observed {
  const byStep = new Map<number, number[]>();
  for (const { step, delayMs } of waits) {
    const delaysMs = byStep.get(step);
    if (delaysMs) delaysMs.push(delayMs);
    else byStep.set(step, [delayMs]);
  }
  const rows = [...byStep].sort(([a], [b]) => a - b);
  const shortestMs = Float64Array.from(rows, ([, delaysMs]) => smallestOf(delaysMs));
  const longestMs = Float64Array.from(rows, ([, delaysMs]) => largestOf(delaysMs));
  return {
    n: waits.length,
    maxStep: rows.at(-1)?.[0] ?? 0,
    steps: Float64Array.from(rows, ([step]) => step),
    counts: Float64Array.from(rows, ([, delaysMs]) => delaysMs.length),
    shortestMs,
    longestMs,
    shortestFromMs: accumulate(shortestMs.toReversed(), Math.min).reverse(),
    longestFromMs: accumulate(longestMs.toReversed(), Math.max).reverse(),
  };
}

function accumulate(values: Float64Array, pick: (a: number, b: number) => number): Float64Array {
  for (let i = 1; i < values.length; i++) {
    values[i] = pick(values[i] as number, values[i - 1] as number);
  }
  return values;
}

/** A single run without a reset. */
export const asRun = (delaysMs: readonly number[]): Wait[] =>
  delaysMs.map((delayMs, step) => ({ delayMs, step }));
