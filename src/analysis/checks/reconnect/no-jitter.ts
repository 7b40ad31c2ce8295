import { countOf } from "../../../words/words.ts";
import { type Draft, defineCheck } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";
import type { Policy } from "../../finding.ts";
import { meanWaitMs } from "../../policy/cost.ts";
import { matchLibraries } from "../../policy/known-schedules.ts";
import { describePolicy } from "../../policy/policy-words.ts";
import { type ReadPolicy, type Retry, readPolicy } from "../../policy/read-policy.ts";
import { policyOf, retriesOf, type SeriesGroup } from "../../series/series.ts";
import { draftForSeries } from "./describe-series.ts";
import { medianOf } from "./figures.ts";

/** Fewer waits can lie on some curve by chance. */
export const MIN_ON_CURVE = 5;
/** The least jitter that spreads clients at all is some per cent. */
export const AGREE = 0.03;
/** What a page's timers are late by, whatever the wait. */
const LATE_MS = 20;
/** So many at a cap do not tell yet that it is one. */
const MAX_ON_CAP = 2;
/** One in eight may be odd: a late timer, a person's reload. */
const ODD_SHARE = 1 / 8;
/** They draw their first wait once for each page load, which spreads their clients well enough. */
export const RANDOM_BASE: readonly string[] = ["reconnecting-websocket", "partysocket"];

/** Backoff that grows, but in the same steps for every client. A fixed wait is `no-backoff`. */
export const noJitter = defineCheck({
  name: "no-jitter",
  run: ({ series }) => series.flatMap(judge),
});

function judge(group: SeriesGroup): Draft[] {
  const retries = retriesOf(group);
  const whole = onCurveOf(retries, policyOf(group));
  // A cap is known once three waits lie on it: until then the last ones seem to stray from the curve.
  const found = whole ?? (isCapping(retries) ? beforeCap(retries) : null);
  if (!found) return [];
  const { policy, onCurve } = found;
  if (matchLibraries(policy).some((name) => RANDOM_BASE.includes(name))) return [];
  return [
    draftForSeries(group, {
      id: "no-jitter",
      severity: "info",
      confidence: 0.85,
      facts: { waits: countOf(onCurve, "wait"), policy: describePolicy(policy) },
      evidence: [
        ...figure("waits-on-curve", onCurve),
        ...figure("wait-curve", describePolicy(policy)),
      ],
      since: group.connections[0]?.createdAt ?? 0,
    }),
  ];
}

type OnCurve = { policy: Policy; onCurve: number };

/** Null where they are not all on one growing curve, but for the few that the fit itself leaves out. */
function onCurveOf(retries: readonly Retry[], { policy, steps }: ReadPolicy): OnCurve | null {
  const { kind, jitter, leftOut } = policy;
  if (kind !== "exponential" && kind !== "linear" && kind !== "listed") return null;
  if (jitter.kind !== "none") return null;
  const onCurve = retries.filter(({ delayMs }, i) => {
    const expectedMs = meanWaitMs(policy, steps[i] ?? 0);
    return Math.abs(delayMs - expectedMs) <= Math.max(AGREE * expectedMs, LATE_MS);
  }).length;
  const mayStray = Math.min(leftOut, Math.ceil(retries.length * ODD_SHARE));
  return onCurve >= MIN_ON_CURVE && onCurve >= retries.length - mayStray
    ? { policy, onCurve }
    : null;
}

/** Whether the last waits have stopped growing, which they did before. */
function isCapping(retries: readonly Retry[]): boolean {
  const growth = retries.slice(1).map(({ delayMs }, i) => delayMs / (retries[i]?.delayMs ?? 0));
  const before = medianOf(growth.slice(0, -MAX_ON_CAP));
  return before > 1 + AGREE && growth.slice(-1).every((times) => times < before * (1 - AGREE));
}

function beforeCap(retries: readonly Retry[]): OnCurve | null {
  for (let onCap = 1; onCap <= MAX_ON_CAP; onCap++) {
    const before = retries.slice(0, -onCap);
    if (before.length < MIN_ON_CURVE) return null;
    const found = onCurveOf(before, readPolicy(before));
    if (found) return found;
  }
  return null;
}
