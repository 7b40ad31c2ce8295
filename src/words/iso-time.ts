/** The furthest moments that a Date can hold: a page's forged clock, or a file's, must not break what is written. */
const LAST_MOMENT = 8.64e15;

/** "2026-12-01T11:04:36.123Z". */
export const isoTime = (at: number): string =>
  new Date(Math.min(LAST_MOMENT, Math.max(-LAST_MOMENT, at || 0))).toISOString();
