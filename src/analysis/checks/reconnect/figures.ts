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
