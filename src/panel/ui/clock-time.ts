/** Times of day in the zone that the window is read in, with the date wherever it would not go without saying. */
import { dateBeside, isSameDay, timeInDay } from "../../words/day-time.ts";
import { zone } from "./zone.ts";

/** "14:02:11.042". */
export function clockTime(epochMs: number): string {
  // Whatever shows it is drawn anew in another zone.
  void zone.value;
  const ms = String(new Date(epochMs).getMilliseconds()).padStart(3, "0");
  return `${timeInDay(epochMs)}.${ms}`;
}

const SECONDS_LENGTH = "14:02:11".length;
/** Within so short a stretch both ends may fall into one second. */
const SHORT_SPAN_MS = 2_000;

/** "14:02:11.042"; of another day than the reader's "Nov 17 14:02:11.042". */
export const exactDayTime = (at: number, todayMs = Date.now()): string =>
  `${dateBeside(at, todayMs)}${clockTime(at)}`;

/** The same to the second. */
export const dayTime = (at: number, todayMs = Date.now()): string =>
  `${dateBeside(at, todayMs)}${clockTime(at).slice(0, SECONDS_LENGTH)}`;

/** "14:02:11–14:03:40", finer where both would read the same; over midnight both have their date. */
export function spanInWords({ from, to }: { from: number; to: number }, todayMs = Date.now()) {
  const timeOf = (at: number) =>
    to - from < SHORT_SPAN_MS ? clockTime(at) : clockTime(at).slice(0, SECONDS_LENGTH);
  if (isSameDay(from, to)) return `${dateBeside(from, todayMs)}${timeOf(from)}–${timeOf(to)}`;
  return `${dateBeside(from, to)}${timeOf(from)}–${dateBeside(to, from)}${timeOf(to)}`;
}

/** "+0.042 s": since the connection opened, or from its handshake where it did not. */
export const sinceOpen = (at: number, openedAt: number): string => {
  const seconds = (at - openedAt) / 1_000;
  return `${seconds < 0 ? "−" : "+"}${Math.abs(seconds).toFixed(3)} s`;
};
