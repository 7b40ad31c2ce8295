/**
 * How far the log's clock is from the page's: log = page + offset, and the offset may drift. Where
 * names are exact it is measured; else it is the one at which the most connections find a record.
 */
import type { Wanted } from "../wanted.ts";
import { boundOverDrifts } from "./drift.ts";
import { dropOutliers, followLine, pointsOf } from "./follow-line.ts";
import { isWithin, scoreAt } from "./odds.ts";
import type { Pair } from "./pairs.ts";
import { commonSpan, findPeaks, isCrowded } from "./peaks.ts";
import { priorOf } from "./prior.ts";

export type Clock = {
  /** At `atMs` of the page's clock. */
  offsetMs: number;
  /** The true offset lies within this, either way. */
  uncertaintyMs: number;
  /** What it gains for each ms. */
  drift: number;
  atMs: number;
  by: "names" | "times" | "nothing";
  /** Connections that it rests on. */
  pairs: number;
  /** 0 to 1: that no other offset is meant. */
  confidence: number;
  /** All that it rests on agrees. */
  isAtOne: boolean;
  /** How much likelier it makes what is seen than chance does: a logarithm, to compare two readings of one log. */
  score: number;
};

export const offsetAt = ({ offsetMs, drift, atMs }: Clock, at: number): number =>
  offsetMs + drift * (at - atMs);

/** That the log is of another server, or of another time. */
const NONE = 0.2;

/** What each name weighs that denies the others: it is right in a hundred cases to one. */
const DISAGREE = Math.log(100);

export const NO_CLOCK: Clock = {
  isAtOne: true,
  offsetMs: 0,
  uncertaintyMs: Number.POSITIVE_INFINITY,
  drift: 0,
  atMs: 0,
  by: "nothing",
  pairs: 0,
  confidence: 0,
  score: Math.log(NONE),
};
/** What a clock may drift by while nothing is known of it: more than any crystal in good order. */
const USUAL_DRIFT = 2e-4;
/** Two offsets this close are one. */
const SAME_MS = 1_500;
export function estimateClock(wanted: Wanted, pairs: readonly Pair[], isZoned: boolean): Clock {
  const exact = pairs.filter(({ isExact, span }) => isExact && Number.isFinite(span.from));
  if (exact.length > 0) {
    const clock = refine(wanted, exact, "names", 1);
    // Of two readings the one under which the names agree, and whose clock is likelier.
    const score = priorOf(clock.offsetMs, SAME_MS, isZoned);
    return { ...clock, score: clock.isAtOne ? score : score - DISAGREE * clock.pairs };
  }
  const spanMs = Math.max(60_000, wanted.until - wanted.from);
  const slackMs = 100 + (USUAL_DRIFT * spanMs) / 2;
  const scored = findPeaks(pairs, slackMs)
    .map((offset) => ({
      offset,
      score: scoreAt(offset, pairs, wanted, slackMs) + priorOf(offset, 2 * slackMs, isZoned),
    }))
    .sort((a, b) => b.score - a.score);
  const [best] = scored;
  if (!best) return NO_CLOCK;
  const apart = 2 * slackMs + SAME_MS;
  const rest = scored
    .filter(({ offset }) => Math.abs(offset - best.offset) > apart)
    .reduce((sum, { score }) => sum + Math.exp(score - best.score), NONE * Math.exp(-best.score));
  const inside = pairs.filter(({ span }) => isWithin(span, best.offset, 2 * slackMs));
  const confidence = 1 / (1 + rest);
  const wide = isCrowded(inside) ? commonSpan(inside) : null;
  if (wide) {
    const { from, until, pairs: count } = wide;
    const offsetMs = (from + until) / 2;
    const uncertaintyMs = (until - from) / 2 + 1;
    return {
      ...NO_CLOCK,
      by: "times",
      offsetMs,
      uncertaintyMs,
      atMs: (wanted.from + wanted.until) / 2,
      pairs: count,
      confidence,
      score: best.score,
    };
  }
  const line = followLine(wanted, inside, best.offset, slackMs);
  return { ...refine(wanted, line, "times", confidence), score: best.score };
}

/**
 * Of a log that the same server writes beside another: its clock is the same, but it may write in
 * another zone.
 */
export function anchorClock(wanted: Wanted, pairs: readonly Pair[], anchor: Clock): Clock {
  const slackMs = anchor.uncertaintyMs + 100;
  let best: { offset: number; score: number } | null = null;
  for (let quarter = -60; quarter <= 60; quarter++) {
    const offset = anchor.offsetMs + quarter * 900_000;
    const score = scoreAt(offset, pairs, wanted, slackMs) - Math.abs(quarter) / 1e3;
    if (!best || score > best.score) best = { offset, score };
  }
  return { ...anchor, offsetMs: best?.offset ?? anchor.offsetMs, score: best?.score ?? 0 };
}

/** Begins bound the offset on both sides; an end may be heard of late, so it counts where there is no begin. */
function refine(
  wanted: Wanted,
  all: readonly Pair[],
  by: "names" | "times",
  confidence: number,
): Clock {
  const { from, until } = wanted;
  const begins = all.filter(({ isByBegin }) => isByBegin);
  const used = dropOutliers(begins.length > 0 ? begins : all);
  const points = pointsOf(wanted, used);
  const atMs = (from + until) / 2;
  return {
    ...boundOverDrifts(points, atMs),
    atMs,
    by,
    confidence,
    score: 0,
    pairs: new Set(used.map(({ connection }) => connection)).size,
  };
}
