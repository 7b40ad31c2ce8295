import type { Curve } from "./curves.ts";
import type { Observed } from "./observe.ts";
import {
  LATENESS_MS,
  LATENESSES,
  LOG_FRACTIONS,
  MAX_FRACTION,
  MIN_FRACTION,
  SPREAD_PRIOR,
  type Spread,
} from "./spread.ts";

/**
 * One point of a curve under one way of straying, its scale integrated out in closed form under
 * flat priors of the logarithms of the scale and of a band's share.
 */
export type Part = {
  x: number;
  y: number;
  spread: Spread;
  logWeight: number;
  /** none, full: the scale lies between these, its density falling as scale^-power. */
  low: number;
  high: number;
  power: number;
  /**
   * band: the upper edge lies above `high` and the lower one below `low`, by a slack that is
   * `width` times a beta-prime variable (2, n - 1), shared evenly between the two.
   */
  width: number;
};

/** Scales from about a millisecond to an hour, as a prior of a logarithm must end somewhere. */
const LOG_SCALES = Math.log(3_600_000);
/** How far above what was seen the upper edge of full jitter may lie. */
const FAR_ABOVE = 50;

/** Called for each part; positional, as millions of them are looked at and few are kept. */
export type Emit = (
  spread: Spread,
  logWeight: number,
  low: number,
  high: number,
  power: number,
  width: number,
) => void;

// One over the curve's share, and the longest wait over it, by step.
let inverse = new Float64Array(64);
let longest = new Float64Array(64);

/** How well the waits fit one point of a curve, by their ways of straying. */
export function weighPoint(
  observed: Observed,
  curve: Curve,
  [x, y]: readonly [number, number],
  isFull: boolean,
  emit: Emit,
  everyLateness = 1,
): void {
  const { n, steps, counts, shortestMs, longestMs, maxStep } = observed;
  // A cap that nothing has reached is no cap.
  if (curve.capped && curve.capStep(x, y) > maxStep) return;
  const size = steps.length;
  if (inverse.length < size) {
    inverse = new Float64Array(size);
    longest = new Float64Array(size);
  }
  let sumLog = 0;
  let low = Number.POSITIVE_INFINITY;
  for (let i = 0; i < size; i++) {
    const share = curve.at(steps[i] as number, x, y);
    const over = 1 / share;
    inverse[i] = over;
    longest[i] = (longestMs[i] as number) * over;
    sumLog += (counts[i] as number) * Math.log(share);
    low = Math.min(low, (shortestMs[i] as number) * over);
  }
  const lateness = LATENESS_MS / Math.exp(sumLog / n);
  const edge = leastEdge(size, LATENESS_MS, low);
  if (isFull) {
    const power = (n * edge) / (edge + lateness);
    const mass = -Math.expm1(-power * Math.log(FAR_ABOVE)) / power / LOG_SCALES;
    const logWeight = Math.log(SPREAD_PRIOR.full * mass) - sumLog - n * Math.log(edge + lateness);
    emit("full", logWeight, edge, edge * FAR_ABOVE, power, 0);
    return;
  }
  if (n > 1 && edge - low <= MAX_FRACTION * (edge + low)) {
    const width = Math.max(edge - low, 0) + lateness;
    const prior = SPREAD_PRIOR.band / (LOG_SCALES * LOG_FRACTIONS * edge);
    const logWeight =
      Math.log((prior * shareWideEnough(edge, low, width, n)) / (n * (n - 1))) -
      sumLog -
      (n - 1) * Math.log(width);
    emit("band", logWeight, low, edge, 0, width);
  }
  for (let i = 0; i < LATENESSES.length; i += everyLateness) {
    const { ms, logPrior } = LATENESSES[i] as (typeof LATENESSES)[number];
    const least = leastEdge(size, ms, low);
    if (least >= low) return;
    const mass = (SPREAD_PRIOR.none / LOG_SCALES) * Math.log(low / least);
    emit("none", logPrior + Math.log(mass) - n * Math.log(ms), least, low, 0, 0);
  }
}

/** The least scale at which no wait is later than that. */
function leastEdge(size: number, latenessMs: number, low: number): number {
  let edge = low * 1e-3;
  for (let i = 0; i < size; i++) {
    const needed = (longest[i] as number) - latenessMs * (inverse[i] as number);
    if (needed > edge) edge = needed;
  }
  return edge;
}

/** The share of a band's slacks that make it as wide as a band is at least. */
function shareWideEnough(edge: number, low: number, width: number, n: number): number {
  const missing = MIN_FRACTION * (edge + low) - (edge - low);
  if (missing <= 0) return 1;
  const z = missing / (missing + width);
  return Math.max((1 - z) ** (n - 1) * (1 + (n - 1) * z), 1e-300);
}
