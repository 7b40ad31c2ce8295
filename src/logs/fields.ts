/** What a field of a log may be, whatever it is called there, and the record that they make. */
import type { Where } from "./formats/format.ts";
import { emptyRecord, type LogLine, type LogRecord, type Moment } from "./record.ts";
import { readDuration, readTime, type Unit } from "./times.ts";

export type Field =
  | "begin"
  | "end"
  | "either"
  | `duration-${Unit}`
  | "request"
  | "method"
  | "path"
  | "status"
  | "up"
  | "down"
  | "client"
  | "upstream"
  | "id"
  | "termination"
  | "flags"
  | "details"
  | "close-source"
  | "close-code"
  | "close-reason"
  | "connection-state"
  | "error"
  | "ignore";

export type Fields = [Field, string][];

/** What the rows of a log are about, besides their fields. */
export type Reading = Where & { server: string };

const REQUEST = /^([A-Z-]{1,16}) (\S{1,8192})(?: HTTP\/[\d.]+)?$/;

/** A path as both sides write it: without the query, which may hold what changes, and secrets. */
export function pathOf(target: string): string | null {
  const text = target.replace(/^(?:https?|wss?):\/\/[^/?#]*/i, "");
  const end = text.search(/[?#]/);
  const path = end < 0 ? text : text.slice(0, end);
  if (path === "" && text !== target) return "/";
  return path.startsWith("/") ? path : null;
}

/** Null where neither a time is known nor a duration: that says nothing of when something ended. */
export function recordOf(
  fields: Fields,
  { server, nearMs, time: carried }: Reading,
): LogLine | null {
  const record = emptyRecord(server);
  let isZoned = true;
  let isDated = false;
  const momentOf = (value: string): Moment | null => {
    const time = readTime(value, nearMs);
    if (!time) return null;
    isDated = true;
    if (!time.isZoned) isZoned = false;
    return { at: time.at, slackMs: time.slackMs };
  };
  for (const [field, value] of fields) {
    if (value === "" || value === "-") continue;
    switch (field) {
      case "begin":
      case "end":
      case "either":
        record[field] = finer(record[field], momentOf(value));
        break;
      case "duration-s":
      case "duration-ms":
      case "duration-us":
      case "duration-ns":
        putDuration(record, value, field.slice("duration-".length) as Unit);
        break;
      case "request": {
        const [, method, target] = REQUEST.exec(value) ?? [];
        if (!method || !target) break;
        record.method = method;
        record.path = pathOf(target);
        putQueryIds(record, target);
        break;
      }
      case "method":
        record.method = value.slice(0, 16);
        break;
      case "path":
        record.path = pathOf(value);
        putQueryIds(record, value);
        break;
      case "status":
        record.status = statusOf(value) ?? record.status;
        break;
      case "up":
        record.upBytes = countIn(value);
        break;
      case "down":
        record.downBytes = countIn(value);
        break;
      case "upstream":
        record.upstream = value.slice(0, 128);
        break;
      case "id":
        for (const id of idsIn(value)) record.ids.push(id);
        break;
      case "close-code":
        record.code = closeCodeIn(value);
        break;
      case "close-reason":
        record.reason = value.slice(0, 200);
        break;
      default:
        break;
    }
  }
  if (!isDated) {
    const isLife = record.durationMs !== null && record.status !== null;
    if (!carried) return isLife ? { at: null, isZoned: true, record } : null;
    // Who carried the line took it when it was written: at the end, if it tells of all of it.
    record.end = { at: carried.at, slackMs: carried.slackMs };
    isZoned = carried.isZoned;
  }
  fillEnds(record);
  const at = (record.end ?? record.either ?? record.begin)?.at ?? null;
  return { at, isZoned, record };
}

const finer = (a: Moment | null, b: Moment | null): Moment | null =>
  a && (!b || a.slackMs <= b.slackMs) ? a : b;

function putDuration(record: LogRecord, value: string, unit: Unit): void {
  const read = readDuration(value, unit);
  if (!read) return;
  record.durationMs = read.ms;
  record.durationSlackMs = read.slackMs;
}

/** From a begin and a duration the end follows, and the reverse. */
export function fillEnds(record: LogRecord): void {
  const { begin, end, durationMs, durationSlackMs } = record;
  if (begin && end && durationMs === null) {
    record.durationMs = Math.max(0, end.at - begin.at);
    record.durationSlackMs = Math.max(begin.slackMs, end.slackMs);
  } else if (durationMs !== null && begin && !end) {
    record.end = { at: begin.at + durationMs, slackMs: begin.slackMs + durationSlackMs };
  } else if (durationMs !== null && end && !begin) {
    // A time is cut off, so the begin may lie earlier by the slack of the duration.
    record.begin = {
      at: end.at - durationMs - durationSlackMs,
      slackMs: end.slackMs + durationSlackMs,
    };
  }
}

const statusOf = (value: string): number | null => (/^\d{3}$/.test(value) ? Number(value) : null);

const countIn = (value: string): number | null => {
  const count = Number(value.startsWith("+") ? value.slice(1) : value);
  return Number.isFinite(count) && count >= 0 ? count : null;
};

/** Two bytes on the wire, of which 0 is nobody's. */
export const closeCodeIn = (value: string): number | null =>
  /^[1-9]\d{0,4}$/.test(value) && Number(value) <= 0xffff ? Number(value) : null;

const QUERY_ID =
  /[?&](?:sid|id|connectionId|connectionToken|session_id|connId)=([\w.:%+/=-]{6,128})/g;

function putQueryIds(record: LogRecord, target: string): void {
  if (!target.includes("?")) return;
  for (const match of target.slice(0, 8_192).matchAll(QUERY_ID)) {
    if (match[1]) record.ids.push(match[1]);
  }
}

const ID = /[\w+/=.:@-]{6,160}/g;
const MAX_IDS = 12;

/** An id, and the parts of one that is made of several: `Root=1-…;Parent=…`, a traceparent. */
export function idsIn(value: string): string[] {
  const found: string[] = [];
  for (const [whole] of value.slice(0, 400).matchAll(ID)) {
    if (found.length >= MAX_IDS) break;
    found.push(whole);
    const trace = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}$/.exec(whole)?.[1];
    if (trace) found.push(trace);
    // Cloudflare's header is the ray and the data centre; its logs have the ray alone.
    const ray = /^([\da-f]{16})-[A-Z]{3}$/.exec(whole)?.[1];
    if (ray) found.push(ray);
    const named = /^(?:Root|Self)=(1-[\da-f]{8}-[\da-f]{24})$/.exec(whole)?.[1];
    if (named) found.push(named);
  }
  return found;
}
