/** Days and times in the zone of whoever reads them, or in UTC where they wish so. */

export type Zone = "local" | "utc";

let zone: Zone = "local";

/** For all that is told from now on: times of one window are of one zone. */
export function readTimesIn(wanted: Zone): void {
  zone = wanted;
}

/** How far the clocks that are read are ahead of UTC then. */
export const zoneMinutesAt = (at: number): number =>
  zone === "utc" ? 0 : -new Date(at).getTimezoneOffset();

/** "14:02:11". */
export const timeInDay = (at: number): string =>
  zone === "utc"
    ? new Date(at).toUTCString().slice(-12, -4)
    : new Date(at).toTimeString().slice(0, 8);

export const isSameDay = (a: number, b: number): boolean => dayOf(a) === dayOf(b);

/** Closer than half a year a month is no other year's: so `ls -l` has it as well. */
const HALF_YEAR_MS = 182 * 24 * 60 * 60 * 1_000;

/** "Nov 17 ", to stand before a time that is read on another day; from long ago "Nov 17 2025 ". */
export function dateBeside(at: number, readAt: number): string {
  if (isSameDay(at, readAt)) return "";
  return Math.abs(readAt - at) < HALF_YEAR_MS ? `${dayInYear(at)} ` : `${dayOf(at).slice(4)} `;
}

/** "Nov 17". */
export const dayInYear = (at: number): string => dayOf(at).slice(4, 10);

/** "14:03:40", with its date where that is another day than `readAt`. */
export const timeOfDay = (at: number, readAt: number): string =>
  `${dateBeside(at, readAt)}${timeInDay(at)}`;

/** "Tue Nov 17 2026 14:02:11". */
export const dayTimeOfYear = (at: number): string => `${dayOf(at)} ${timeInDay(at)}`;

/** "Tue Nov 17 2026", in English wherever it is read (ECMA-262, Date.prototype.toDateString). */
function dayOf(at: number): string {
  if (zone === "local") return new Date(at).toDateString();
  // "Tue, 17 Nov 2026 14:02:11 GMT".
  const [weekday = "", day, month, year] = new Date(at).toUTCString().split(" ");
  return `${weekday.slice(0, 3)} ${month} ${day} ${year}`;
}
