import type { Interval, Policy } from "../finding.ts";

/** Figures that anyone reads; beyond them two engines' logarithms differ. */
const DIGITS = 6;

const round = (value: number): number => Number(value.toPrecision(DIGITS));
const maybe = (value: number | null): number | null => (value === null ? null : round(value));
const both = (interval: Interval | null): Interval | null =>
  interval && [round(interval[0]), round(interval[1])];

/** The same figures in the browser and in Node, so that panel and command line never differ. */
export function roundPolicy(policy: Policy): Policy {
  const { jitter, ci, reset, breaker } = policy;
  return {
    ...policy,
    baseMs: maybe(policy.baseMs),
    factor: maybe(policy.factor),
    stepMs: maybe(policy.stepMs),
    capMs: maybe(policy.capMs),
    jitter: { ...jitter, fraction: maybe(jitter.fraction) },
    scheduleMs: policy.scheduleMs?.map(round) ?? null,
    reset: { ...reset, uptimeMs: both(reset.uptimeMs) },
    breaker: breaker && { ...breaker, pauseMs: round(breaker.pauseMs) },
    ci: {
      baseMs: both(ci.baseMs),
      factor: both(ci.factor),
      stepMs: both(ci.stepMs),
      capMs: both(ci.capMs),
      fraction: both(ci.fraction),
    },
  };
}
