/**
 * Charles' JSON sessions (.chlsj): a list of transactions, those of WebSockets with their messages,
 * which Charles' HAR files leave out. The fields are those that mitmproxy writes for Charles to read
 * (mitmproxy/addons/savecharles.py).
 */
import { HarError } from "../har-error.ts";
import { JsonPart, readJson } from "../json-part.ts";
import type { Log } from "../read-log.ts";
import { isObject, itemsAt } from "../shape.ts";

/** The first transaction begins with how it went; no HAR is a list. */
export const isCharles = (start: string): boolean =>
  /^\ufeff?\s*\[\s*\{\s*"status"\s*:\s*"[A-Z_a-z ]{1,40}"\s*,\s*"method"\s*:/.test(start);

type Raw = Record<string, unknown>;

export function readCharles(text: string): Log {
  const parts = [...itemsAt(readJson(text), "the list of transactions")];
  return {
    log: { version: "1.2", creator: { name: "Charles session", version: "" } },
    entries: parts.map((part, i) => new JsonPart(JSON.stringify(toEntry(part.parse(), i)))),
    placeOf: place,
    notes: [],
  };
}

const place = (index: number) => `[${index}]`;

function toEntry(value: unknown, index: number): Raw {
  if (!isObject(value)) throw new HarError(place(index), "is not an object");
  const times = isObject(value.times) ? value.times : {};
  const response = isObject(value.response) ? value.response : {};
  const startMs = timeOf(times.start);
  if (startMs === null) throw new HarError(`${place(index)}.times.start`, "is not a date");
  const between = (from: number | null, to: number | null) =>
    from === null || to === null ? 0 : Math.max(0, to - from);
  const messages = Array.isArray(value.webSocketMessages) ? value.webSocketMessages : [];
  const isSocket = messages.length > 0 || value.webSocket === true || response.status === 101;
  return {
    startedDateTime: times.start,
    time: between(startMs, timeOf(times.end)),
    ...(isSocket
      ? { _resourceType: "websocket", _webSocketMessages: messages.map(toMessage) }
      : {}),
    serverIPAddress: wordOf(value.remoteAddress).split("/").at(-1) ?? "",
    request: {
      method: wordOf(value.method),
      url: addressOf(value),
      headers: headersOf(value.request),
    },
    response: {
      status: typeof response.status === "number" ? response.status : 0,
      headers: headersOf(response),
      ...(typeof value.failure === "string" ? { _error: value.failure } : {}),
    },
    timings: { send: 0, wait: between(startMs, timeOf(times.response)), receive: 0 },
  };
}

/** Its opcodes are the protocol's; bytes are base64. */
const toMessage = (message: unknown): unknown =>
  isObject(message) && message.binary === true ? { ...message, opcode: 2 } : message;

function addressOf({ scheme, host, actualPort, path, query }: Raw): string {
  const name = wordOf(scheme) || "http";
  const usual = name.endsWith("s") ? 443 : 80;
  const port =
    typeof actualPort === "number" && actualPort !== usual && actualPort > 0
      ? `:${actualPort}`
      : "";
  const asked = wordOf(query);
  return `${name}://${wordOf(host)}${port}${wordOf(path)}${asked === "" ? "" : `?${asked}`}`;
}

function headersOf(side: unknown): unknown {
  const header = isObject(side) && isObject(side.header) ? side.header : {};
  return Array.isArray(header.headers) ? header.headers : [];
}

const wordOf = (value: unknown): string => (typeof value === "string" ? value : "");

function timeOf(value: unknown): number | null {
  const ms = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}
