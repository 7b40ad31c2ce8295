import type { Interval, Policy } from "../finding.ts";
import { weighByHabit } from "./habits.ts";
import { nameJitter } from "./name-jitter.ts";
import type { Wait } from "./observe.ts";
import { oftenestRight } from "./oftenest-right.ts";
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
  leftOut: 0,
  reset: { rule: "unseen", uptimeMs: null },
  breaker: null,
  ci: { baseMs: null, factor: null, stepMs: null, capMs: null, fraction: null },
});

/** Fewer delays could lie on a curve that goes on growing; two that are exact, and alike, do not. */
const MIN_ON_CAP = 3;
const MIN_ON_CAP_EXACT = 2;

/**
 * These quantiles hold the truth in 90 of 100 cases. The less the waits stray, the sharper are the
 * edges of what they leave open, and the more of what lies along them falls between a grid's points.
 */
const CENTRAL_90 = {
  none: [0.015, 0.985],
  proportional: [0.028, 0.972],
  equal: [0.028, 0.972],
  full: [0.045, 0.955],
  unknown: [0.045, 0.955],
} satisfies Record<Policy["jitter"]["kind"], Interval>;

type Value = (sample: Sample) => number;
const base: Value = ({ baseMs }) => baseMs;
const factor: Value = (sample) => sample.factor;
const step: Value = ({ stepMs }) => stepMs;
const cap: Value = ({ capMs }) => capMs ?? Number.NaN;

/**
 * The constants of a policy whose kind is known. Intervals are the waits' alone, so that they hold
 * for odd constants too; the values named are those likeliest once habits have their say.
 */
export function estimate(
  kind: "fixed" | "linear" | "exponential",
  drawn: readonly Sample[],
  waits: readonly Wait[],
): Policy {
  const { jitter, fractionInterval, samples: all } = nameJitter(drawn);
  const capped = all.filter(({ capMs }) => capMs !== null);
  const least = jitter.kind === "none" ? MIN_ON_CAP_EXACT : MIN_ON_CAP;
  const isCapped = weightOf(capped) > weightOf(all) / 2 && restOnCap(capped, waits) >= least;
  const samples = isCapped ? capped : all;
  const shares = CENTRAL_90[jitter.kind];
  const intervalOf = (read: Value): Interval => {
    const [low, high] = quantilesOf(samples, read, shares) as [number, number];
    return [low, high];
  };
  const ci = {
    baseMs: intervalOf(base),
    fraction: fractionInterval,
    factor: kind === "exponential" ? intervalOf(factor) : null,
    stepMs: kind === "linear" ? intervalOf(step) : null,
    capMs: isCapped ? intervalOf(cap) : null,
  };
  const named = [base, ci.factor && factor, ci.capMs && cap, ci.stepMs && step];
  // Each constant that is settled narrows what the others can be: the one hardest to tell comes first.
  const open: Open = {
    samples: oftenestRight(
      weighByHabit(samples),
      named.filter((read) => read !== null),
    ),
  };
  const settled = {
    baseMs: settle(open, base, ci.baseMs, roundWithin),
    factor: ci.factor && settle(open, factor, ci.factor, roundFactorWithin),
    capMs: ci.capMs && settle(open, cap, ci.capMs, roundWithin),
    stepMs: ci.stepMs && settle(open, step, ci.stepMs, roundWithin),
  };
  return { ...emptyPolicy(waits.length), kind, jitter, ...settled, ci };
}

/** Within so little any round value is the one that was meant. */
const NARROW = 0.04;
/** Nobody writes 4,997 or 2.001: so near to a round value, that one is meant. */
const NOBODY_MEANS = 0.002;
/** Of those that are as good, the middle ones. */
const MIDDLE = [0.2, 0.5, 0.8];

type Triple = [number, number, number];
type Open = { samples: readonly Sample[] };

/** Names the constant and leaves only the samples that agree with it. */
function settle(
  open: Open,
  read: Value,
  [lowest, highest]: Interval,
  round: (value: number, interval: Interval) => number,
): number {
  const [from, likeliest, to] = quantilesOf(open.samples, read, MIDDLE) as Triple;
  const isNarrow = highest - lowest <= NARROW * likeliest;
  const allowed: Interval = isNarrow ? [lowest, highest] : [from, to];
  const value = round(likeliest, [
    Math.min(allowed[0], likeliest * (1 - NOBODY_MEANS)),
    Math.max(allowed[1], likeliest * (1 + NOBODY_MEANS)),
  ]);
  const reach = Math.max(0.25 * (to - from), 1e-9 * value);
  const near = open.samples.filter((sample) => Math.abs(read(sample) - value) <= reach);
  if (weightOf(near) > 0.02 * weightOf(open.samples)) open.samples = near;
  return value;
}

function restOnCap(capped: readonly Sample[], waits: readonly Wait[]): number {
  if (capped.length === 0) return 0;
  const [from] = quantilesOf(capped, ({ capStep }) => capStep, [0.5]) as [number];
  return waits.filter(({ step }) => step >= from - 0.05).length;
}
