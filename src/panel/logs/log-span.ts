import type { LogSummary } from "../../logs/beside.ts";
import { isoTime } from "../../words/iso-time.ts";

/** "2026-12-01 11:04:36 to 11:49:55, in UTC": of its own clock, which need not be the browser's; null: no line has a time. */
export function spanOfLog({
  from,
  until,
  isZoned,
}: Pick<LogSummary, "from" | "until" | "isZoned">) {
  if (from === null || until === null) return null;
  const [first, last] = [from, until].map((at) => isoTime(at).slice(0, 19).replace("T", " "));
  const isOneDay = first?.slice(0, 10) === last?.slice(0, 10);
  const zone = isZoned ? "in UTC" : "in a zone that it does not say";
  return `${first} to ${isOneDay ? last?.slice(11) : last}, ${zone}, by its own clock`;
}
