/**
 * How far the log's clock is from the page's: log = page + offset, and the offset may drift. Where
 * names are exact it is measured; else it is the one at which the most connections find a record.
 */
import type { Wanted } from "../wanted.ts";
import { boundOverDrifts, fitDrift, medianOf, middleOf, type Point } from "./drift.ts";
import type { Pair, Span } from "./pairs.ts";
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
/** That one of ours stands in the log at all. */
export const PRESENT = 0.9;
const MAX_PEAKS = 60;

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

/** Too many connections have several records within reach, so that none says which is whose. */
function isCrowded(pairs: readonly Pair[]): boolean {
  const counts = new Map<number, number>();
  for (const { connection } of pairs) counts.set(connection, (counts.get(connection) ?? 0) + 1);
  const alone = [...counts.values()].filter((count) => count === 1).length;
  return alone < counts.size * 0.6;
}

/** All offsets at which each of the connections has some record; null where there is none, as the clock drifts. */
function commonSpan(pairs: readonly Pair[]): (Span & { pairs: number }) | null {
  const edges = pairs.flatMap(({ span, connection }) => [
    { at: span.from, by: 1, connection },
    { at: span.until, by: -1, connection },
  ]);
  edges.sort((a, b) => a.at - b.at || b.by - a.by);
  const held = new Map<number, number>();
  const all = new Set(pairs.map(({ connection }) => connection)).size;
  const found: Span = { from: Number.NaN, until: Number.NaN };
  let count = 0;
  for (const [i, { at, by, connection }] of edges.entries()) {
    const before = held.get(connection) ?? 0;
    held.set(connection, before + by);
    if (before === 0) count++;
    if (before + by === 0) count--;
    const until = edges[i + 1]?.at;
    if (count < all || until === undefined) continue;
    if (Number.isNaN(found.from)) found.from = at;
    found.until = until;
  }
  return Number.isNaN(found.from) ? null : { ...found, pairs: all };
}

/** Offsets at which many pairs agree, the most first: a sweep over where their spans begin and end. */
function findPeaks(pairs: readonly Pair[], slackMs: number): number[] {
  const edges: { at: number; by: number }[] = [];
  for (const { span } of pairs) {
    if (!Number.isFinite(span.from) || span.until < span.from) continue;
    // What says little of the offset counts little.
    const weight = 1_000 / (1_000 + widthOf(span, slackMs));
    edges.push({ at: span.from - slackMs, by: weight }, { at: span.until + slackMs, by: -weight });
  }
  edges.sort((a, b) => a.at - b.at || b.by - a.by);
  const tops: { offset: number; height: number }[] = [];
  let height = 0;
  for (const [i, { at, by }] of edges.entries()) {
    height += by;
    const next = edges[i + 1];
    if (by > 0 && next && next.by < 0) tops.push({ offset: (at + next.at) / 2, height });
  }
  return tops
    .sort((a, b) => b.height - a.height)
    .slice(0, MAX_PEAKS)
    .map(({ offset }) => offset);
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

export const isWithin = ({ from, until }: Span, offset: number, slackMs: number): boolean =>
  offset >= from - slackMs && offset <= until + slackMs;

const widthOf = ({ from, until }: Span, slackMs: number): number => until - from + 2 * slackMs;

/** How much likelier this pair is one connection than a stranger that happens to lie there. */
export const oddsOf = ({ span, rate }: Pair, slackMs: number): number =>
  PRESENT / Math.max(1e-9, rate * widthOf(span, slackMs));

/** By how much this offset makes what is seen likelier than chance does: a sum of logarithms. */
function scoreAt(offset: number, pairs: readonly Pair[], wanted: Wanted, slackMs: number): number {
  const inside = pairs.filter(({ span }) => isWithin(span, offset, slackMs));
  const claims = new Map<number, number>();
  for (const { record } of inside) claims.set(record, (claims.get(record) ?? 0) + 1);
  const odds = new Float64Array(wanted.connections.length);
  for (const pair of inside) {
    odds[pair.connection] =
      (odds[pair.connection] ?? 0) + oddsOf(pair, slackMs) / (claims.get(pair.record) ?? 1);
  }
  return odds.reduce((sum, each) => sum + Math.log(1 - PRESENT + each), 0);
}

/** Of each connection the pair that lies nearest. */
function onlyOneEach(pairs: readonly Pair[], offsetOf: (pair: Pair) => number): Pair[] {
  const best = new Map<number, { pair: Pair; off: number }>();
  for (const pair of pairs) {
    const off = Math.abs(middleOf(pair.span) - offsetOf(pair));
    const before = best.get(pair.connection);
    if (!before || off < before.off) best.set(pair.connection, { pair, off });
  }
  return [...best.values()].map(({ pair }) => pair);
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

const pointsOf = ({ connections, from }: Wanted, pairs: readonly Pair[]): Point[] =>
  pairs.map(({ connection, span, isByBegin }) => {
    const ours = connections[connection];
    return { at: (isByBegin ? ours?.createdAt : ours?.endedAt) ?? from, span };
  });

/** What lies off the line that most lie on is somebody else's, though it lay within reach. */
function followLine(
  wanted: Wanted,
  pairs: readonly Pair[],
  offset: number,
  slackMs: number,
): Pair[] {
  let chosen = onlyOneEach(pairs, () => offset);
  for (let round = 0; round < 3; round++) {
    const points = pointsOf(wanted, chosen);
    const drift = fitDrift(points);
    const level = medianOf(
      points.map(({ at, span }) => middleOf(span) - drift * (at - wanted.from)),
    );
    const lineAt = (pair: Pair) => {
      const [point] = pointsOf(wanted, [pair]);
      return level + drift * ((point?.at ?? wanted.from) - wanted.from);
    };
    const near = pairs.filter((pair) => isWithin(pair.span, lineAt(pair), slackMs));
    const best = onlyOneEach(near, lineAt);
    const onLine = best.filter((pair) => isWithin(pair.span, lineAt(pair), ON_LINE_MS));
    chosen = onLine.length * 2 > best.length ? onLine : best;
  }
  return chosen;
}
/** What a line through some middles misses by. */
const ON_LINE_MS = 40;

/** A record that a name joins may be of another hop's queue: what lies far from all others says nothing. */
function dropOutliers(pairs: readonly Pair[]): readonly Pair[] {
  if (pairs.length < 3) return pairs;
  const middles = pairs.map(({ span }) => middleOf(span)).sort((a, b) => a - b);
  const median = middles[middles.length >> 1] ?? 0;
  const deviations = middles.map((each) => Math.abs(each - median)).sort((a, b) => a - b);
  const usual = (deviations[deviations.length >> 1] ?? 0) * 5 + 50;
  return pairs.filter(({ span }) => isWithin(span, median, usual));
}
