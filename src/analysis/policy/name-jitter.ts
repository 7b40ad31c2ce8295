import type { Interval, Policy } from "../finding.ts";
import { roundness } from "./round-numbers.ts";
import { quantilesOf, type Sample, weightOf } from "./samples.ts";
import { LOG_FRACTIONS } from "./spread.ts";

/** [m/2, m] is three quarters of m, give or take a third of that. */
const EQUAL_FRACTION = 1 / 3;
const EQUAL_MIDDLE = 3 / 4;
/** How much commoner a band of any share is than equal jitter. */
const EQUAL_PRIOR = 0.5;
export type NamedJitter = {
  jitter: Policy["jitter"];
  fractionInterval: Interval | null;
  /** Samples of the likeliest way of straying, with the base as that way counts it. */
  samples: Sample[];
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
  if (logOddsOfEqual(band) < 0) return named;
  return plain({ kind: "equal", fraction: 0.5 }, band.map(asEqual));
}

const plain = (jitter: Policy["jitter"], samples: Sample[]): NamedJitter => ({
  jitter,
  fractionInterval: null,
  samples,
});

/**
 * Equal jitter and a band of a third around three quarters of its base draw the same waits. What
 * tells them apart is how well a third fits, and which reading's base is a number people write.
 */
function logOddsOfEqual(band: readonly Sample[]): number {
  const fraction = normalOf(band, (sample) => sample.fraction);
  const density =
    Math.exp(-0.5 * ((EQUAL_FRACTION - fraction.middle) / fraction.deviation) ** 2) /
    (fraction.deviation * Math.sqrt(2 * Math.PI));
  const priorDensity = 1 / (LOG_FRACTIONS * EQUAL_FRACTION);
  const capped = band.filter(({ capMs }) => capMs !== null);
  const isCapped = weightOf(capped) > weightOf(band) / 2;
  const base = logOddsOfRound(band, ({ baseMs }) => baseMs);
  const cap = isCapped ? logOddsOfRound(capped, ({ capMs }) => capMs ?? 1) : 0;
  return Math.log((EQUAL_PRIOR * density) / priorDensity) + base + cap;
}

/** Whether a constant is the rounder one as equal jitter counts it. */
function logOddsOfRound(samples: readonly Sample[], read: (sample: Sample) => number): number {
  const { middle, deviation } = normalOf(samples, (sample) => Math.log(read(sample)));
  const asBand = roundness(middle, deviation);
  return Math.log(roundness(middle - Math.log(EQUAL_MIDDLE), deviation) / asBand);
}

function normalOf(samples: readonly Sample[], read: (sample: Sample) => number) {
  const [low, middle, high] = quantilesOf(samples, read, [0.16, 0.5, 0.84]) as [
    number,
    number,
    number,
  ];
  return { middle, deviation: Math.max((high - low) / 2, 1e-6) };
}

const asEqual = (sample: Sample): Sample => ({
  ...sample,
  baseMs: sample.baseMs / EQUAL_MIDDLE,
  stepMs: sample.stepMs / EQUAL_MIDDLE,
  capMs: sample.capMs === null ? null : sample.capMs / EQUAL_MIDDLE,
});
