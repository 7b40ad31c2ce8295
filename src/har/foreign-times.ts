/** The times in other tools' files, which are not always of the calendar. */
import { HarError } from "./har-error.ts";
import { isObject, numberAt, textAt } from "./shape.ts";

type Raw = Record<string, unknown>;

/** Below it lie seconds until the year 5138, above it milliseconds since 1973. */
const SMALLEST_MS = 1e11;
/** No tool recorded a socket before 2001: a smaller number of seconds counts from some start. */
const SMALLEST_EPOCH_S = 1e9;

/** Epoch ms from seconds (Chrome) or milliseconds (Playwright); null where it is of neither. */
export const toEpochMs = (time: number): number | null =>
  time < SMALLEST_EPOCH_S ? null : time < SMALLEST_MS ? time * 1000 : time;

/**
 * When an entry began, in epoch ms. Null where the tool did not know it: of a socket without an
 * answer Chrome has no wall clock, and writes a second before 1970.
 */
export function startOf(entry: Raw, place: string): number | null {
  const at = Date.parse(textAt(entry.startedDateTime, `${place}.startedDateTime`));
  if (Number.isNaN(at)) throw new HarError(`${place}.startedDateTime`, "is not a date");
  return at < SMALLEST_MS ? null : at;
}

/** Milliseconds; tools write -1 or nothing where they do not know. */
export const durationOf = (entry: Raw, place: string): number =>
  entry.time === undefined || entry.time === null
    ? 0
    : Math.max(0, numberAt(entry.time, `${place}.time`));

/**
 * A start for each entry that has none: that of its neighbour in the file, and from one such entry
 * to the next the time that their own clock tells (Chrome counts both from the computer's start).
 */
export function placeUndated(entries: readonly unknown[]): (index: number) => number {
  const starts = entries.map(tryStartOf);
  const undated = entries.findIndex((entry, i) => isObject(entry) && starts[i] === null);
  const before = starts.slice(0, Math.max(0, undated)).findLast(isKnown);
  const anchorMs = before ?? starts.find(isKnown) ?? 0;
  const clockOf = (index: number) => {
    const entry = entries[index];
    return isObject(entry) && typeof entry.time === "number" ? entry.time : 0;
  };
  return (index) => anchorMs + Math.max(0, clockOf(index) - clockOf(undated));
}

/** The last moment that any entry tells of, in epoch ms; 0 where none has a time. */
export function lastMomentOf(entries: readonly unknown[]): number {
  let last = 0;
  for (const entry of entries) {
    const start = tryStartOf(entry);
    if (!isKnown(start) || !isObject(entry)) continue;
    const lasted = typeof entry.time === "number" && entry.time > 0 ? entry.time : 0;
    last = Math.max(last, start + lasted);
  }
  return last;
}

const isKnown = (ms: number | null | undefined): ms is number => typeof ms === "number";

function tryStartOf(entry: unknown): number | null {
  if (!isObject(entry) || typeof entry.startedDateTime !== "string") return null;
  const at = Date.parse(entry.startedDateTime);
  return at >= SMALLEST_MS ? at : null;
}
