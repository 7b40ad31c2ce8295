/** One wait of a page before an attempt. */
export type Wait = {
  delayMs: number;
  /** How many waits of the same run came before it: 0 after the first loss and after each reset. */
  step: number;
};

/** More than this adds time but no certainty worth having. */
const MAX_WAITS = 60;

/** The latest ones: a page that was updated or configured anew has a new policy. */
export const latestWaits = (waits: readonly Wait[]): Wait[] =>
  waits.slice(-MAX_WAITS).map(({ delayMs, step }) => ({ delayMs: Math.max(delayMs, 0.1), step }));

/** What the fit needs of the waits, by their step: all else of them has no say. */
export type Observed = {
  n: number;
  maxStep: number;
  steps: Float64Array;
  counts: Float64Array;
  shortestMs: Float64Array;
  longestMs: Float64Array;
};

export function observe(waits: readonly Wait[]): Observed {
  const byStep = new Map<number, number[]>();
  for (const { step, delayMs } of waits) {
    const delaysMs = byStep.get(step);
    if (delaysMs) delaysMs.push(delayMs);
    else byStep.set(step, [delayMs]);
  }
  const rows = [...byStep].sort(([a], [b]) => a - b);
  return {
    n: waits.length,
    maxStep: rows.at(-1)?.[0] ?? 0,
    steps: Float64Array.from(rows, ([step]) => step),
    counts: Float64Array.from(rows, ([, delaysMs]) => delaysMs.length),
    shortestMs: Float64Array.from(rows, ([, delaysMs]) => Math.min(...delaysMs)),
    longestMs: Float64Array.from(rows, ([, delaysMs]) => Math.max(...delaysMs)),
  };
}

/** A single run without a reset. */
export const asRun = (delaysMs: readonly number[]): Wait[] =>
  delaysMs.map((delayMs, step) => ({ delayMs, step }));
