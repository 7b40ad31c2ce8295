import { largestOf, smallestOf } from "../../../session/extremes.ts";
import { formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";
import { IMMEDIATE_MS } from "../../policy/fit-policy.ts";
import { policyOf, retriesOf, type SeriesGroup } from "../../series/series.ts";
import { draftForSeries, STABLE_MS } from "./describe-series.ts";
import { mean, medianOf, variationOf } from "./figures.ts";

/** Four waits that agree are a policy and no chance. */
export const MIN_DELAYS = 4;
/** From here on a fixed wait spares the server well enough. */
export const MAX_DELAY_MS = 30_000;
/** Timers of a page are late by some per cent of a second's wait; backoff and jitter vary far more. */
export const FIXED_VARIATION = 0.1;
/** One in eight may be odd; of four waits none. */
const ODD_SHARE = 1 / 8;
/** Waits are odd so many times the median deviation from the median, and no less than timers err by. */
const FAR_TIMES = 6;
const FAR_SHARE = 0.2;
const FAR_MS = 50;

/** Steps of a run: a backoff that deserves its name has grown much from the early to the late ones. */
const EARLY_STEPS = 2;
const LATE_STEP = 4;
/** Chance alone moves the mean of so many by less than the slowest backoff grows meanwhile. */
export const MIN_LATE = 8;
export const GROWN = 1.25;

/** Immediate or fixed-interval retry, or one at random that never waits longer. */
export const noBackoff = defineCheck({
  name: "no-backoff",
  run: ({ series }) => series.flatMap(judge),
});

function judge(group: SeriesGroup): Draft[] {
  // Coming back at once after a connection that held is no retry of a failure.
  const delaysMs = retriesOf(group)
    .filter(({ uptimeMs }) => uptimeMs === null || uptimeMs < STABLE_MS)
    .map(({ delayMs }) => delayMs);
  const usualMs = withoutOdd(delaysMs);
  if (usualMs.length < MIN_DELAYS || usualMs.some((ms) => ms >= MAX_DELAY_MS)) return [];
  // A long row of waits on the cap of a backoff has a few shorter ones before it.
  const { kind } = policyOf(group).policy;
  const isOther = kind !== "fixed" && kind !== "immediate" && kind !== "unknown";
  if (isOther && usualMs.length < delaysMs.length) return [];
  const isImmediate = usualMs.every((ms) => ms < IMMEDIATE_MS);
  const variation = variationOf(usualMs);
  const isLate = kind === "fixed" && isHeld(delaysMs);
  const isRandom = !isImmediate && !isLate && variation >= FIXED_VARIATION;
  if (isRandom && (isOther || !neverGrows(group))) return [];
  return [
    draftForSeries(group, {
      id: "no-backoff",
      severity: "warning",
      confidence: isRandom || variation >= FIXED_VARIATION ? 0.8 : 0.9,
      ...(isImmediate ? { variant: "immediate" } : isRandom ? { variant: "random" } : {}),
      facts: {
        times: String(usualMs.length),
        delay: formatDuration(isLate ? medianOf(delaysMs) : mean(usualMs)),
      },
      evidence: [
        ...figure("retry-waits", delaysMs.length),
        ...figure("odd-waits", delaysMs.length - usualMs.length || null),
        ...figure("mean-wait", Math.round(mean(usualMs)), "ms"),
        ...figure("shortest-wait", Math.round(smallestOf(usualMs)), "ms"),
        ...figure("longest-wait", Math.round(largestOf(usualMs)), "ms"),
        ...figure("wait-variation", Math.round(variation * 1000) / 10, "%"),
      ],
      since: group.connections[0]?.createdAt ?? 0,
    }),
  ];
}

/** A busy page's timers are late, never early: what they were set to is the least, and most are near it. */
function isHeld(delaysMs: readonly number[]): boolean {
  const leastMs = smallestOf(delaysMs);
  const near = delaysMs.filter((ms) => ms <= leastMs + Math.max(FAR_MS, FAR_SHARE * leastMs));
  return near.length * 2 > delaysMs.length;
}

/** Whether late retries of a row come as soon as the early ones, where the row was seen from its begin. */
function neverGrows(group: SeriesGroup): boolean {
  const { steps } = policyOf(group);
  const early: number[] = [];
  const late: number[] = [];
  let isWhole = false;
  for (const [i, { delayMs, uptimeMs }] of retriesOf(group).entries()) {
    const step = steps[i] ?? 0;
    // What never opened may have failed for long before it was watched: its backoff is at its cap.
    if (step === 0) isWhole = uptimeMs !== null;
    if (isWhole && step < EARLY_STEPS) early.push(delayMs);
    if (isWhole && step >= LATE_STEP) late.push(delayMs);
  }
  return late.length >= MIN_LATE && mean(late) < GROWN * mean(early);
}

/** Without a few that lie far outside of what most stray by: a late timer, a person's reload. */
function withoutOdd(delaysMs: readonly number[]): number[] {
  const middle = medianOf(delaysMs);
  const away = (ms: number) => Math.abs(ms - middle);
  const farMs = Math.max(FAR_MS, FAR_SHARE * middle, FAR_TIMES * medianOf(delaysMs.map(away)));
  const usual = delaysMs.filter((ms) => away(ms) <= farMs);
  return delaysMs.length - usual.length <= delaysMs.length * ODD_SHARE ? usual : [...delaysMs];
}
