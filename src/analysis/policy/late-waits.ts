/**
 * On a busy machine some timers fire late by tenths of a second, and none early. A few such waits
 * would turn an exact rule into one with jitter: so it is asked which exact rule most of the waits
 * lie on, with all others later than it says.
 */
import { smallestOf } from "../../session/extremes.ts";
import type { Wait } from "./observe.ts";

/** A long task, or several of them; who is later was held up by something else. */
export const LATEST_MS = 600;
/** What lies so near is on the rule: a timer's usual lateness, and what two waits tell of a curve. */
const ON_MS = 15;
const EARLY_MS = 6;
const ON_SHARE = 0.01;
/** More of them, and nothing tells what the rule was. */
const MOST_LATE = 0.4;
const MIN_ON = 4;

/** The shortest wait at a step: all are late, some by little. */
type Row = { step: number; ms: number };
type Rule = (step: number) => number;

/** For each kind of rule that most waits lie on: those that are late. */
export function findLate(waits: readonly Wait[]): Set<Wait>[] {
  const rows = rowsOf(waits);
  const flat = smallestOf(waits.map(({ delayMs }) => delayMs));
  const found = [[() => flat], curvesThrough(rows, linear), curvesThrough(rows, exponential)]
    .map((rules) => bestOf(waits, rules))
    .filter((late) => late !== null);
  const sizes = new Map(
    found.map((late) => [[...late].map((one) => waits.indexOf(one)).join(), late]),
  );
  return [...sizes.values()];
}

function rowsOf(waits: readonly Wait[]): Row[] {
  const byStep = new Map<number, number>();
  for (const { step, delayMs } of waits) {
    byStep.set(step, Math.min(delayMs, byStep.get(step) ?? Number.POSITIVE_INFINITY));
  }
  return [...byStep].map(([step, ms]) => ({ step, ms })).sort((a, b) => a.step - b.step);
}

const linear = (a: Row, b: Row): Rule => {
  const growth = (b.ms - a.ms) / (b.step - a.step);
  return (step) => a.ms + growth * (step - a.step);
};

const exponential = (a: Row, b: Row): Rule => {
  const factor = (b.ms / a.ms) ** (1 / (b.step - a.step));
  return (step) => a.ms * factor ** (step - a.step);
};

/** A longer run shows its rule at its beginning. */
const MAX_ROWS = 16;

function curvesThrough(all: readonly Row[], through: (a: Row, b: Row) => Rule): Rule[] {
  const rows = all.slice(0, MAX_ROWS);
  const rules: Rule[] = [];
  for (const [i, a] of rows.entries()) {
    for (const b of rows.slice(i + 1)) {
      if (b.ms <= a.ms) continue;
      const curve = through(a, b);
      rules.push(capped(curve, all));
    }
  }
  return rules;
}

/** From the first wait on that comes too early for the curve, the shortest of the rest is its cap. */
function capped(curve: Rule, rows: readonly Row[]): Rule {
  const from = rows.findIndex(({ step, ms }) => ms < curve(step) - slackOf(curve(step), EARLY_MS));
  if (from < 0) return curve;
  const capMs = smallestOf(rows.slice(from).map(({ ms }) => ms));
  return (step) => Math.min(curve(step), capMs);
}

const slackOf = (ms: number, least: number): number => least + ON_SHARE * ms;

/** Of the rules that no wait comes too early for, the one that most waits lie on. */
function bestOf(waits: readonly Wait[], rules: readonly Rule[]): Set<Wait> | null {
  const most = Math.floor(waits.length * MOST_LATE);
  let best: Set<Wait> | null = null;
  for (const rule of rules) {
    const late = lateFor(waits, rule, Math.min(most, waits.length - MIN_ON));
    if (late && late.size < (best?.size ?? Number.POSITIVE_INFINITY)) best = late;
  }
  return best?.size ? best : null;
}

function lateFor(waits: readonly Wait[], rule: Rule, most: number): Set<Wait> | null {
  const late = new Set<Wait>();
  for (const wait of waits) {
    const meantMs = rule(wait.step);
    const overMs = wait.delayMs - meantMs;
    if (overMs < -slackOf(meantMs, EARLY_MS) || overMs > LATEST_MS) return null;
    if (overMs <= slackOf(meantMs, ON_MS)) continue;
    late.add(wait);
    if (late.size > most) return null;
  }
  return late;
}
