/**
 * A HAR as lines of JSON (NDJSON), one an event, for whatever reads such lines: DuckDB, ClickHouse,
 * jq. Each names its moment and its connection; what the HAR says of it stands in it as it is, so
 * that the lines give the same file again (`from-events.ts`).
 */
import type { JsonPart } from "../json-part.ts";
import { readLog } from "../read-log.ts";
import { isObject, itemsAt } from "../shape.ts";

/** Rises when an older reader could no longer understand the lines. */
export const EVENTS_VERSION = 1;

export function* eventsOf(har: string): Generator<string> {
  // What is read lazily must not be finished before it is told.
  yield* readLog(har, (log) => linesOf(log.log, log.entries));
}

function* linesOf(log: Record<string, unknown>, entries: Iterable<JsonPart>): Generator<string> {
  const count = { connections: 0, messages: 0, requests: 0 };
  const line = (value: object) => `${JSON.stringify(value)}\n`;
  const mark = isObject(log._stormglass) ? log._stormglass : {};
  yield line({ event: "session", stormglass: EVENTS_VERSION, at: mark.exportedAt ?? null, log });
  let index = -1;
  for (const part of entries) {
    index++;
    const { name, messages, entry } = divide(part);
    const at = momentOf(entry);
    const connection = idOf(entry, index);
    if (messages === null && !isWebSocket(entry)) {
      count.requests++;
      yield line({ event: "request", at, entry });
      continue;
    }
    count.connections++;
    const about = { event: "connection", at, connection, url: urlOf(entry) };
    yield line({ ...about, ...(name === null ? {} : { messagesIn: name }), entry });
    if (messages === null) continue;
    for (const each of itemsAt(messages, `log.entries[${index}].${name}`)) {
      const message = each.parse();
      count.messages++;
      yield line({ event: "message", ...toldOf(message), connection, message });
    }
  }
  yield line({ event: "end", ...count });
}

/** The entry with null in the place of its messages. */
function divide(part: JsonPart) {
  for (const name of ["_webSocketMessages", "_webSocketFrames"]) {
    const { parseRest, part: messages } = part.without(name);
    if (messages?.items()) return { name, messages, entry: parseRest() };
  }
  return { name: null, messages: null, entry: part.parse() };
}

const isWebSocket = (entry: unknown): boolean =>
  isObject(entry) &&
  (entry._resourceType === "websocket" || /^wss?:/i.test(String(urlOf(entry) ?? "")));

function urlOf(entry: unknown): unknown {
  return isObject(entry) && isObject(entry.request) ? (entry.request.url ?? null) : null;
}

function idOf(entry: unknown, index: number): string {
  const mark = isObject(entry) && isObject(entry._stormglass) ? entry._stormglass.connection : null;
  return isObject(mark) && typeof mark.id === "string" ? mark.id : `har-${index}`;
}

function momentOf(entry: unknown): number | null {
  if (!isObject(entry)) return null;
  const at = Date.parse(String(entry.startedDateTime));
  return Number.isNaN(at) ? null : at;
}

/** Above it a time is in milliseconds, as Playwright writes it; in seconds it would be the year 5138. */
const LATEST_SECONDS = 1e11;

/** What readers of the lines ask for, without knowing what each tool calls it. */
function toldOf(message: unknown) {
  if (!isObject(message)) return { at: null };
  const { type, time, data } = message;
  const mark = isObject(message._stormglass) ? message._stormglass : {};
  const told = typeof time === "number" ? (time < LATEST_SECONDS ? time * 1000 : time) : null;
  return {
    at: typeof mark.at === "number" ? mark.at : told,
    direction: type === "send" || type === "receive" ? type : null,
    sizeBytes:
      typeof mark.sizeBytes === "number"
        ? mark.sizeBytes
        : typeof data === "string"
          ? new TextEncoder().encode(data).length
          : null,
  };
}
