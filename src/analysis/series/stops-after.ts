import type { Series } from "../finding.ts";
import { quietAfterMs } from "../outages/given-up.ts";
import { policyOf, retriesOf, type SeriesGroup, seenIn } from "./series.ts";

/** Once may be a person who left; twice the same number is a rule. */
const MIN_TIMES = 2;

/**
 * After how many tries the page stops, where it did so with the same number more than once, or as a
 * library that is there does by default. Null: it goes on, or that was not seen.
 */
export function findStopsAfter(group: SeriesGroup, nowMs: number): Series["stopsAfter"] {
  const { steps, cuts } = policyOf(group);
  const retries = retriesOf(group);
  const runs = [...cuts].map((i) => tried(steps, i - 1));
  const last = group.connections.at(-1);
  const waitsMs = retries.flatMap(({ delayMs }, i) => (cuts.has(i) ? [] : [delayMs]));
  const isQuiet = last?.end != null && nowMs - last.end.at >= quietAfterMs(waitsMs);
  if (isQuiet && retries.length > 0 && last.open === null) {
    runs.push(tried(steps, retries.length - 1));
  }
  const [most] = runs;
  if (most === undefined || runs.some((count) => count !== most)) return null;
  const isKnown = seenIn(group).some(({ attempts }) => attempts === most);
  return runs.length >= MIN_TIMES || isKnown ? { tries: most, times: runs.length } : null;
}

const tried = (steps: readonly number[], i: number): number => (steps[i] ?? -1) + 1;
