/** Days in the zone of whoever reads them. */

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
  `${dateBeside(at, readAt)}${new Date(at).toTimeString().slice(0, 8)}`;

/** "Tue Nov 17 2026", in English wherever it is read (ECMA-262, Date.prototype.toDateString). */
const dayOf = (at: number): string => new Date(at).toDateString();
