import type { Curve } from "./curves.ts";
import type { Part } from "./likelihood.ts";
import { logSum, type Posterior } from "./posterior.ts";
import { MAX_FRACTION, MIN_FRACTION, type Spread } from "./spread.ts";

/** One possible policy and how likely it is. */
export type Sample = {
  weight: number;
  baseMs: number;
  factor: number;
  stepMs: number;
  capMs: number | null;
  capStep: number;
  spread: Spread;
  fraction: number;
};

/** The posterior of a kind as a list of weighted policies. */
export function drawSamples(
  posteriors: readonly { posterior: Posterior; logWeight: number }[],
  n: number,
): Sample[] {
  const total = logSum(posteriors.map(({ logWeight }) => logWeight));
  const slacks = slackQuantiles(n);
  return posteriors.flatMap(({ posterior: { curve, parts }, logWeight }) => {
    const all = logSum(parts.map((part) => part.logWeight));
    return parts.flatMap((part) => {
      const weight = Math.exp(logWeight - total + part.logWeight - all);
      return weight < NEGLIGIBLE ? [] : samplesOf(curve, part, weight, slacks);
    });
  });
}

/** What is rarer than this does not move a quantile that anyone reads. */
const NEGLIGIBLE = 2e-5;
/** Points of equal weight that stand for a spread. */
const POINTS = [0.1, 0.3, 0.5, 0.7, 0.9];

type Scale = { scaleMs: number; fraction: number };

function samplesOf(curve: Curve, part: Part, weight: number, slacks: number[]): Sample[] {
  const { x, y, spread } = part;
  const first = curve.at(0, x, y);
  const growth = curve.kind === "linear" ? curve.at(1, x, y) - first : 0;
  const scales = spread === "band" ? bandScales(part, slacks) : edgeScales(part);
  return scales.map(({ scaleMs, fraction }) => ({
    weight: weight / scales.length,
    baseMs: scaleMs * first,
    factor: curve.kind === "exponential" ? Math.exp(x) : 1,
    stepMs: scaleMs * growth,
    capMs: curve.capped ? scaleMs : null,
    capStep: curve.capStep(x, y),
    spread,
    fraction,
  }));
}

/** The scale's density falls as a power between two edges. */
function edgeScales({ low, high, power, spread }: Part): Scale[] {
  const length = Math.log(high / low);
  const isFlat = power * length < 1e-6;
  return POINTS.map((q) => ({
    scaleMs: isFlat
      ? low * Math.exp(q * length)
      : low * Math.exp(-Math.log1p(q * Math.expm1(-power * length)) / power),
    fraction: spread === "full" ? 1 : 0,
  }));
}

/** The middle of a band and its share, for slacks of both edges. */
function bandScales({ low, high, width }: Part, slacks: number[]): Scale[] {
  return slacks.flatMap((slack) =>
    POINTS.flatMap((q): Scale[] => {
      const upper = high + slack * width * q;
      const lower = low - slack * width * (1 - q);
      const fraction = (upper - lower) / (upper + lower);
      const isBand = lower > 0 && fraction >= MIN_FRACTION && fraction <= MAX_FRACTION;
      return isBand ? [{ scaleMs: (upper + lower) / 2, fraction }] : [];
    }),
  );
}

/** Quantiles of the beta-prime distribution (2, n - 1), by bisection of its closed form. */
function slackQuantiles(n: number): number[] {
  const b = Math.max(1, n - 1);
  return POINTS.map((q) => {
    let [low, high] = [0, 1];
    for (let i = 0; i < 40; i++) {
      const z = (low + high) / 2;
      if (1 - (1 - z) ** b * (1 + b * z) < q) low = z;
      else high = z;
    }
    return low / (1 - low);
  });
}

export const weightOf = (samples: readonly Sample[]): number =>
  samples.reduce((sum, { weight }) => sum + weight, 0);

/** The values below which the given shares of the weight lie. */
export function quantilesOf(
  samples: readonly Sample[],
  read: (sample: Sample) => number,
  shares: readonly number[],
): number[] {
  const sorted = samples
    .map((sample) => ({ value: read(sample), weight: sample.weight }))
    .sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  return shares.map((share) => {
    let sum = 0;
    for (const { value, weight } of sorted) {
      sum += weight;
      if (sum >= share * total) return value;
    }
    return sorted.at(-1)?.value ?? Number.NaN;
  });
}
