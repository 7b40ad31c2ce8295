/** The times along the top: round ones, as many as there is room for. */
import { dateBeside, dayInYear, isSameDay, zoneMinutesAt } from "../../words/day-time.ts";
import { formatDuration } from "../../words/words.ts";
import { clockTime } from "../ui/clock-time.ts";
import { lengthOf, type Scale, type Span, xOf } from "../ui/span.ts";

export type AxisMode = "clock" | "since";
export type Tick = { at: number; xPx: number; label: string };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS_MS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
];

const MIDNIGHT = "00:00:00.000";
/** Room for "14:02:11.042". */
const LABEL_PX = 86;
const MAX_TICKS = 100;

export function ticksOf(scale: Scale, mode: AxisMode, originAt: number): Tick[] {
  const { span, widthPx } = scale;
  const stepMs = stepOf(lengthOf(span), Math.max(1, Math.floor(widthPx / LABEL_PX)));
  // Round in the zone that is read, whose days begin at midnight there.
  const zeroAt = mode === "since" ? originAt : -zoneMinutesAt(span.from) * MINUTE;
  const first = Math.ceil((span.from - zeroAt) / stepMs);
  const last = Math.floor((span.to - zeroAt) / stepMs);
  // Of times that a page forged a step may be no more than their rounding.
  const count = Math.min(MAX_TICKS, Math.max(0, last - first + 1));
  return Array.from({ length: count }, (_, i) => {
    const sinceMs = (first + i) * stepMs;
    const at = zeroAt + sinceMs;
    const label = mode === "since" ? sinceLabel(sinceMs) : clockLabel(at, stepMs);
    return { at, xPx: xOf(scale, at), label };
  });
}

function stepOf(lengthMs: number, atMost: number): number {
  const wanted = lengthMs / atMost;
  return STEPS_MS.find((step) => step >= wanted) ?? Math.ceil(wanted / DAY) * DAY;
}

/** The first tick of a day says which day it is. */
function clockLabel(at: number, stepMs: number): string {
  const time = clockTime(at);
  if (stepMs >= DAY || time === MIDNIGHT) return dayInYear(at);
  // Where the clocks were changed on the way no round time may fall on midnight.
  if (!isSameDay(at - stepMs, at)) return `${dayInYear(at)} ${time.slice(0, 5)}`;
  if (stepMs >= MINUTE) return time.slice(0, 5);
  return stepMs >= SECOND ? time.slice(0, 8) : time;
}

const sinceLabel = (ms: number): string =>
  ms === 0 ? "0" : `${ms < 0 ? "−" : "+"}${formatDuration(Math.abs(ms))}`;

/** The day on which what is shown begins, "Nov 17", unless that is today. */
export const firstDay = ({ from }: Span, todayMs = Date.now()): string =>
  dateBeside(from, todayMs).trim();
