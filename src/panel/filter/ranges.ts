/** Numbers in filters: one of them, `>1k`, `<=200`, or from one to another `1k..2k`. */
import { FilterError } from "./filter-error.ts";
import type { Value } from "./read-terms.ts";

export type Range = { includes(value: number): boolean };

/** One figure as it is written, and how far it reaches: "14:02" is a whole minute. */
export type Figure = { from: number; to: number };
export type ReadFigure = (text: string) => Figure | null;

const COMPARED = /^(>=|<=|>|<)(.+)$/;
const SPAN = "..";

/** `expected`: what the message names as right. */
export function readRange(value: Value, read: ReadFigure, expected: string): Range {
  const figure = (text: string): Figure => {
    const found = read(text);
    if (found) return found;
    throw new FilterError(`“${text || value.text}” is not ${expected}.`, value);
  };
  const compared = COMPARED.exec(value.text);
  if (compared) {
    const { from, to } = figure(compared[2] as string);
    switch (compared[1]) {
      case ">":
        return { includes: (n) => n > to };
      case ">=":
        return { includes: (n) => n >= from };
      case "<":
        return { includes: (n) => n < from };
      default:
        return { includes: (n) => n <= to };
    }
  }
  const dots = value.text.indexOf(SPAN);
  if (dots >= 0 && value.text !== SPAN) {
    const [first, second] = [value.text.slice(0, dots), value.text.slice(dots + SPAN.length)];
    const from = first ? figure(first).from : Number.NEGATIVE_INFINITY;
    const to = second ? figure(second).to : Number.POSITIVE_INFINITY;
    if (from > to) throw new FilterError("The first figure is larger than the second.", value);
    return { includes: (n) => n >= from && n <= to };
  }
  const { from, to } = figure(value.text);
  return { includes: (n) => n >= from && n <= to };
}

const SIZE = /^(\d+(?:\.\d+)?)(b|k|kb|kib|m|mb|mib)?$/i;
const SIZE_UNITS: Record<string, number> = { b: 1, k: 1_024, m: 1_048_576 };

/** "512", "1.5k", "2M": the units of the list, of 1,024. */
export const readSize: ReadFigure = (text) => {
  const found = SIZE.exec(text);
  if (!found) return null;
  const bytes = Number(found[1]) * (SIZE_UNITS[(found[2] ?? "b")[0]?.toLowerCase() ?? "b"] ?? 1);
  return { from: bytes, to: bytes };
};

/** "4xxx" and "10xx" stand for all codes that begin so. */
export const readCode: ReadFigure = (text) => {
  if (!/^\d{1,4}x{0,3}$/i.test(text) || text.length > 4) return null;
  const from = Number(text.replaceAll(/x/gi, "0"));
  return { from, to: Number(text.replaceAll(/x/gi, "9")) };
};

const DURATION = /^(\d+(?:\.\d+)?)(ms|s|min|m|h)$/i;
const DURATION_UNITS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
};

/** "250ms", "1.5s", "2min". */
export const readDuration: ReadFigure = (text) => {
  const found = DURATION.exec(text);
  if (!found) return null;
  const ms = Number(found[1]) * (DURATION_UNITS[found[2]?.toLowerCase() ?? ""] ?? 1);
  return { from: ms, to: ms };
};

const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?$/;

/** "14:02", "14:02:11", "14:02:11.042": ms of the day, up to the end of what was named. */
export const readClock: ReadFigure = (text) => {
  const found = CLOCK.exec(text);
  if (!found) return null;
  const [, hours, minutes, seconds, fraction] = found;
  const from =
    Number(hours) * 3_600_000 +
    Number(minutes) * 60_000 +
    Number(seconds ?? 0) * 1_000 +
    Number((fraction ?? "").padEnd(3, "0"));
  const lengthMs = fraction !== undefined ? 1 : seconds !== undefined ? 1_000 : 60_000;
  return { from, to: from + lengthMs - 0.001 };
};
