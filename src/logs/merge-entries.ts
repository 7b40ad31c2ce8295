import { fillEnds } from "./fields.ts";
import type { LogRecord } from "./record.ts";

/**
 * A gateway writes several lines of one connection, under its own number for it: together they are
 * the account of it that a proxy gives in one, with its begin and its end.
 */
export function mergeEntries(records: readonly LogRecord[]): LogRecord[] {
  const merged = new Map<string, LogRecord>();
  const all: LogRecord[] = [];
  for (const record of records) {
    const id = record.server === "OpenClaw" ? record.ids[0] : undefined;
    const known = id === undefined ? undefined : merged.get(id);
    if (known) add(known, record);
    else {
      all.push(record);
      if (id !== undefined) merged.set(id, record);
    }
  }
  return all;
}

function add(into: LogRecord, record: LogRecord): void {
  into.begin = earlier(into.begin, record.begin);
  // The line with the duration, or the last one, is the one to show.
  const isAccount = record.durationMs !== null || into.durationMs === null;
  if (isAccount) into.line = record.line;
  if (record.end && (isAccount || !into.end)) into.end = record.end;
  if (record.durationMs !== null) {
    into.durationMs = record.durationMs;
    into.durationSlackMs = record.durationSlackMs;
  }
  into.code = record.code ?? into.code;
  into.reason = record.reason || into.reason;
  // Why stands in the first line that says it; a later one only tells how it ended.
  if (record.cause && (!into.cause || into.cause.by === null)) into.cause = record.cause;
  for (const id of record.ids) if (!into.ids.includes(id)) into.ids.push(id);
  fillEnds(into);
  into.isEvent = into.durationMs === null;
}

const earlier = (a: LogRecord["begin"], b: LogRecord["begin"]) =>
  a && (!b || a.at <= b.at) ? a : b;
