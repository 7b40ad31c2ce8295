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

/** So many stand for a posterior: the ends of a 90 % interval rest on some twenty-five each. */
const SAMPLES = 700;

/**
 * The posterior of a kind as a list of policies of the same weight: parts are taken at even steps of
 * their summed weight, and within a part the scale runs through its range in golden steps. Nothing
 * is drawn by chance, so that the same waits always give the same answer.
 */
export function drawSamples(
  posteriors: readonly { posterior: Posterior; logWeight: number }[],
  n: number,
): Sample[] {
  const most = Math.max(...posteriors.map(({ logWeight }) => logWeight));
  const parts = posteriors.flatMap(({ posterior: { curve, parts, logEvidence }, logWeight }) => {
    const all = logSum(parts.map((part) => part.logWeight));
    // A kind's curve that explains nothing would only cost time.
    if (logWeight < most - LOG_NOTHING || !Number.isFinite(logEvidence)) return [];
    return parts.map((part) => ({
      curve,
      part,
      weight: Math.exp(logWeight - most + part.logWeight - all),
    }));
  });
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const samples: Sample[] = [];
  let sum = 0;
  let taken = 0;
  for (const { curve, part, weight } of parts) {
    sum += weight;
    for (; (taken + 0.5) * total < sum * SAMPLES; taken++) {
      samples.push(sampleOf(curve, part, n, taken));
    }
  }
  return samples;
}

const LOG_NOTHING = 12;
/** Steps through the unit square that leave no gaps (Roberts' R2 sequence). */
const GOLDEN = { first: 0.7548776662466927, second: 0.5698402909980532 };

type Scale = { scaleMs: number; fraction: number };

function sampleOf(curve: Curve, part: Part, n: number, index: number): Sample {
  const { x, y, spread } = part;
  const first = Math.exp(curve.logAt(0, x, y));
  const growth = curve.kind === "linear" ? Math.exp(curve.logAt(1, x, y)) - first : 0;
  const q = ((index + 0.5) * GOLDEN.first) % 1;
  const { scaleMs, fraction } =
    spread === "band" ? bandScale(part, n, q, index) : edgeScale(part, q);
  return {
    weight: 1,
    baseMs: scaleMs * first,
    factor: curve.kind === "exponential" ? Math.exp(x) : 1,
    stepMs: scaleMs * growth,
    capMs: curve.capped ? scaleMs : null,
    capStep: curve.capStep(x, y),
    spread,
    fraction,
  };
}

/** The scale's density falls as a power between two edges. */
function edgeScale({ low, high, power, spread }: Part, q: number): Scale {
  const length = Math.log(high / low);
  const isFlat = power * length < 1e-6;
  return {
    scaleMs: isFlat
      ? low * Math.exp(q * length)
      : low * Math.exp(-Math.log1p(q * Math.expm1(-power * length)) / power),
    fraction: spread === "full" ? 1 : 0,
  };
}

const TRIES = 8;

/** The middle of a band and its share, for a slack of both edges. */
function bandScale({ low, high, width }: Part, n: number, q: number, index: number): Scale {
  for (let i = 0; i < TRIES; i++) {
    const slack = slackAt(((index + 0.5) * GOLDEN.second + i / TRIES) % 1, n);
    const upper = high + slack * width * q;
    const lower = low - slack * width * (1 - q);
    const fraction = (upper - lower) / (upper + lower);
    if (lower > 0 && fraction >= MIN_FRACTION && fraction <= MAX_FRACTION) {
      return { scaleMs: (upper + lower) / 2, fraction };
    }
  }
  const fraction = (high - low) / (high + low);
  return {
    scaleMs: (high + low) / 2,
    fraction: Math.min(MAX_FRACTION, Math.max(MIN_FRACTION, fraction)),
  };
}

/** A quantile of the beta-prime distribution (2, n - 1), by Newton's method on its closed form. */
function slackAt(q: number, n: number): number {
  const b = Math.max(1, n - 1);
  let z = (2 * q) / (b + 2);
  for (let i = 0; i < 6; i++) {
    const below = 1 - (1 - z) ** b * (1 + b * z);
    const density = b * (b + 1) * z * (1 - z) ** (b - 1);
    z = Math.min(Math.max(z - (below - q) / density, z / 4), (1 + z) / 2);
  }
  return z / (1 - z);
}

export const weightOf = (samples: readonly Sample[]): number =>
  samples.reduce((sum, { weight }) => sum + weight, 0);

/** The values below which the given shares (least first) of the weight lie. */
export function quantilesOf(
  samples: readonly Sample[],
  read: (sample: Sample) => number,
  shares: readonly number[],
): number[] {
  const values = Float64Array.from(samples, read);
  const weight = samples[0]?.weight;
  if (samples.every((sample) => sample.weight === weight)) {
    values.sort();
    return shares.map((share) => values[Math.ceil(share * values.length) - 1] ?? Number.NaN);
  }
  const order = Uint32Array.from(samples, (_, i) => i);
  order.sort((a, b) => (values[a] as number) - (values[b] as number));
  const total = weightOf(samples);
  const found: number[] = [];
  let sum = 0;
  for (const i of order) {
    sum += (samples[i] as Sample).weight;
    while (found.length < shares.length && sum >= (shares[found.length] as number) * total) {
      found.push(values[i] as number);
    }
  }
  // Rounding may leave the last share a hair beyond the sum.
  while (found.length < shares.length) found.push(values[order.at(-1) ?? 0] ?? Number.NaN);
  return found;
}
