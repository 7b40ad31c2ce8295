import type { Policy } from "./finding.ts";

/** Two delays can agree by chance; three rarely do. */
const MIN_DELAYS = 3;
/** Nobody waits less on purpose: this is a `new WebSocket` in an `onclose`, and the browser's own time. */
export const IMMEDIATE_MS = 100;
/** Timers of a page are late by some per cent of a second's wait; backoff and jitter vary far more. */
export const FIXED_VARIATION = 0.1;

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Standard deviation over mean; 0 where there is no wait at all. */
export function variationOf(values: readonly number[]): number {
  const middle = mean(values);
  if (middle === 0) return 0;
  // Each deviation is squared as a share of the mean, so that huge values do not overflow.
  return Math.sqrt(mean(values.map((value) => ((value - middle) / middle) ** 2)));
}

/**
 * What the delays amount to: only what can be told without a fit. Intervals are null because
 * nothing is estimated from a curve yet.
 */
export function estimatePolicy(delaysMs: readonly number[]): Policy {
  const policy: Policy = {
    kind: "unknown",
    n: delaysMs.length,
    baseMs: null,
    factor: null,
    capMs: null,
    jitter: { kind: "unknown", fraction: null },
    ci: { baseMs: null, factor: null, capMs: null },
  };
  if (delaysMs.length < MIN_DELAYS) return policy;
  if (delaysMs.every((delayMs) => delayMs < IMMEDIATE_MS)) {
    return { ...policy, kind: "immediate", baseMs: 0, jitter: { kind: "none", fraction: null } };
  }
  if (variationOf(delaysMs) < FIXED_VARIATION) {
    return { ...policy, kind: "fixed", baseMs: Math.round(mean(delaysMs)) };
  }
  return policy;
}
