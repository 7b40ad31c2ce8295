import { type Draft, defineCheck } from "../../check.ts";
import { figure } from "../../evidence.ts";
import { IMMEDIATE_MS } from "../../policy/fit-policy.ts";
import { retriesOf, type SeriesGroup } from "../../series.ts";
import { formatDuration } from "../../words.ts";
import { draftForSeries, STABLE_MS } from "./describe-series.ts";
import { mean, variationOf } from "./figures.ts";

/** Four waits that agree are a policy and no chance. */
const MIN_DELAYS = 4;
/** From here on a fixed wait spares the server well enough. */
const MAX_DELAY_MS = 30_000;
/** Timers of a page are late by some per cent of a second's wait; backoff and jitter vary far more. */
const FIXED_VARIATION = 0.1;

/** Immediate or fixed-interval retry. */
export const noBackoff = defineCheck({
  name: "no-backoff",
  run: ({ series }) => series.flatMap(judge),
});

function judge(group: SeriesGroup): Draft[] {
  // Coming back at once after a connection that held is no retry of a failure.
  const delaysMs = retriesOf(group)
    .filter(({ uptimeMs }) => uptimeMs === null || uptimeMs < STABLE_MS)
    .map(({ delayMs }) => delayMs);
  if (delaysMs.length < MIN_DELAYS || delaysMs.some((ms) => ms >= MAX_DELAY_MS)) return [];
  const isImmediate = delaysMs.every((ms) => ms < IMMEDIATE_MS);
  const variation = variationOf(delaysMs);
  if (!isImmediate && variation >= FIXED_VARIATION) return [];
  return [
    draftForSeries(group, {
      id: "no-backoff",
      severity: "warning",
      confidence: 0.9,
      ...(isImmediate ? { variant: "immediate" } : {}),
      facts: { n: String(delaysMs.length), delay: formatDuration(mean(delaysMs)) },
      evidence: [
        ...figure("waits before a retry", delaysMs.length),
        ...figure("mean wait", Math.round(mean(delaysMs)), "ms"),
        ...figure("shortest wait", Math.round(Math.min(...delaysMs)), "ms"),
        ...figure("longest wait", Math.round(Math.max(...delaysMs)), "ms"),
        ...figure("variation", Math.round(variation * 1000) / 10, "%"),
      ],
      since: group.connections[0]?.createdAt ?? 0,
    }),
  ];
}
