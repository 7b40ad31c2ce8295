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

/** Of ten constants so many are numbers that people write. */
const P_WRITTEN = 0.75;
/** From a millisecond to an hour. */
const LOG_RANGE = Math.log(3_600_000);
const DECADES = 7;
/** How often the values of each group are written, each one. */
const WRITTEN = [0.22, 0.14, 0.09, 0.06, 0.02];

/** How likely it is that a person chose a value whose logarithm is known within a deviation. */
export function roundness(log: number, deviation: number): number {
  const decade = Math.floor(log / Math.LN10) * Math.LN10;
  let density = (1 - P_WRITTEN) / LOG_RANGE;
  for (const { log: written, share } of WRITTEN_LOGS) {
    density += (P_WRITTEN * share * bell(decade + written - log, deviation)) / DECADES;
  }
  return density;
}

const logsOf = (groups: readonly number[][], shares: readonly number[]) =>
  groups.flatMap((group, rank) =>
    group.map((value) => ({ log: Math.log(value), share: shares[rank] ?? 0 })),
  );

/** The numbers of one decade and of its neighbours' near ends. */
const WRITTEN_LOGS = logsOf(MANTISSAS, WRITTEN).flatMap((written) =>
  [-Math.LN10, 0, Math.LN10]
    .map((shift) => ({ ...written, log: written.log + shift }))
    .filter(({ log }) => log > -0.7 && log < Math.LN10 + 0.7),
);

const FACTOR_LOGS = logsOf(FACTORS, [0.4, 0.2, 0.08, 0.03, 0.015]);
/** Factors lie within so many times each other. */
const LOG_FACTOR_RANGE = Math.log(4 / 1.1);
export const factorRoundness = (log: number, deviation: number): number =>
  densityOf(FACTOR_LOGS, LOG_FACTOR_RANGE, log, deviation);

/** Waits that grow by a sum mostly grow by the first of them: base × attempt. */
const GROWTH_LOGS = logsOf([[1], [0.5, 2]], [0.6, 0.2]);
const LOG_GROWTH_RANGE = Math.log(100);
export const growthRoundness = (log: number, deviation: number): number =>
  densityOf(GROWTH_LOGS, LOG_GROWTH_RANGE, log, deviation);

function densityOf(
  written: readonly { log: number; share: number }[],
  logRange: number,
  log: number,
  deviation: number,
): number {
  let density = (1 - P_WRITTEN) / logRange;
  for (const { log: at, share } of written)
    density += P_WRITTEN * share * bell(at - log, deviation);
  return density;
}

const bell = (away: number, deviation: number): number =>
  Math.abs(away) > 5 * deviation
    ? 0
    : Math.exp(-0.5 * (away / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI));

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
