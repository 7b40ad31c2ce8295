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
const LOG_FAR_ABOVE = Math.log(FAR_ABOVE);

/** Called for each part; positional, as millions of them are looked at and few are kept. */
export type Emit = (
  spread: Spread,
  logWeight: number,
  low: number,
  high: number,
  power: number,
  width: number,
) => void;

/** Which ways of straying are looked at: where on a curve they are likely differs. */
export type Ways = "full" | "around";

// One over the curve's share, and the longest wait over it, by row.
let inverse = new Float64Array(128);
let longest = new Float64Array(128);

/** How well the waits fit one point of a curve, by their ways of straying. */
export function weighPoint(
  observed: Observed,
  curve: Curve,
  x: number,
  y: number,
  ways: Ways,
  emit: Emit,
  everyLateness = 1,
): void {
  const { n, steps, counts, shortestMs, longestMs, shortestFromMs, longestFromMs } = observed;
  const capStep = curve.capped ? curve.capStep(x, y) : Number.POSITIVE_INFINITY;
  // A cap that nothing has reached is no cap.
  if (curve.capped && capStep > observed.maxStep) return;
  if (inverse.length <= steps.length) {
    inverse = new Float64Array(steps.length + 1);
    longest = new Float64Array(steps.length + 1);
  }
  let sumLog = 0;
  let low = Number.POSITIVE_INFINITY;
  let size = 0;
  for (; size < steps.length && (steps[size] as number) < capStep; size++) {
    const logShare = curve.logAt(steps[size] as number, x, y);
    const over = Math.exp(-logShare);
    inverse[size] = over;
    longest[size] = (longestMs[size] as number) * over;
    sumLog += (counts[size] as number) * logShare;
    const lowHere = (shortestMs[size] as number) * over;
    if (lowHere < low) low = lowHere;
  }
  if (size < steps.length) {
    // All that lie on the cap count as one row, where the curve's share is 1.
    inverse[size] = 1;
    longest[size] = longestFromMs[size] as number;
    low = Math.min(low, shortestFromMs[size] as number);
    size++;
  }
  const lateness = LATENESS_MS / Math.exp(sumLog / n);
  const edge = leastEdge(size, LATENESS_MS, low);
  if (ways === "full") {
    const power = (n * edge) / (edge + lateness);
    const mass = -Math.expm1(-power * LOG_FAR_ABOVE) / power / LOG_SCALES;
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

/** The most that full jitter can weigh on any curve that never shrinks (log). */
export function boundFull({ longestMs, counts }: Observed): number {
  let most = 0;
  let bound = 0;
  for (let i = 0; i < longestMs.length; i++) {
    most = Math.max(most, longestMs[i] as number);
    bound -= (counts[i] as number) * Math.log(most);
  }
  return bound;
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
