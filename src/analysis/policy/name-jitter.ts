import type { Interval, Policy } from "../finding.ts";
import { roundness } from "./round-numbers.ts";
import { quantilesOf, type Sample, weightOf } from "./samples.ts";
import { LOG_FRACTIONS } from "./spread.ts";

/** [m/2, m] is three quarters of m, give or take a third of that. */
const EQUAL_FRACTION = 1 / 3;
const EQUAL_MIDDLE = 3 / 4;
/** How much commoner a band of any share is than equal jitter. */
const EQUAL_PRIOR = 0.5;
/** Odds under which neither reading is settled. */
const UNSETTLED = Math.log(30);

export type NamedJitter = {
  jitter: Policy["jitter"];
  fractionInterval: Interval | null;
  /** Samples of the likeliest way of straying, with the base as that way counts it. */
  samples: Sample[];
  /** The same, and the other reading where that is not settled: for the intervals. */
  allReadings: Sample[];
  /** What the constants are multiplied by to lie between two readings. */
  between: number;
};

/** Says in which of the usual ways the waits stray from their curve. */
export function nameJitter(drawn: readonly Sample[]): NamedJitter {
  const of = (kind: string) => drawn.filter(({ spread }) => spread === kind);
  const [none, band, full] = [of("none"), of("band"), of("full")];
  const [pNone, pBand, pFull] = [weightOf(none), weightOf(band), weightOf(full)];
  if (pNone >= pBand && pNone >= pFull) return plain({ kind: "none", fraction: 0 }, none);
  if (pFull >= pBand) return plain({ kind: "full", fraction: 1 }, full);
  const [low, fraction, high] = quantilesOf(band, (sample) => sample.fraction, [0.05, 0.5, 0.95]);
  const interval: Interval = [low as number, high as number];
  const named: NamedJitter = {
    ...plain({ kind: "proportional", fraction: fraction as number }, band),
    fractionInterval: interval,
  };
  if (interval[0] > EQUAL_FRACTION || interval[1] < EQUAL_FRACTION) return named;
  const logOdds = oddsOfEqual(band);
  const equal = band.map(asEqual);
  const isUnsettled = Math.abs(logOdds) < UNSETTLED;
  const allReadings = isUnsettled ? [...mix(band, logOdds, -1), ...mix(equal, logOdds, 1)] : null;
  const halfway = isUnsettled ? Math.sqrt(1 / EQUAL_MIDDLE) : 1;
  if (logOdds < 0) return { ...named, allReadings: allReadings ?? band, between: halfway };
  const whole = plain({ kind: "equal", fraction: 0.5 }, equal);
  return { ...whole, allReadings: allReadings ?? equal, between: 1 / halfway };
}

const plain = (jitter: Policy["jitter"], samples: Sample[]): NamedJitter => ({
  jitter,
  fractionInterval: null,
  samples,
  allReadings: samples,
  between: 1,
});

/**
 * Equal jitter and a band of a third around three quarters of its base draw the same waits. What
 * tells them apart is how well a third fits, and which reading's base is a number people write.
 */
function oddsOfEqual(band: readonly Sample[]): number {
  const fraction = normalOf(band, (sample) => sample.fraction);
  const density =
    Math.exp(-0.5 * ((EQUAL_FRACTION - fraction.middle) / fraction.deviation) ** 2) /
    (fraction.deviation * Math.sqrt(2 * Math.PI));
  const priorDensity = 1 / (LOG_FRACTIONS * EQUAL_FRACTION);
  const base = normalOf(band, ({ baseMs }) => Math.log(baseMs));
  const asBand = roundness(base.middle, base.deviation);
  const asEqual = roundness(base.middle - Math.log(EQUAL_MIDDLE), base.deviation);
  return Math.log(((EQUAL_PRIOR * density) / priorDensity) * (asEqual / asBand));
}

function normalOf(samples: readonly Sample[], read: (sample: Sample) => number) {
  const [low, middle, high] = quantilesOf(samples, read, [0.16, 0.5, 0.84]) as [
    number,
    number,
    number,
  ];
  return { middle, deviation: Math.max((high - low) / 2, 1e-6) };
}

const mix = (samples: readonly Sample[], logOdds: number, sign: 1 | -1): Sample[] =>
  samples.map((sample) => ({
    ...sample,
    weight: sample.weight / (1 + Math.exp(-sign * logOdds)),
  }));

const asEqual = (sample: Sample): Sample => ({
  ...sample,
  baseMs: sample.baseMs / EQUAL_MIDDLE,
  stepMs: sample.stepMs / EQUAL_MIDDLE,
  capMs: sample.capMs === null ? null : sample.capMs / EQUAL_MIDDLE,
});
