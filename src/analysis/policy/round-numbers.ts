/** People write 1,000 rather than 1,037: among values that fit equally well the roundest is the likeliest. */

/** From the roundest on, within one decade. */
const MANTISSAS = [[1], [5, 2], [3], [1.5, 2.5, 4], [6, 8, 7.5, 1.2, 3.5, 4.5, 7, 9]];
const FACTORS = [
  [2],
  [1.5],
  [3, 1.3],
  [1.2, 1.25, 1.618, 1.6, 2.5, 4],
  [1.1, 1.15, 1.4, 1.7, 1.8, 2.2],
];

/** How round a number is: 0 for 1, 10, 100 …; null for none that a person would write. */
export function roundnessOf(value: number, tolerance: number): number | null {
  const decade = 10 ** Math.floor(Math.log10(value * (1 + tolerance)));
  const rank = MANTISSAS.findIndex((group) =>
    [...group, ...(group.includes(1) ? [10] : [])].some(
      (mantissa) => Math.abs(value / (mantissa * decade) - 1) <= tolerance,
    ),
  );
  return rank < 0 ? null : rank;
}

/** A value is written by a person as often as it is not. */
const P_WRITTEN = 0.5;
/** From a millisecond to an hour. */
const LOG_RANGE = Math.log(3_600_000);
/** How often the values of each group are written, each one, in any of some seven decades. */
const WRITTEN = [0.25, 0.12, 0.08, 0.05, 0.02].map((share) => share / 7);

/** How likely it is that a person chose a value whose logarithm is known within a deviation. */
export function roundness(log: number, deviation: number): number {
  const decade = 10 ** Math.floor(log / Math.LN10);
  let density = (1 - P_WRITTEN) / LOG_RANGE;
  MANTISSAS.forEach((group, rank) => {
    for (const mantissa of [...group, ...group.map((m) => m * 10), ...group.map((m) => m / 10)]) {
      const away = (Math.log(mantissa * decade) - log) / deviation;
      density +=
        (P_WRITTEN * (WRITTEN[rank] ?? 0) * Math.exp(-0.5 * away * away)) /
        (deviation * Math.sqrt(2 * Math.PI));
    }
  });
  return density;
}

/** The roundest number of an interval, the one nearest to `value` of several; `value` where there is none. */
export function roundWithin(value: number, [low, high]: readonly [number, number]): number {
  if (!(low > 0)) return value;
  const decades = [-1, 0, 1].map((shift) => 10 ** (Math.floor(Math.log10(value)) + shift));
  return nearestOf(
    MANTISSAS.map((group) => group.flatMap((m) => decades.map((decade) => m * decade))),
    value,
    [low, high],
  );
}

export const roundFactorWithin = (value: number, interval: readonly [number, number]): number =>
  nearestOf(FACTORS, value, interval);

function nearestOf(
  ranks: readonly number[][],
  value: number,
  [low, high]: readonly [number, number],
): number {
  for (const rank of ranks) {
    const inside = rank.filter((candidate) => candidate >= low && candidate <= high);
    if (inside.length === 0) continue;
    const distance = (candidate: number) => Math.abs(Math.log(candidate / value));
    return inside.reduce((best, candidate) =>
      distance(candidate) < distance(best) ? candidate : best,
    );
  }
  return value;
}
