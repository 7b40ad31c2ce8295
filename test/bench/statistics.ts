export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The middle nine tenths of the medians of samples drawn from the values, with replacement. */
export function interval90(values: number[]): [number, number] {
  const medians: number[] = [];
  // The same sequence each time, so that a table can be made again from the same figures.
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  for (let i = 0; i < 2_000; i++) {
    medians.push(median(values.map(() => values[Math.floor(random() * values.length)] as number)));
  }
  medians.sort((a, b) => a - b);
  return [medians[100] as number, medians[1_899] as number];
}

/** Of the straight line that fits best, by least squares. */
export function slope(xs: number[], ys: number[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanX = mean(xs);
  const meanY = mean(ys);
  let up = 0;
  let across = 0;
  for (const [i, x] of xs.entries()) {
    up += (x - meanX) * ((ys[i] as number) - meanY);
    across += (x - meanX) ** 2;
  }
  return up / across;
}
