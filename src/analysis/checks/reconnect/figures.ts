export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Standard deviation over mean; 0 where there is no wait at all. */
export function variationOf(values: readonly number[]): number {
  const middle = mean(values);
  if (middle === 0) return 0;
  // Each deviation is squared as a share of the mean, so that huge values do not overflow.
  return Math.sqrt(mean(values.map((value) => ((value - middle) / middle) ** 2)));
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** Timers of a page are late by some per cent; what waits at once varies by what is left of the event loop. */
const STEADY_SHARE = 0.15;
const STEADY_MS = 50;
/** One in five may be odd: a timer that was held up, a person who pressed reload. */
const ODD_SHARE = 0.2;

/** Whether the waits are one and the same but for a few. */
export function isSteady(waitsMs: readonly number[]): boolean {
  const middle = medianOf(waitsMs);
  const within = Math.max(STEADY_MS, middle * STEADY_SHARE);
  const odd = waitsMs.filter((ms) => Math.abs(ms - middle) > within).length;
  return odd <= waitsMs.length * ODD_SHARE;
}
