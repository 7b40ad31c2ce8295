import { timeOfDay } from "../words/day-time.ts";

/** Instead of a grade: nothing is known of a tab while it is not watched. */
export const unwatchedInWords = (since: number, nowMs: number): string =>
  `not watched since ${timeOfDay(since, nowMs)}`;
