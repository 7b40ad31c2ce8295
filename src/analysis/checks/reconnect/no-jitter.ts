import { countOf } from "../../../words/words.ts";
import { type Draft, defineCheck } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";
import { meanWaitMs } from "../../policy/cost.ts";
import { matchLibraries } from "../../policy/known-schedules.ts";
import { describePolicy } from "../../policy/policy-words.ts";
import { policyOf, retriesOf, type SeriesGroup } from "../../series/series.ts";
import { draftForSeries } from "./describe-series.ts";

/** Fewer waits can lie on some curve by chance. */
export const MIN_ON_CURVE = 5;
/** The least jitter that spreads clients at all is some per cent. */
export const AGREE = 0.03;
/** What a page's timers are late by, whatever the wait. */
const LATE_MS = 20;
/** They draw their first wait once for each page load, which spreads their clients well enough. */
export const RANDOM_BASE: readonly string[] = ["reconnecting-websocket", "partysocket"];

/** Backoff that grows, but in the same steps for every client. A fixed wait is `no-backoff`. */
export const noJitter = defineCheck({
  name: "no-jitter",
  run: ({ series }) => series.flatMap(judge),
});

function judge(group: SeriesGroup): Draft[] {
  const { policy, steps } = policyOf(group);
  const { kind, jitter } = policy;
  if (kind !== "exponential" && kind !== "linear" && kind !== "listed") return [];
  if (jitter.kind !== "none") return [];
  const retries = retriesOf(group);
  const onCurve = retries.filter(({ delayMs }, i) => {
    const expectedMs = meanWaitMs(policy, steps[i] ?? 0);
    return Math.abs(delayMs - expectedMs) <= Math.max(AGREE * expectedMs, LATE_MS);
  });
  if (onCurve.length < MIN_ON_CURVE || onCurve.length < retries.length) return [];
  if (matchLibraries(policy).some((name) => RANDOM_BASE.includes(name))) return [];
  return [
    draftForSeries(group, {
      id: "no-jitter",
      severity: "info",
      confidence: 0.85,
      facts: { waits: countOf(onCurve.length, "wait"), policy: describePolicy(policy) },
      evidence: [
        ...figure("waits-on-curve", onCurve.length),
        ...figure("wait-curve", describePolicy(policy)),
      ],
      since: group.connections[0]?.createdAt ?? 0,
    }),
  ];
}
