import type { Interval, Policy } from "../finding.ts";
import { nameJitter } from "./name-jitter.ts";
import type { Wait } from "./observe.ts";
import { roundFactorWithin, roundWithin } from "./round-numbers.ts";
import { quantilesOf, type Sample, weightOf } from "./samples.ts";

export const emptyPolicy = (n: number): Policy => ({
  kind: "unknown",
  n,
  baseMs: null,
  factor: null,
  stepMs: null,
  capMs: null,
  jitter: { kind: "unknown", fraction: null },
  scheduleMs: null,
  atOnce: 0,
  reset: { rule: "unseen", uptimeMs: null },
  breaker: null,
  ci: { baseMs: null, factor: null, stepMs: null, capMs: null, fraction: null },
});

/** Fewer delays could lie on a curve that goes on growing. */
const MIN_ON_CAP = 3;

/** A grid's posterior is a little too narrow: these quantiles hold the truth in 90 of 100 cases. */
const CENTRAL_90 = [0.035, 0.965];

type Value = (sample: Sample) => number;
const base: Value = ({ baseMs }) => baseMs;
const cap: Value = ({ capMs }) => capMs ?? Number.NaN;

/** The constants of a policy whose kind is known. Intervals are the data's alone; among the values
 * that they allow the roundest is named. */
export function estimate(
  kind: "fixed" | "linear" | "exponential",
  drawn: readonly Sample[],
  waits: readonly Wait[],
): Policy {
  const { jitter, fractionInterval, samples: all, allReadings, between } = nameJitter(drawn);
  const capped = all.filter(({ capMs }) => capMs !== null);
  const isCapped = weightOf(capped) > weightOf(all) / 2 && restOnCap(capped, waits) >= MIN_ON_CAP;
  const samples = isCapped ? capped : all;
  const forIntervals = isCapped ? allReadings.filter(({ capMs }) => capMs !== null) : allReadings;
  const policy = { ...emptyPolicy(waits.length), kind, jitter };
  const ci = {
    ...policy.ci,
    baseMs: intervalOf(forIntervals, base),
    fraction: fractionInterval,
    factor: kind === "exponential" ? intervalOf(forIntervals, (sample) => sample.factor) : null,
    stepMs: kind === "linear" ? intervalOf(forIntervals, (sample) => sample.stepMs) : null,
    capMs: isCapped ? intervalOf(forIntervals, cap) : null,
  };
  // Each constant that is settled narrows what the others can be.
  const picked: Picked = { samples };
  const factor = kind === "exponential" ? pick(picked, (s) => s.factor, roundFactorWithin) : null;
  const capMs = isCapped ? pick(picked, cap, roundWithin) : null;
  const stepMs = kind === "linear" ? pick(picked, (s) => s.stepMs, roundWithin) : null;
  const baseMs = pick(picked, base, roundWithin);
  if (between === 1) return { ...policy, baseMs, factor, capMs, stepMs, ci };
  // Equal or proportional jitter? The values halfway are right for neither, and nearly so for both.
  const halfway = (value: number | null) => (value === null ? null : value * between);
  return {
    ...policy,
    baseMs: halfway(baseMs),
    factor,
    capMs: halfway(capMs),
    stepMs: halfway(stepMs),
    ci,
  };
}

/** Within so little any round value is the one that was meant. */
const NARROW = 0.04;

type Picked = { samples: readonly Sample[] };

/** The roundest value that the middle of the posterior allows; then only samples near it remain. */
function pick(
  picked: Picked,
  read: Value,
  round: (value: number, interval: readonly [number, number]) => number,
): number {
  const [low, middle, high] = quantilesOf(picked.samples, read, [0.2, 0.5, 0.8]) as Triple;
  const [lowest, highest] = quantilesOf(picked.samples, read, CENTRAL_90) as [number, number];
  const isNarrow = highest - lowest <= NARROW * middle;
  const value = round(middle, isNarrow ? [lowest, highest] : [low, high]);
  const reach = Math.max(0.25 * (high - low), 1e-9 * value);
  const near = picked.samples.filter((sample) => Math.abs(read(sample) - value) <= reach);
  if (weightOf(near) > 0.02 * weightOf(picked.samples)) picked.samples = near;
  return value;
}

type Triple = [number, number, number];

const intervalOf = (samples: readonly Sample[], read: Value): Interval => {
  const [low, high] = quantilesOf(samples, read, CENTRAL_90) as [number, number];
  return [low, high];
};

function restOnCap(capped: readonly Sample[], waits: readonly Wait[]): number {
  if (capped.length === 0) return 0;
  const [from] = quantilesOf(capped, ({ capStep }) => capStep, [0.5]) as [number];
  return waits.filter(({ step }) => step >= from - 0.05).length;
}
