import type { Interval, Policy } from "../../analysis/finding.ts";
import { meanWaitMs } from "../../analysis/policy/cost.ts";

/** What a policy waits at a step: on average, and the range that nine of ten waits fall into. */
export type Wait = { meanMs: number; lowMs: number; highMs: number };

/** The parts of a wait that the middle 90 % of its jitter leaves. */
const SHARES: Record<Policy["jitter"]["kind"], Interval> = {
  none: [1, 1],
  unknown: [1, 1],
  full: [0.05, 0.95],
  equal: [0.525, 0.975],
  proportional: [1, 1],
};

/** Null where no rule is known. The range holds what is unsure of the rule, and its jitter. */
export function policyWait(policy: Policy, step: number): Wait | null {
  if (policy.kind === "unknown") return null;
  const [least, most] = sharesOf(policy);
  return {
    meanMs: meanWaitMs(policy, step),
    lowMs: meanWaitMs(atEnd(policy, 0), step) * least,
    highMs: meanWaitMs(atEnd(policy, 1), step) * most,
  };
}

function sharesOf({ jitter: { kind, fraction }, ci }: Policy): Interval {
  if (kind !== "proportional") return SHARES[kind];
  const most = (ci.fraction?.[1] ?? fraction ?? 0) * 0.9;
  return [Math.max(0, 1 - most), 1 + most];
}

/** The policy at one end of its intervals, without its jitter. */
function atEnd(policy: Policy, end: 0 | 1): Policy {
  const { ci } = policy;
  return {
    ...policy,
    baseMs: ci.baseMs?.[end] ?? policy.baseMs,
    factor: ci.factor?.[end] ?? policy.factor,
    stepMs: ci.stepMs?.[end] ?? policy.stepMs,
    capMs: ci.capMs?.[end] ?? policy.capMs,
    jitter: { kind: "none", fraction: null },
  };
}
