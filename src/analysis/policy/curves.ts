import type { Observed } from "./observe.ts";

/**
 * A family of curves that waits may follow, up to a common scale in ms. Each has at most two
 * parameters, x and y, within these bounds; the scale is integrated out (`likelihood.ts`).
 */
export type Curve = {
  kind: "fixed" | "linear" | "exponential";
  capped: boolean;
  x: [number, number] | null;
  y: [number, number] | null;
  /** The logarithm of the wait at a step over the scale; with a cap the scale is the cap. */
  logAt: (step: number, x: number, y: number) => number;
  /** The step from which on the wait is the cap. */
  capStep: (x: number, y: number) => number;
};

// From ×1.1 (Action Cable grows by 1.15) to ×4; what grows faster is a list or a breaker.
const LOG_FACTOR: [number, number] = [Math.log(1.1), Math.log(4)];
/** A cap under one and a half times the base would be no growth worth the name. */
const LOG_CAP_OVER_BASE: [number, number] = [Math.log(1.5), Math.log(1_000)];
const never = () => Number.POSITIVE_INFINITY;

/** x: the share of the growth in base + growth. */
const logLineAt = (step: number, x: number) => Math.log(Math.max(1 - x + x * step, ALMOST_NOTHING));
/** Beyond 1 the first wait is nothing; a little of that range gives it a weight of its own. */
const LINE_SHARE: [number, number] = [0.1, 1.02];
const ALMOST_NOTHING = 1e-6;

/** The curves that can be told from each other within so many steps. */
export function curvesFor({ maxStep }: Observed): Curve[] {
  const curves: Curve[] = [
    { kind: "fixed", capped: false, x: null, y: null, logAt: () => 0, capStep: never },
  ];
  if (maxStep < 2) return curves;
  curves.push(
    {
      kind: "exponential",
      capped: false,
      x: LOG_FACTOR,
      y: null,
      logAt: (step, x) => step * x,
      capStep: never,
    },
    {
      kind: "linear",
      capped: false,
      x: LINE_SHARE,
      y: null,
      logAt: logLineAt,
      capStep: never,
    },
  );
  if (maxStep < 3) return curves;
  curves.push(
    {
      kind: "exponential",
      capped: true,
      x: LOG_FACTOR,
      y: LOG_CAP_OVER_BASE,
      logAt: (step, x, y) => Math.min(step * x, y) - y,
      capStep: (x, y) => y / x,
    },
    {
      kind: "linear",
      capped: true,
      x: LINE_SHARE,
      y: [1, maxStep],
      logAt: (step, x, y) => logLineAt(Math.min(step, y), x) - logLineAt(y, x),
      capStep: (_, y) => y,
    },
  );
  return curves;
}
