import { largestOf, smallestOf } from "../../session/extremes.ts";
import type { Interval, Policy } from "../finding.ts";
import { finish, type Steps } from "../turns.ts";
import { splitPauses } from "./breaker.ts";
import { emptyPolicy } from "./estimate.ts";
import { type Fit, fitWaits } from "./fit-policy.ts";
import type { Norm } from "./norms.ts";
import { latestWaits, type Wait } from "./observe.ts";
import { costOf, fitButOdd } from "./odd-waits.ts";
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
  /** Those that came when the page had stopped trying: somebody's own try, and the next run's begin. */
  cuts: ReadonlySet<number>;
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
type Rule = { thresholdMs: number; countsAsked: boolean; isCut: boolean };

/**
 * A try after a silence that no backoff leads to: of a person, of the network that came back, or of
 * the tab that was looked at again.
 */
const QUIET_MS = 30_000;
const QUIET_TIMES = 5;
const MIN_BEFORE_QUIET = 2;

/** Series that did not change since the last diagnosis are not fitted again. */
const MAX_KNOWN = 400;
const known = new Map<string, Fitted>();

/**
 * The policy of a row of retries, with the places where it began anew. `seen`: the schedules of the
 * libraries that the connections show to be there.
 */
export const readPolicy = (retries: readonly Retry[], seen?: readonly Norm[]): ReadPolicy =>
  finish(readPolicyInSteps(retries, seen));

/** The same, with stops: the fit of one long series may take longer than others can wait. */
export function* readPolicyInSteps(
  retries: readonly Retry[],
  seen: readonly Norm[] = [],
): Steps<ReadPolicy> {
  const latest = retries.slice(-MAX_LATEST);
  const key = `${seen.map(({ name }) => name).join()}:${retries.length}:${latest.map(({ delayMs, uptimeMs, chain, missed, asked }) => `${delayMs}/${uptimeMs}/${chain}/${missed}/${asked}`).join()}`;
  let fitted = known.get(key);
  if (fitted) {
    // Those in use stay longest.
    known.delete(key);
  } else {
    fitted = yield* fitRetries(retries, latest, seen);
    const [oldest] = known.keys();
    if (known.size >= MAX_KNOWN && oldest !== undefined) known.delete(oldest);
  }
  known.set(key, fitted);
  const { policy, rule, logEvidence } = fitted;
  const placed = countSteps(retries, rule);
  const cuts = new Set(placed.flatMap(({ isCut }, i) => (isCut ? [i] : [])));
  return { policy, steps: placed.map(({ step }) => step), cuts, logEvidence };
}

function* fitRetries(
  retries: readonly Retry[],
  latest: readonly Retry[],
  seen: readonly Norm[],
): Steps<Fitted> {
  const readWaits = (waits: readonly Wait[]) => fitWithStart(waits, seen);
  const { pauses, breaker } = splitPauses(latest.map(({ delayMs }) => delayMs));
  const before = retries.length - latest.length;
  const fits = new Map<string, Fit>();
  const candidates: { rule: Rule; fit: Fit }[] = [];
  for (const rule of rulesFor(latest, breaker !== null)) {
    const waits = countSteps(retries, rule);
    const cuts = waits.filter(({ isCut }) => isCut);
    if (rule.isCut && cuts.length === 0) continue;
    const fitted = latestWaits(waits.filter(({ isCut }, i) => !isCut && !pauses.has(i - before)));
    // Other thresholds often number the same waits in the same way.
    const key = fitted.map(({ step }) => step).join();
    const fit = fits.get(key) ?? (yield* fitButOdd(fitted, readWaits));
    fits.set(key, fit);
    const logEvidence = cuts.reduce((sum, cut) => sum + costOf(cut), fit.logEvidence);
    candidates.push({ rule, fit: { ...fit, logEvidence } });
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

/** A breaker's pauses are no silences. */
function rulesFor(latest: readonly Retry[], hasBreaker: boolean): Rule[] {
  const counts = latest.some(({ asked }) => asked) ? [true, false] : [true];
  const isQuiet = !hasBreaker && latest.some(({ delayMs }) => delayMs >= QUIET_MS);
  return (isQuiet ? [false, true] : [false]).flatMap((isCut) =>
    thresholdsOf(latest).flatMap((thresholdMs) =>
      counts.map((countsAsked) => ({ thresholdMs, countsAsked, isCut })),
    ),
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

type Placed = Wait & { isCut: boolean };

function countSteps(
  retries: readonly Retry[],
  { thresholdMs, countsAsked, isCut: mayCut }: Rule,
): Placed[] {
  const runs = new Map<number, { step: number; longestMs: number }>();
  return retries.map(({ delayMs, uptimeMs, chain = 0, missed = 0, asked = 0 }) => {
    const isAnew = uptimeMs !== null && uptimeMs >= thresholdMs;
    const before = runs.get(chain) ?? { step: -1, longestMs: 0 };
    const quietMs = Math.max(QUIET_MS, QUIET_TIMES * before.longestMs);
    if (mayCut && !isAnew && before.step + 1 >= MIN_BEFORE_QUIET && delayMs >= quietMs) {
      runs.delete(chain);
      return { delayMs, step: 0, isCut: true };
    }
    const unseen = missed + (countsAsked ? asked : 0);
    const step = isAnew ? 0 : before.step + 1 + unseen;
    runs.set(chain, { step, longestMs: isAnew ? delayMs : Math.max(delayMs, before.longestMs) });
    return { delayMs, step, isCut: false };
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
function* fitWithStart(waits: readonly Wait[], seen: readonly Norm[]): Steps<Fit> {
  let best = yield* fitWaits(waits, seen);
  if (best.policy.kind === "immediate") return best;
  for (let atOnce = 1; atOnce <= MAX_AT_ONCE; atOnce++) {
    const first = waits.filter(({ step }) => step < atOnce);
    const rest = waits.filter(({ step }) => step >= atOnce);
    if (first.some(({ delayMs }) => delayMs >= AT_ONCE_MS) || rest.length < 3) break;
    const fit = yield* fitWaits(
      rest.map(({ delayMs, step }) => ({ delayMs, step: step - atOnce })),
      seen,
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
  cuts: new Set(),
  logEvidence: Number.NEGATIVE_INFINITY,
};
