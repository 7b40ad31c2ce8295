/**
 * The last resort, for lines that say how long and not when: a life of 47.3 s among lives of a minute
 * is likely the one that the page saw. What has many like it is nobody's for sure, and nothing is certain.
 */
import type { LogRecord } from "../record.ts";
import type { Wanted } from "../wanted.ts";
import { type Join, settleOdds } from "./assign.ts";
import { NO_CLOCK } from "./clock.ts";
import { fits, type Pair } from "./pairs.ts";

/** A log of another day may have a life of the same length. */
const CONFIDENCE = 0.9;
/** The two sides' lives differ by the way between them. */
const WAY_MS = 250;
/** Who lives about as long lives within a tenth of it, and no less than a second. */
const ALIKE = 0.1;
const LEAST_ALIKE_MS = 1_000;

export function joinByDuration(wanted: Wanted, records: readonly LogRecord[]): Join[] {
  const durations = records
    .flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]))
    .sort((a, b) => a - b);
  const pairs: Pair[] = [];
  for (const [record, each] of records.entries()) {
    const { durationMs, durationSlackMs } = each;
    if (durationMs === null || each.isEvent) continue;
    for (const [connection, ours] of wanted.connections.entries()) {
      const { createdAt, openedAt, endedAt } = ours;
      if (openedAt === null || endedAt === null || !fits(ours, each)) continue;
      const width = openedAt - createdAt + durationSlackMs + 2 * WAY_MS;
      const rate = rateAround(durations, durationMs);
      const span = { from: 0, until: width };
      pairs.push({ connection, record, span, isByBegin: false, isExact: false, rate });
    }
  }
  return settleOdds(pairs, records, { ...NO_CLOCK, confidence: CONFIDENCE }, 0);
}

/** Of so many lives in a ms of length there is one that long by chance. */
function rateAround(sorted: readonly number[], durationMs: number): number {
  const reach = Math.max(LEAST_ALIKE_MS, durationMs * ALIKE);
  return (
    (firstAbove(sorted, durationMs + reach) - firstAbove(sorted, durationMs - reach)) / (2 * reach)
  );
}

/** How many of them are no longer than this. */
function firstAbove(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
