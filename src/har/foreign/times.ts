/** The times in other tools' files, which are not always of the calendar. */
import { MAX_TIME_MS } from "../../protocol/text.ts";
import { HarError } from "../har-error.ts";
import { isObject, numberAt, textAt } from "../shape.ts";

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

/** Milliseconds; tools write -1 or nothing where they do not know, and what lasts longer than this is none. */
export const durationOf = (entry: Raw, place: string): number =>
  entry.time === undefined || entry.time === null
    ? 0
    : knownDuration(numberAt(entry.time, `${place}.time`));

/** A hundred years: what a time is added to stays one. */
const MAX_DURATION_MS = 3_155_760_000_000;
const knownDuration = (ms: number): number => (ms > 0 && ms <= MAX_DURATION_MS ? ms : 0);

/**
 * A start for each entry that has none: that of its neighbour in the file, and from one such entry
 * to the next the time that their own clock tells (Chrome counts both from the computer's start).
 */
export function placeUndated(moments: readonly Moment[]): (index: number) => number {
  const undated = moments.findIndex(({ start, isEntry }) => isEntry && start === null);
  const before = moments.slice(0, Math.max(0, undated)).findLast(isDated);
  const anchorMs = (before ?? moments.find(isDated))?.start ?? 0;
  const clockOf = (index: number) => moments[index]?.time ?? 0;
  return (index) => anchorMs + Math.max(0, clockOf(index) - clockOf(undated));
}

/** The last moment that any entry tells of, in epoch ms; 0 where none has a time. */
export function lastMomentOf(moments: readonly Moment[]): number {
  let last = 0;
  for (const { start, time } of moments) {
    if (start !== null) last = Math.max(last, start + knownDuration(time));
  }
  return last;
}

const isDated = ({ start }: Moment): boolean => start !== null;

/** What an entry says of time. `start`: epoch ms, where it is known; `time`: ms. */
export type Moment = { isEntry: boolean; start: number | null; time: number };

export const isTime = (value: unknown): value is number =>
  typeof value === "number" && Math.abs(value) <= MAX_TIME_MS;

export function momentOf(entry: unknown): Moment {
  if (!isObject(entry)) return { isEntry: false, start: null, time: 0 };
  const at =
    typeof entry.startedDateTime === "string" ? Date.parse(entry.startedDateTime) : Number.NaN;
  return {
    isEntry: true,
    start: at >= SMALLEST_MS ? at : null,
    // "1e999" is JSON, too.
    time: isTime(entry.time) ? entry.time : 0,
  };
}
