import { largestOf, smallestOf } from "../../session/extremes.ts";
import type { Interval, Policy } from "../finding.ts";
import { finish, type Steps } from "../turns.ts";
import { splitPauses } from "./breaker.ts";
import { emptyPolicy } from "./estimate.ts";
import { type Fit, fitWaits } from "./fit-policy.ts";
import { latestWaits, type Wait } from "./observe.ts";
import { fitButOdd } from "./odd-waits.ts";
import { roundPolicy } from "./round-policy.ts";

/** One wait of a series, with what went before it. */
export type Retry = {
  delayMs: number;
  /** How long the connection before it was open; null where it never opened. */
  uptimeMs: number | null;
  /** Which of the sockets that live side by side; left out where there is but one. */
  chain?: number;
  /** So many waits of that socket went before it that say nothing; left out where there are none. */
  missed?: number;
  /** So many before it were the server's wish, which the page may have counted or not. */
  asked?: number;
};

export type ReadPolicy = {
  policy: Policy;
  /** By retry: its place in its run. */
  steps: number[];
  /** How well the policy explains the waits (log). */
  logEvidence: number;
};

/** A run of retries may begin anew after so many different lengths of success. */
const MAX_THRESHOLDS = 2;
/** First retries that come at once are rarely meant apart from the rule that follows. */
const LOG_AT_ONCE = Math.log(0.1);
const AT_ONCE_MS = 50;
const MAX_AT_ONCE = 2;

/** So many of the latest retries tell where runs begin and what pauses stand out. */
const MAX_LATEST = 100;

/** What was fitted, without the places of retries before the latest. */
type Fitted = { policy: Policy; rule: Rule; logEvidence: number };

/** Where runs begin, and whether a wait that the server asked for counts as one of them. */
type Rule = { thresholdMs: number; countsAsked: boolean };

/** Series that did not change since the last diagnosis are not fitted again. */
const MAX_KNOWN = 400;
const known = new Map<string, Fitted>();

/** The policy of a row of retries, with the places where it began anew. */
export const readPolicy = (retries: readonly Retry[]): ReadPolicy =>
  finish(readPolicyInSteps(retries));

/** The same, with stops: the fit of one long series may take longer than others can wait. */
export function* readPolicyInSteps(retries: readonly Retry[]): Steps<ReadPolicy> {
  const latest = retries.slice(-MAX_LATEST);
  const key = `${retries.length}:${latest.map(({ delayMs, uptimeMs, chain, missed, asked }) => `${delayMs}/${uptimeMs}/${chain}/${missed}/${asked}`).join()}`;
  let fitted = known.get(key);
  if (fitted) {
    // Those in use stay longest.
    known.delete(key);
  } else {
    fitted = yield* fitRetries(retries, latest);
    const [oldest] = known.keys();
    if (known.size >= MAX_KNOWN && oldest !== undefined) known.delete(oldest);
  }
  known.set(key, fitted);
  const { policy, rule, logEvidence } = fitted;
  const steps = countSteps(retries, rule).map(({ step }) => step);
  return { policy, steps, logEvidence };
}

function* fitRetries(retries: readonly Retry[], latest: readonly Retry[]): Steps<Fitted> {
  const { pauses, breaker } = splitPauses(latest.map(({ delayMs }) => delayMs));
  const before = retries.length - latest.length;
  const fits = new Map<string, Fit>();
  const candidates: { rule: Rule; fit: Fit }[] = [];
  for (const rule of rulesFor(latest)) {
    const waits = countSteps(retries, rule);
    const fitted = latestWaits(waits.filter((_, i) => !pauses.has(i - before)));
    // Other thresholds often number the same waits in the same way.
    const key = fitted.map(({ step }) => step).join();
    const fit = fits.get(key) ?? (yield* fitButOdd(fitted, fitWithStart));
    fits.set(key, fit);
    candidates.push({ rule, fit });
  }
  // The simplest rule stands first, and wins where others explain no more.
  const { fit, rule } = candidates.reduce((a, b) =>
    b.fit.logEvidence > a.fit.logEvidence + 1 ? b : a,
  );
  const { policy } = fit;
  const hasRule = !["unknown", "fixed", "immediate"].includes(policy.kind);
  const reset = hasRule ? resetOf(retries, rule.thresholdMs) : policy.reset;
  const { logEvidence } = fit;
  return { policy: roundPolicy({ ...policy, breaker, reset }), rule, logEvidence };
}

function rulesFor(latest: readonly Retry[]): Rule[] {
  const counts = latest.some(({ asked }) => asked) ? [true, false] : [true];
  return thresholdsOf(latest).flatMap((thresholdMs) =>
    counts.map((countsAsked) => ({ thresholdMs, countsAsked })),
  );
}

/** Any opening begins a new run; none does; or one that held for this long. */
function thresholdsOf(retries: readonly Retry[]): number[] {
  const uptimes = retries.flatMap(({ uptimeMs }) => (uptimeMs === null ? [] : [uptimeMs]));
  const sorted = [...new Set(uptimes)].sort((a, b) => a - b);
  if (sorted.length === 0) return [0];
  const gaps = sorted
    .slice(1)
    .map((uptimeMs, i) => ({ uptimeMs, ratio: uptimeMs / Math.max(sorted[i] as number, 1) }))
    .sort((a, b) => b.ratio - a.ratio)
    .slice(0, MAX_THRESHOLDS);
  return [0, Number.POSITIVE_INFINITY, ...gaps.map(({ uptimeMs }) => uptimeMs)];
}

function countSteps(retries: readonly Retry[], { thresholdMs, countsAsked }: Rule): Wait[] {
  const stepIn = new Map<number, number>();
  return retries.map(({ delayMs, uptimeMs, chain = 0, missed = 0, asked = 0 }) => {
    const isAnew = uptimeMs !== null && uptimeMs >= thresholdMs;
    const unseen = missed + (countsAsked ? asked : 0);
    const step = isAnew ? 0 : (stepIn.get(chain) ?? -1) + 1 + unseen;
    stepIn.set(chain, step);
    return { delayMs, step };
  });
}

function resetOf(retries: readonly Retry[], thresholdMs: number): Policy["reset"] {
  const uptimes = retries.flatMap(({ uptimeMs }) => (uptimeMs === null ? [] : [uptimeMs]));
  if (uptimes.length === 0) return { rule: "unseen", uptimeMs: null };
  const held = uptimes.filter((uptimeMs) => uptimeMs >= thresholdMs);
  const died = uptimes.filter((uptimeMs) => uptimeMs < thresholdMs);
  if (held.length === 0) return { rule: "never", uptimeMs: null };
  const interval: Interval = [Math.max(0, largestOf(died)), smallestOf(held)];
  return { rule: died.length === 0 ? "open" : "uptime", uptimeMs: interval };
}

/** With the first retries of each run taken apart where they come at once. */
function* fitWithStart(waits: readonly Wait[]): Steps<Fit> {
  let best = yield* fitWaits(waits);
  if (best.policy.kind === "immediate") return best;
  for (let atOnce = 1; atOnce <= MAX_AT_ONCE; atOnce++) {
    const first = waits.filter(({ step }) => step < atOnce);
    const rest = waits.filter(({ step }) => step >= atOnce);
    if (first.some(({ delayMs }) => delayMs >= AT_ONCE_MS) || rest.length < 3) break;
    const fit = yield* fitWaits(
      rest.map(({ delayMs, step }) => ({ delayMs, step: step - atOnce })),
    );
    const { kind, jitter } = fit.policy;
    // Full jitter draws a wait of next to nothing now and then by itself.
    if (kind === "unknown" || kind === "immediate" || kind === "listed" || jitter.kind === "full")
      continue;
    const logEvidence =
      fit.logEvidence + LOG_AT_ONCE * atOnce - first.length * Math.log(AT_ONCE_MS);
    if (logEvidence > best.logEvidence) {
      best = { logEvidence, policy: { ...fit.policy, n: waits.length, atOnce } };
    }
  }
  return best;
}

export const NO_POLICY: ReadPolicy = {
  policy: emptyPolicy(0),
  steps: [],
  logEvidence: Number.NEGATIVE_INFINITY,
};
