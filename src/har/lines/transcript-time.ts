/**
 * The time that a line of a terminal's transcript begins with. Terminals write none: it comes from
 * `ts` (moreutils), from a pipe of one's own, or from websocat.
 */
export type Stamp = {
  /** Epoch seconds, or seconds of a clock whose day is not known. */
  seconds: number;
  isDated: boolean;
  rest: string;
};

const ISO =
  /^\[?(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(Z|[+-]\d\d:?\d\d))?\]?:?[ \t]+(?:[A-Z]{4,5} +)?/;
/** What `ts` writes where it is not told otherwise: a day without its year. */
const YEARLESS =
  /^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?[ \t]+/;
const CLOCK = /^\[?(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\]?[ \t]+/;
/** websocat's `timestamp:` and `log:`, and `ts %.s`: since 1970, or since the program began. */
const SECONDS = /^(\d{1,10})\.(\d{1,9})[ \t]+/;

const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
/** It has a 29th of February; its seconds are too few to be taken for a time of the calendar. */
const SOME_YEAR = 2000;
/** Fewer seconds than these count from some start. */
const SMALLEST_EPOCH_S = 1e9;

export function readStamp(line: string): Stamp | null {
  return readIso(line) ?? readYearless(line) ?? readClock(line) ?? readSeconds(line);
}

const fraction = (digits: string | undefined): number => Number(`0.${digits ?? 0}`);

function stamp(line: string, all: string, ms: number, more: string | undefined, isDated: boolean) {
  if (Number.isNaN(ms)) return null;
  return { seconds: ms / 1000 + fraction(more), isDated, rest: line.slice(all.length) };
}

function readIso(line: string): Stamp | null {
  const [all, year, month, day, hour, minute, second, more, zone] = ISO.exec(line) ?? [];
  if (all === undefined) return null;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zoneOf(zone)}`);
  return stamp(line, all, ms, more, true);
}

/** Without one it is taken for UTC: what lies between two lines is the same. */
const zoneOf = (zone: string | undefined): string =>
  zone === undefined || zone === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(-2)}`;

function readYearless(line: string): Stamp | null {
  const [all, month = "", day, hour, minute, second, more] = YEARLESS.exec(line) ?? [];
  if (all === undefined) return null;
  const ms = Date.UTC(
    SOME_YEAR,
    MONTHS.indexOf(month) / 3,
    ...([Number(day), Number(hour), Number(minute), Number(second)] as const),
  );
  return stamp(line, all, ms, more, false);
}

function readClock(line: string): Stamp | null {
  const [all, hour, minute, second, more] = CLOCK.exec(line) ?? [];
  if (all === undefined) return null;
  const ms = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000;
  return stamp(line, all, ms, more, false);
}

function readSeconds(line: string): Stamp | null {
  const [all, whole, more] = SECONDS.exec(line) ?? [];
  if (all === undefined) return null;
  const seconds = Number(whole) + fraction(more);
  return { seconds, isDated: seconds >= SMALLEST_EPOCH_S, rest: line.slice(all.length) };
}
