/** What many bounds of an offset have in common, where a clock may run faster than the other. */
import type { Span } from "./pairs.ts";

/** `at`: of the page's clock. */
export type Point = { at: number; span: Span };

/** A crystal that is worse than this is broken: 1,000 parts in a million are 86 s a day. */
const MAX_DRIFT = 1e-3;

export const middleOf = ({ from, until }: Span): number => (from + until) / 2;

const STEPS = 40;

/** Over all drifts that may be: none, unless the spans deny it, and those around the best fit. */
export function boundOverDrifts(points: readonly Point[], atMs: number) {
  const steady = boundBy(points, 0, atMs);
  const ats = points.map(({ at }) => at);
  const lengthMs = Math.max(...ats) - Math.min(...ats);
  const fit = fitDrift(points);
  const isSteady = steady.from <= steady.until;
  if (points.length < 3 || lengthMs <= 0) return { ...steady, drift: 0, isAtOne: isSteady };
  const width = Math.max(...points.map(({ span }) => span.until - span.from));
  const reach = Math.min(MAX_DRIFT, (2 * width) / lengthMs);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let slowest = Number.POSITIVE_INFINITY;
  let fastest = Number.NEGATIVE_INFINITY;
  for (let step = -STEPS; step <= STEPS; step++) {
    const drift = fit + (step / STEPS) * reach;
    const { from, until } = boundBy(points, drift, atMs);
    if (from > until) continue;
    low = Math.min(low, from);
    high = Math.max(high, until);
    slowest = Math.min(slowest, drift);
    fastest = Math.max(fastest, drift);
  }
  // What no drift explains is not as exact as it looks: by as much as the spans deny each other.
  if (low > high) {
    const best = boundBy(points, fit, atMs);
    return Math.abs(best.until - best.from) < Math.abs(steady.until - steady.from)
      ? { ...best, drift: fit, isAtOne: false }
      : { ...steady, drift: 0, isAtOne: false };
  }
  return {
    isAtOne: true,
    offsetMs: (low + high) / 2,
    uncertaintyMs: (high - low) / 2 + 1,
    drift: isSteady ? 0 : (slowest + fastest) / 2,
  };
}

/** What all spans have in common; where they have nothing, the middle, and by how much they disagree. */
function boundBy(points: readonly Point[], drift: number, atMs: number) {
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (const { at, span } of points) {
    low = Math.max(low, span.from - drift * (at - atMs));
    high = Math.min(high, span.until - drift * (at - atMs));
  }
  return {
    from: low,
    until: high,
    offsetMs: (low + high) / 2,
    uncertaintyMs: Math.abs(high - low) / 2 + 1,
  };
}

/** The middle of the slopes between each two (Theil and Sen): a wrong pair or two do not bend it. */
export function fitDrift(points: readonly Point[]): number {
  if (points.length < 3) return 0;
  const slopes: number[] = [];
  const step = Math.max(1, Math.floor(points.length / MAX_SLOPED));
  for (let i = 0; i < points.length; i += step) {
    for (let k = i + step; k < points.length; k += step) {
      const [a, b] = [points[i], points[k]];
      if (!a || !b || Math.abs(b.at - a.at) < 1_000) continue;
      slopes.push((middleOf(b.span) - middleOf(a.span)) / (b.at - a.at));
    }
  }
  const drift = medianOf(slopes);
  return Math.abs(drift) <= MAX_DRIFT ? drift : 0;
}
const MAX_SLOPED = 120;

export function medianOf(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1] ?? 0;
}
