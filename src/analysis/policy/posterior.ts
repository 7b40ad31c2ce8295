import type { Curve } from "./curves.ts";
import { type Emit, type Part, type Ways, weighPoint } from "./likelihood.ts";
import type { Observed } from "./observe.ts";

/** What the waits say of one curve: its parts, and their weight together (log). */
export type Posterior = { curve: Curve; parts: Part[]; logEvidence: number };

type Window = { x: [number, number]; y: [number, number] };

const COARSE = { x: 32, y: 20 };
const FINE = 13;
/** The last grid: fine enough that round numbers do not fall between its points. */
const FINEST = { one: 61, two: 17 };
const MAX_LEVELS = 16;
/** What weighs less than e^-7 of the best does not show in a 90 % interval. */
const LOG_NEGLIGIBLE = 7;
/** What weighs less than e^-12 of the best is nothing, even summed up. */
const LOG_NOTHING = 12;
/** Where on a curve the waits lie shows with a few of the latenesses already. */
const SEARCH_EVERY = 7;
/** The window is right when what counts fills most of it. */
const FILLED = 0.6;

const span = ([from, to]: [number, number]) => to - from;
const middles = ([from, to]: [number, number], n: number) =>
  Array.from({ length: n }, (_, i) => from + ((to - from) * (i + 0.5)) / n);

/** Finds where on the curve's parameters the waits are likely, and how likely, by grids that close in. */
export function fitCurve(observed: Observed, curve: Curve, ways: Ways): Posterior | null {
  const bounds: Window = { x: curve.x ?? [0, 0], y: curve.y ?? [0, 0] };
  const start = findStart(observed, curve, ways, bounds);
  if (start === null) return null;
  const axesOf = ({ x, y }: Window, cells: number): Axes => ({
    xs: middles(x, curve.x === null ? 1 : cells),
    ys: middles(y, curve.y === null ? 1 : cells),
  });
  let window: Window = start;
  for (let level = 0; level < MAX_LEVELS; level++) {
    const axes = axesOf(window, FINE);
    const cells = weighCells(observed, curve, axes, ways);
    const next = closeIn(cells, axes, window, bounds);
    if (next === null) break;
    window = next;
  }
  const axes = axesOf(window, curve.y === null ? FINEST.one : FINEST.two);
  const parts = collectParts(observed, curve, axes, ways);
  if (parts.length === 0) return null;
  const share = (axis: "x" | "y") =>
    curve[axis] === null ? 0 : Math.log(span(window[axis]) / span(bounds[axis]));
  const logCell = share("x") + share("y") - Math.log(axes.xs.length * axes.ys.length);
  return { curve, parts, logEvidence: logSum(parts.map((part) => part.logWeight)) + logCell };
}

/** All parts that count. */
function collectParts(observed: Observed, curve: Curve, { xs, ys }: Axes, ways: Ways): Part[] {
  const parts: Part[] = [];
  let most = Number.NEGATIVE_INFINITY;
  for (const x of xs) {
    for (const y of ys) {
      weighPoint(observed, curve, x, y, ways, (spread, logWeight, low, high, power, width) => {
        if (logWeight > most) most = logWeight;
        if (logWeight < most - LOG_NOTHING) return;
        parts.push({ x, y, spread, logWeight, low, high, power, width });
      });
    }
  }
  return parts;
}

export function logSum(logs: readonly number[]): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const log of logs) most = Math.max(most, log);
  if (most === Number.NEGATIVE_INFINITY) return most;
  let sum = 0;
  for (const log of logs) sum += Math.exp(log - most);
  return most + Math.log(sum);
}

type Axes = { xs: number[]; ys: number[] };

/** The log weight of each cell, row by row of x. */
function weighCells(observed: Observed, curve: Curve, { xs, ys }: Axes, ways: Ways): Float64Array {
  const cells = new Float64Array(xs.length * ys.length).fill(Number.NEGATIVE_INFINITY);
  let at = 0;
  const keepMost: Emit = (_, logWeight) => {
    if (logWeight > (cells[at] as number)) cells[at] = logWeight;
  };
  for (const x of xs) {
    for (const y of ys) {
      weighPoint(observed, curve, x, y, ways, keepMost, SEARCH_EVERY);
      at++;
    }
  }
  return cells;
}

/** Around the best of a coarse grid. */
function findStart(observed: Observed, curve: Curve, ways: Ways, bounds: Window): Window | null {
  if (curve.x === null) return bounds;
  const xs = middles(bounds.x, COARSE.x);
  const ys = middles(bounds.y, curve.y === null ? 1 : COARSE.y);
  const cells = weighCells(observed, curve, { xs, ys }, ways);
  const best = indexOfMost(cells);
  if (cells[best] === Number.NEGATIVE_INFINITY) return null;
  const around = (axis: "x" | "y", values: number[], i: number): [number, number] => {
    const reach = (span(bounds[axis]) / values.length) * 2.5;
    const value = values[i] as number;
    return [Math.max(bounds[axis][0], value - reach), Math.min(bounds[axis][1], value + reach)];
  };
  return {
    x: around("x", xs, Math.floor(best / ys.length)),
    y: ys.length === 1 ? bounds.y : around("y", ys, best % ys.length),
  };
}

function indexOfMost(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) {
    if ((values[i] as number) > (values[best] as number)) best = i;
  }
  return best;
}

/** The window that holds what counts; null where the one that was looked at does already. */
function closeIn(cells: Float64Array, axes: Axes, window: Window, bounds: Window): Window | null {
  let most = Number.NEGATIVE_INFINITY;
  for (const cell of cells) most = Math.max(most, cell);
  if (most === Number.NEGATIVE_INFINITY) return null;
  const box = { x: [axes.xs.length, -1], y: [axes.ys.length, -1] } as Window;
  cells.forEach((cell, at) => {
    if (cell < most - LOG_NEGLIGIBLE) return;
    const [i, j] = [Math.floor(at / axes.ys.length), at % axes.ys.length];
    box.x = [Math.min(box.x[0], i), Math.max(box.x[1], i)];
    box.y = [Math.min(box.y[0], j), Math.max(box.y[1], j)];
  });
  const x = closeAxis(box.x, axes.xs.length, window.x, bounds.x);
  const y = closeAxis(box.y, axes.ys.length, window.y, bounds.y);
  return x === null && y === null ? null : { x: x ?? window.x, y: y ?? window.y };
}

function closeAxis(
  [first, last]: [number, number],
  n: number,
  window: [number, number],
  bounds: [number, number],
): [number, number] | null {
  if (n === 1) return null;
  const cell = span(window) / n;
  // What counts may go on beyond an edge.
  const fromReach = first === 0 ? 4 : 0.6;
  const toReach = last === n - 1 ? 4 : 0.6;
  const next: [number, number] = [
    Math.max(bounds[0], window[0] + (first - fromReach) * cell),
    Math.min(bounds[1], window[0] + (last + 1 + toReach) * cell),
  ];
  const isSame = Math.abs(span(next) / span(window) - 1) < 1e-9;
  const isInside = next[0] >= window[0] && next[1] <= window[1];
  if (isSame || (isInside && span(next) >= FILLED * span(window))) return null;
  return next;
}
