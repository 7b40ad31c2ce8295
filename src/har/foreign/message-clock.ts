import { noneUnread } from "../har-error.ts";
import type { JsonPart } from "../json-part.ts";
import { tellAll } from "./tell-message.ts";
import { toEpochMs } from "./times.ts";

/** `at`: epoch ms of a time in the file. */
export type Clock = { isOwn: boolean; at: (time: number) => number };

export type EntryTimes = {
  place: string;
  /** When it opened, as far as is known: epoch ms. */
  startedAt: number;
  /** How long the entry lasted. */
  durationMs: number;
};

/** Times that are no longer than this past their entry's end are of it. */
const SLACK_MS = 1_000;

/**
 * How to read the times of one entry: of the calendar, or of a clock of the tool's own, whose first
 * message is taken for having come as the socket opened. Such a clock counts seconds, unless the
 * messages would then last longer than their entry.
 */
export function clockOf(part: JsonPart, context: EntryTimes): Clock {
  const { startedAt, durationMs } = context;
  let first: number | null = null;
  let last = 0;
  for (const { time } of tellAll(part, context.place, noneUnread())) {
    if (time === null) continue;
    if (toEpochMs(time) !== null) {
      return { isOwn: false, at: (one) => toEpochMs(one) ?? startedAt };
    }
    last = first === null ? time : Math.max(last, time);
    first = Math.min(time, first ?? time);
  }
  const start = first ?? 0;
  const span = last - start;
  const inMs =
    durationMs > 0 && span * 1000 > durationMs + SLACK_MS && span <= durationMs + SLACK_MS;
  return {
    isOwn: first !== null,
    at: (time) => startedAt + (time - start) * (inMs ? 1 : 1000),
  };
}
