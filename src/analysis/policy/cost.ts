import type { Cost, Policy } from "../finding.ts";

/** What a well-behaved client does: drawn from [0, min(30 s, 1 s × 2^step)]. */
export const GOOD = { baseMs: 1_000, factor: 2, capMs: 30_000 } as const;

const MINUTE = 60_000;
const MEAN_OF_FULL = 0.5;
const MEAN_OF_EQUAL = 0.75;
/** By this step a backoff that has a cap is at it. */
const LATE_STEP = 10;
/** No handshake takes less; without it, immediate retries would never end. */
const MIN_CYCLE_MS = 5;

/** What a good policy waits on average at a step. */
export const goodWaitMs = (step: number): number =>
  Math.min(GOOD.capMs, GOOD.baseMs * GOOD.factor ** Math.min(step, 20)) * MEAN_OF_FULL;

/** What a policy costs a server that stays down; `connectingMs`: what an attempt takes until it fails. */
export function costOf(policy: Policy, connectingMs: number): Cost | null {
  if (policy.kind === "unknown") return null;
  const cycleMs = (step: number) => Math.max(MIN_CYCLE_MS, meanWaitMs(policy, step) + connectingMs);
  let firstMinute = 1;
  for (let sinceMs = cycleMs(0); sinceMs < MINUTE; sinceMs += cycleMs(firstMinute - 1))
    firstMinute++;
  return {
    firstMinute,
    perMinuteLater: MINUTE / cycleMs(LATE_STEP),
    perSecondOf1000: (firstMinute * 1_000) / 60,
  };
}

/** What a policy waits on average at a step. */
export function meanWaitMs(policy: Policy, step: number): number {
  const { kind, baseMs, factor, stepMs, capMs, scheduleMs, jitter, atOnce } = policy;
  if (step < atOnce) return 0;
  const at = step - atOnce;
  const first = baseMs ?? 0;
  const grown = {
    immediate: () => 0,
    unknown: () => 0,
    fixed: () => first,
    linear: () => first + at * (stepMs ?? 0),
    exponential: () => first * (factor ?? 1) ** at,
    listed: () => scheduleMs?.[Math.min(at, scheduleMs.length - 1)] ?? 0,
  }[kind]();
  const share = { full: MEAN_OF_FULL, equal: MEAN_OF_EQUAL, none: 1, proportional: 1, unknown: 1 };
  return Math.min(grown, capMs ?? grown) * share[jitter.kind];
}
