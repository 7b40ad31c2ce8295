/**
 * A timer that a long task held up, a person who pressed reload, a laptop that was opened again: one
 * wait among many that has nothing to do with the rule, and would hide it. Such a wait is left out
 * where a rule explains the others so much better that it pays for the exception.
 */
import { largestOf } from "../../session/extremes.ts";
import type { Steps } from "../turns.ts";
import { type Fit, IMMEDIATE_MS } from "./fit-policy.ts";
import { findLate, LATEST_MS } from "./late-waits.ts";
import type { Wait } from "./observe.ts";

/** One in fifty is odd, wherever it then lies: on no scale in particular up to an hour. */
const LOG_ODD = Math.log(0.02);
const LOG_SCALES = Math.log(3_600_000);
/** What is shorter is as good as at once. */
const LEAST_MS = 100;
/** With fewer waits there is no rule yet that one could be odd against. */
const MIN_WAITS = 6;
/** Of so many one may be odd; more than a few are no exception. */
const WAITS_FOR_ONE = 10;
const MAX_ODD = 3;
/** Only those that stand out most are tried, as each trial is a fit. */
const TRIES = 2;

type ReadWaits = (waits: readonly Wait[]) => Steps<Fit>;

/** The fit of the waits, or that of all but a few odd ones. */
export function* fitButOdd(waits: readonly Wait[], readWaits: ReadWaits): Steps<Fit> {
  let best = yield* readWaits(waits);
  if (isExact(best) || waits.length < MIN_WAITS) return best;
  best = yield* fitButLate(waits, best, readWaits);
  if (isExact(best)) return best;
  const most = Math.min(MAX_ODD, Math.ceil(waits.length / WAITS_FOR_ONE));
  const atOnce = yield* fitAtOnce(waits, most, readWaits);
  if (atOnce) return atOnce;
  let kept = waits;
  let paid = 0;
  for (let leftOut = 1; leftOut <= most; leftOut++) {
    const trials: (Fit & { rest: readonly Wait[]; cost: number })[] = [];
    for (const odd of standingOut(kept)) {
      const rest = kept.filter((wait) => wait !== odd);
      trials.push({ ...(yield* readWaits(rest)), rest, cost: costOf(odd) });
    }
    const next = trials.reduce((a, b) => (b.logEvidence + b.cost > a.logEvidence + a.cost ? b : a));
    kept = next.rest;
    paid += next.cost;
    const logEvidence = next.logEvidence + paid;
    if (next.policy.kind !== "unknown" && logEvidence > best.logEvidence) {
      best = { policy: { ...next.policy, leftOut }, logEvidence };
    }
    if (isExact(next)) break;
  }
  return best;
}

/** One in six is late, by anything up to the latest. */
const LOG_LATE = Math.log(1 / 6) - Math.log(LATEST_MS);
const LOG_ON_TIME = Math.log(5 / 6);

/** Where an exact rule explains most of the waits, and all others are late for it. */
function* fitButLate(waits: readonly Wait[], before: Fit, readWaits: ReadWaits): Steps<Fit> {
  let best = before;
  for (const late of findLate(waits)) {
    const rest = waits.filter((wait) => !late.has(wait));
    const { policy, logEvidence } = yield* readWaits(rest);
    if (policy.kind === "unknown" || policy.jitter.kind !== "none") continue;
    const whole = logEvidence + late.size * LOG_LATE + rest.length * LOG_ON_TIME;
    if (whole > best.logEvidence) {
      best = { policy: { ...policy, leftOut: late.size }, logEvidence: whole };
    }
  }
  return best;
}

/** Retries at once are so few ms apart that no density can tell them from scatter. */
function* fitAtOnce(waits: readonly Wait[], most: number, readWaits: ReadWaits): Steps<Fit | null> {
  const rest = waits.filter(({ delayMs }) => delayMs < IMMEDIATE_MS);
  const odd = waits.filter(({ delayMs }) => delayMs >= IMMEDIATE_MS);
  const lastStep = largestOf(rest.map(({ step }) => step));
  // What comes after all that came at once may be how the rule goes on.
  if (odd.length > most || odd.some(({ step }) => step > lastStep)) return null;
  const { policy, logEvidence } = yield* readWaits(rest);
  return {
    policy: { ...policy, leftOut: odd.length },
    logEvidence: odd.reduce((sum, wait) => sum + costOf(wait), logEvidence),
  };
}

/** What a wait costs that has nothing to do with the rule (log). */
export const costOf = ({ delayMs }: Pick<Wait, "delayMs">): number =>
  LOG_ODD - Math.log(LOG_SCALES * Math.max(delayMs, LEAST_MS));

/** Where a rule explains each wait to the millisecond, none of them is odd. */
const isExact = ({ policy: { kind, jitter } }: Pick<Fit, "policy">): boolean =>
  kind === "immediate" || kind === "listed" || (kind !== "unknown" && jitter.kind === "none");

/** The waits farthest from what those beside them in their run lead to expect. */
function standingOut(waits: readonly Wait[]): Wait[] {
  const logs = waits.map(({ delayMs }) => Math.log(Math.max(delayMs, 1)));
  return waits
    .map((wait, i) => ({ wait, away: awayAt(waits, logs, i) }))
    .sort((a, b) => b.away - a.away)
    .slice(0, TRIES)
    .map(({ wait }) => wait);
}

/** How far a wait is from the middle of those beside it, or from the line through them, as a logarithm. */
function awayAt(waits: readonly Wait[], logs: readonly number[], i: number): number {
  const step = waits[i]?.step ?? 0;
  const at = (by: number) => (waits[i + by]?.step === step + by ? logs[i + by] : undefined);
  const beside = [at(-2), at(-1), at(1), at(2)];
  const near = beside.filter((log) => log !== undefined);
  if (near.length === 0) return 0;
  const [a, b, d, e] = beside;
  const onLine =
    b !== undefined && d !== undefined ? (b + d) / 2 : (goOn(a, b) ?? goOn(e, d) ?? medianOf(near));
  const log = logs[i] ?? 0;
  return Math.min(Math.abs(log - medianOf(near)), Math.abs(log - onLine));
}

/** Where two steps lead to; waits that grow do so evenly, as logarithms. */
const goOn = (before: number | undefined, last: number | undefined): number | undefined =>
  before === undefined || last === undefined ? undefined : 2 * last - before;

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
