import type { Schedule } from "../../services/service.ts";
import { largestOf } from "../../session/extremes.ts";
import type { Policy } from "../finding.ts";
import { finish, type Steps } from "../turns.ts";
import { weighList, weighScatter } from "./alternatives.ts";
import { type Curve, curvesFor } from "./curves.ts";
import { emptyPolicy, estimate } from "./estimate.ts";
import { asPolicy, type Known, weighKnown } from "./known-curves.ts";
import { boundFull, type Ways } from "./likelihood.ts";
import { latestWaits, type Observed, observe, type Wait } from "./observe.ts";
import { fitCurve, logSum, type Posterior } from "./posterior.ts";
import { drawSamples } from "./samples.ts";

/** Two delays can agree by chance; three rarely do. */
const MIN_DELAYS = 3;
/** A curve has two or three constants: with fewer delays there would be nothing left to test it. */
const MIN_CURVE_DELAYS = 4;
/** Whatever is drawn from [0, m] looks like scatter until there is a lot of it. */
const MIN_FULL = 20;
/** Nobody waits less on purpose: this is a `new WebSocket` in an `onclose`, and the browser's own time. */
export const IMMEDIATE_MS = 100;
/** What is less likely than this is not named. */
const SURE = 0.5;

// What clients do, most common first; nearly all that back off do so exponentially.
const KIND_PRIOR = { fixed: 0.25, exponential: 0.52, linear: 0.13, listed: 0.08, unknown: 0.02 };
const P_CAPPED = 0.5;
/** What is e^-10 as likely as something else is not looked at. */
const LOG_HOPELESS = 10;

/** A policy, and how well its kind explains the waits (log). */
export type Fit = { policy: Policy; logEvidence: number };

export const fitPolicy = (waits: readonly Wait[]): Policy => finish(fitWaits(waits)).policy;

/**
 * What waits amount to: the likeliest kind, its constants, and how sure they are. With a stop after
 * each curve: each of them takes some milliseconds, and one series may want hundreds.
 */
export function* fitWaits(all: readonly Wait[], seen: readonly Schedule[] = []): Steps<Fit> {
  const waits = latestWaits(all);
  const n = waits.length;
  if (n < MIN_DELAYS) return { policy: emptyPolicy(n), logEvidence: Number.NEGATIVE_INFINITY };
  if (waits.every(({ delayMs }) => delayMs < IMMEDIATE_MS)) {
    const jitter = { kind: "none", fraction: 0 } as const;
    return {
      policy: { ...emptyPolicy(n), kind: "immediate", baseMs: 0, jitter },
      logEvidence: -n * Math.log(IMMEDIATE_MS),
    };
  }
  const curves = yield* weighCurves(waits);
  const list = weighList(waits);
  const schedule = readList(waits, list.known);
  // One value is no schedule: that is the same wait each time.
  const listLog = schedule.scheduleMs.length > 1 ? list.log : Number.NEGATIVE_INFINITY;
  const known = n >= MIN_CURVE_DELAYS ? weighKnown(waits, seen) : [];
  const bestKnown = known.reduce<Known | null>((a, b) => (a && a.log >= b.log ? a : b), null);
  const ownLog = (kind: Policy["kind"]) =>
    logSum(curves.filter(({ posterior }) => posterior.curve.kind === kind).map(logOf));
  const kinds: { kind: Policy["kind"]; log: number }[] = [
    ...(["fixed", "exponential", "linear"] as const).map((kind) => ({
      kind,
      log: logSum([
        ownLog(kind),
        ...known.filter(({ norm }) => norm.kind === kind).map(logOfKnown),
      ]),
    })),
    { kind: "listed", log: Math.log(KIND_PRIOR.listed) + listLog },
    { kind: "unknown", log: Math.log(KIND_PRIOR.unknown) + weighScatter(waits) },
  ];
  const logEvidence = logSum(kinds.map(({ log }) => log));
  const best = kinds.reduce((a, b) => (b.log > a.log ? b : a));
  const isSure = Math.exp(best.log - logEvidence) >= SURE;
  const policyOf = () => {
    if (best.kind === "listed") return { ...emptyPolicy(n), kind: best.kind, ...schedule };
    const isKnown = bestKnown?.norm.kind === best.kind && bestKnown.log > ownLog(best.kind);
    return isKnown ? asPolicy(bestKnown.norm, waits) : nameConstants(best.kind, curves, waits);
  };
  return { policy: isSure ? policyOf() : emptyPolicy(n), logEvidence };
}

type Weighed = { posterior: Posterior; logWeight: number };

function nameConstants(kind: Policy["kind"], curves: readonly Weighed[], waits: Wait[]): Policy {
  const n = waits.length;
  if (kind !== "fixed" && kind !== "linear" && kind !== "exponential") return emptyPolicy(n);
  const own = curves.filter(({ posterior }) => posterior.curve.kind === kind);
  const policy = estimate(kind, drawSamples(own, n), waits);
  return policy.jitter.kind === "full" && n < MIN_FULL ? emptyPolicy(n) : policy;
}

const logOf = ({ logWeight }: Weighed) => logWeight;
const logOfKnown = ({ log }: Known) => log;

function* weighCurves(waits: readonly Wait[]): Steps<Weighed[]> {
  const observed = observe(waits);
  const canGrow = waits.length >= MIN_CURVE_DELAYS;
  const curves = curvesFor(observed).filter(({ kind }) => canGrow || kind === "fixed");
  const around = yield* weighEach(observed, curves, "around");
  const best = largestOf(around.map(logOf));
  // Where the waits lie close to a curve, full jitter has no chance, and most of the work is spared.
  if (boundFull(observed) < best - LOG_HOPELESS) return around;
  return [...around, ...(yield* weighEach(observed, curves, "full"))];
}

function* weighEach(observed: Observed, curves: readonly Curve[], ways: Ways): Steps<Weighed[]> {
  const weighed: Weighed[] = [];
  for (const curve of curves) {
    weighed.push(...weigh(observed, curve, ways));
    yield;
  }
  return weighed;
}

function weigh(observed: Observed, curve: Curve, ways: Ways): Weighed[] {
  const { kind, capped } = curve;
  const prior = KIND_PRIOR[kind] * (kind === "fixed" ? 1 : capped ? P_CAPPED : 1 - P_CAPPED);
  const posterior = fitCurve(observed, curve, ways);
  return posterior ? [{ posterior, logWeight: Math.log(prior) + posterior.logEvidence }] : [];
}

/** A schedule, up to where its last value repeats; of a library's own list what was seen of it. */
function readList(waits: readonly Wait[], known: readonly number[] | null) {
  const scheduleMs = known
    ? known.slice(0, largestOf(waits.map(({ step }) => step)) + 1)
    : meanSteps(waits);
  const last = scheduleMs.at(-1) as number;
  const from = scheduleMs.length - 1;
  const onLast = waits.filter(({ step, delayMs }) => (known ? step >= from : agree(delayMs, last)));
  return {
    scheduleMs: scheduleMs.map(Math.round),
    baseMs: Math.round(scheduleMs[0] ?? 0),
    capMs: onLast.length >= 3 ? Math.round(last) : null,
    jitter: { kind: "none", fraction: 0 } as const,
  };
}

const agree = (a: number, b: number) => Math.abs(a - b) <= Math.max(10, 0.01 * a);

function meanSteps(waits: readonly Wait[]): number[] {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { step, delayMs } of waits) {
    const at = sums.get(step) ?? { sum: 0, count: 0 };
    sums.set(step, { sum: at.sum + delayMs, count: at.count + 1 });
  }
  const meansMs = [...sums].sort(([a], [b]) => a - b).map(([, { sum, count }]) => sum / count);
  while (meansMs.length > 1 && agree(meansMs.at(-1) as number, meansMs.at(-2) as number)) {
    meansMs.pop();
  }
  return meansMs;
}
