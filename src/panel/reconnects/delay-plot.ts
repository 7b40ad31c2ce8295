/** Where the waits before attempts lie in a chart: attempts along it, waits up it, logarithmically. */
import type { DelayRow } from "./delay-rows.ts";

/** A logarithmic scale has no zero; nothing in a page comes sooner. */
const LEAST_MS = 1;
/** Room beside the first and the last attempt, as a part of what lies between. */
const MARGIN = 0.02;
/** About so many attempts have their number below. */
const MAX_NUMBERS = 10;

/** Units of the drawing's width and height. */
export const PLOT = { width: 1_000, height: 100 };

/** `rows`: at least one. */
export function plotDelays(rows: readonly DelayRow[]) {
  const first = rows[0]?.attempt ?? 1;
  const last = rows.at(-1)?.attempt ?? first;
  const margin = Math.max(0.5, (last - first) * MARGIN);
  const x = (attempt: number) =>
    round(((attempt - first + margin) / (last - first + 2 * margin)) * PLOT.width);

  let [least, most] = [Number.POSITIVE_INFINITY, LEAST_MS];
  for (const { delayMs, policy, goodMs } of rows) {
    const waits = policy ? [delayMs, policy.lowMs, policy.highMs, goodMs] : [delayMs];
    for (const wait of waits) {
      least = Math.min(least, Math.max(LEAST_MS, wait));
      most = Math.max(most, wait);
    }
  }
  // Whole powers of ten, which alone are sure of a name.
  const floor = Math.floor(Math.log10(least));
  const decades = Math.max(1, Math.ceil(Math.log10(most)) - floor);
  const y = (ms: number) =>
    round((1 - (Math.log10(Math.max(LEAST_MS, ms)) - floor) / decades) * PLOT.height);

  const withPolicy = runsOf(rows);
  const line = (of: readonly DelayRow[], waitOf: (row: DelayRow) => number) =>
    of.map((row, i) => `${i === 0 ? "M" : "L"}${x(row.attempt)} ${y(waitOf(row))}`).join("");
  return {
    x,
    waits: Array.from({ length: decades + 1 }, (_, i) => 10 ** (floor + i)).map((ms) => ({
      ms,
      y: y(ms),
    })),
    attempts: numbersBetween(first, last).map((attempt) => ({ attempt, x: x(attempt) })),
    /** Each a stroke of no length: round ends make it a dot of the same size whatever the scale. */
    dots: rows.map(({ attempt, delayMs }) => `M${x(attempt)} ${y(delayMs)}h0`).join(""),
    band: withPolicy
      .map((run) => `${line(run, highOf)}${line(run.toReversed(), lowOf).replace(/^M/, "L")}Z`)
      .join(""),
    policy: withPolicy.map((run) => line(run, meanOf)).join(""),
    good: withPolicy.map((run) => line(run, ({ goodMs }) => goodMs)).join(""),
    /** The row that is nearest to a place between the left end, 0, and the right one, 1. */
    nearest(share: number): number {
      const wanted = share * PLOT.width;
      let nearest = 0;
      for (const [i, { attempt }] of rows.entries()) {
        const best = rows[nearest]?.attempt ?? attempt;
        if (Math.abs(x(attempt) - wanted) < Math.abs(x(best) - wanted)) nearest = i;
      }
      return nearest;
    },
  };
}

const highOf = ({ policy }: DelayRow): number => policy?.highMs ?? LEAST_MS;
const lowOf = ({ policy }: DelayRow): number => policy?.lowMs ?? LEAST_MS;
const meanOf = ({ policy }: DelayRow): number => policy?.meanMs ?? LEAST_MS;

/** Rows one after the other that have a policy: a line ends where there is none. */
function runsOf(rows: readonly DelayRow[]): DelayRow[][] {
  const runs: DelayRow[][] = [];
  let run: DelayRow[] = [];
  for (const row of rows) {
    if (row.policy === null) {
      run = [];
      continue;
    }
    if (run.length === 0) runs.push(run);
    run.push(row);
  }
  return runs;
}

/** Round numbers among the attempts: every one, every second, fifth, tenth … */
function numbersBetween(first: number, last: number): number[] {
  const least = (last - first) / MAX_NUMBERS;
  const decade = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  const step = [1, 2, 5, 10].map((part) => part * decade).find((size) => size >= least) ?? 1;
  const from = Math.ceil(first / step);
  return Array.from(
    { length: Math.max(0, Math.floor(last / step) - from + 1) },
    (_, i) => (from + i) * step,
  );
}

const round = (value: number): number => Math.round(value * 100) / 100;
