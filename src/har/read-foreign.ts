/**
 * One WebSocket in the HAR of Chrome DevTools, Playwright, HTTP Toolkit, mitmproxy and their kin.
 * None of them has all of what a page sees, and each leaves out something else.
 */

import { cutHeaders } from "../protocol/cut-headers.ts";
import { cutText } from "../protocol/cut-text.ts";
import { statusInError } from "../protocol/handshake.ts";
import { headerOf, splitList } from "../protocol/headers.ts";
import { hashOfBody } from "../protocol/measure-body.ts";
import { ROW_LOST, ROW_SEND } from "../protocol/rows.ts";
import { MAX_PHRASE } from "../protocol/text.ts";
import { createConnection } from "../session/connection.ts";
import { cutUrl } from "../session/cut-url.ts";
import { endpointOf } from "../session/endpoint.ts";
import { foldMessage } from "../session/fold.ts";
import { FIRST_SAMPLES, LAST_SAMPLES } from "../session/limits.ts";
import { cutSample } from "../session/sample.ts";
import type { Connection, End, Handshake, Header, Sample } from "../session/session.ts";
import type { StoredRow } from "../session/stored-row.ts";
import { cutProtocols } from "./cut-protocols.ts";
import { readForeignClose } from "./foreign-close.ts";
import { type ForeignMessages, readForeignMessages } from "./foreign-messages.ts";
import { HarError } from "./har-error.ts";
import { isObject, listAt, numberAt, objectAt, textAt } from "./shape.ts";

export type ForeignEntry = {
  connection: Connection;
  rows: StoredRow[];
  /** Playwright can keep the messages in a file of their own beside the HAR. */
  messagesElsewhere: boolean;
  hasMessages: boolean;
  controlFrames: number;
  notBase64: number;
};

type Raw = Record<string, unknown>;

export function isWebSocketEntry(entry: Raw, place: string): boolean {
  if (entry._resourceType === "websocket" || entry._webSocketMessages !== undefined) return true;
  const url = textAt(objectAt(entry.request, `${place}.request`).url, `${place}.request.url`);
  return /^wss?:/i.test(url);
}

export function readForeignEntry(entry: Raw, place: string, index: number): ForeignEntry {
  const request = objectAt(entry.request, `${place}.request`);
  const response = isObject(entry.response) ? entry.response : {};
  const url = cutUrl(textAt(request.url, `${place}.request.url`).replace(/^http/i, "ws"));
  const createdAt = readTime(entry.startedDateTime, `${place}.startedDateTime`);
  const durationMs = readDuration(entry.time, `${place}.time`);
  const id = `har-${index}`;
  const messages = readForeignMessages(entry._webSocketMessages, {
    place: `${place}._webSocketMessages`,
    connectionId: id,
    startedAt: createdAt,
  });
  const handshake = readHandshake({ entry, request, response, messages, createdAt, place });
  const opened =
    handshake.status === 101 ||
    messages.rows.length > 0 ||
    // Over HTTP/2 a socket opens with 200 (RFC 8441).
    (handshake.status === 200 && handshake.error === null && request.method === "CONNECT");
  const requested = headerOf(handshake.requestHeaders, "sec-websocket-protocol");
  const connection = createConnection({
    id,
    ordinal: index + 1,
    number: index,
    url,
    endpoint: endpointOf(url),
    createdAt,
    // Nothing changes it any more: what is found in it is remembered.
    revision: 1,
    protocols: requested ? cutProtocols(splitList(requested)) : null,
  });
  connection.handshake = handshake;
  connection.errorAt = messages.error?.at ?? null;
  if (opened) {
    connection.state = "open";
    connection.open = {
      at: Math.min(
        createdAt + readHandshakeMs(entry, durationMs),
        messages.rows[0]?.at ?? Number.POSITIVE_INFINITY,
      ),
      protocol: cutText(
        headerOf(handshake.responseHeaders, "sec-websocket-protocol") ?? "",
        MAX_PHRASE,
      ),
      extensions: cutText(
        headerOf(handshake.responseHeaders, "sec-websocket-extensions") ?? "",
        MAX_PHRASE,
      ),
    };
    handshake.durationMs = connection.open.at - createdAt;
  }
  fold(connection, messages.rows);
  connection.end =
    readForeignClose(entry, messages, { place, createdAt, durationMs }) ??
    (opened ? readChromeEnd(entry, connection, durationMs) : readFailedEnd(handshake));
  if (connection.end) connection.state = "closed";
  return {
    connection,
    rows: messages.rows,
    hasMessages: entry._webSocketMessages !== undefined,
    messagesElsewhere: isObject(response.content) && response.content._file !== undefined,
    controlFrames: messages.controlFrames,
    notBase64: messages.notBase64,
  };
}

function readTime(value: unknown, place: string): number {
  const at = Date.parse(textAt(value, place));
  if (Number.isNaN(at)) throw new HarError(place, "is not a date");
  return at;
}

/** Milliseconds; tools write -1 or nothing where they do not know. */
const readDuration = (value: unknown, place: string): number =>
  value === undefined || value === null ? 0 : Math.max(0, numberAt(value, place));

const PHASES_BEFORE_ANSWER = ["blocked", "dns", "connect", "send", "wait"];

/** How long it took to the answer. "ssl" is part of "connect". */
function readHandshakeMs(entry: Raw, durationMs: number): number {
  const timings = isObject(entry.timings) ? entry.timings : {};
  const phases = PHASES_BEFORE_ANSWER.map((phase) => timings[phase]);
  const sum = phases.reduce<number>(
    (total, ms) => total + (typeof ms === "number" ? Math.max(0, ms) : 0),
    0,
  );
  return durationMs > 0 ? Math.min(sum, durationMs) : sum;
}

function readHandshake(from: {
  entry: Raw;
  request: Raw;
  response: Raw;
  messages: ForeignMessages;
  createdAt: number;
  place: string;
}): Handshake {
  const { entry, request, response, messages, createdAt, place } = from;
  const told = [messages.error?.text, response._error, response._failureText];
  // An empty text is an answer, too: another extension blanked it. Any words are a better one.
  const error =
    told.find((text): text is string => typeof text === "string" && text !== "") ??
    (told.includes("") ? "" : null);
  const written = typeof response.status === "number" && response.status > 0 ? response.status : 0;
  const status = written || statusInError(error ?? "");
  const failed = error !== null && status !== 101;
  return {
    key: place,
    at:
      createdAt + (failed ? readDuration(entry.time, `${place}.time`) : readHandshakeMs(entry, 0)),
    status,
    statusText: phraseOf(response.statusText),
    error: phraseOf(error) || null,
    blanked: failed && error === "" && status === null,
    requestHeaders: readHeaders(request.headers, `${place}.request.headers`),
    responseHeaders: readHeaders(response.headers, `${place}.response.headers`),
    remoteAddress: phraseOf(entry.serverIPAddress) || null,
    durationMs: null,
  };
}

const phraseOf = (value: unknown): string =>
  typeof value === "string" ? cutText(value, MAX_PHRASE) : "";

function readHeaders(value: unknown, place: string): Header[] {
  if (value === undefined || value === null) return [];
  const headers = listAt(value, place).map((raw, index) => {
    const header = objectAt(raw, `${place}[${index}]`);
    return {
      name: textAt(header.name, `${place}[${index}].name`),
      value: textAt(header.value ?? "", `${place}[${index}].value`),
    };
  });
  return cutHeaders(headers);
}

function fold(connection: Connection, rows: StoredRow[]): void {
  for (const row of rows) {
    foldMessage(connection, { ...row, hash: row.body === null ? 0 : hashOfBody(row.body) });
  }
  // Of one that cannot be read, an empty text would be a false witness.
  const told = rows.filter(({ flags, body }) => !(flags & ROW_LOST) && body !== null);
  connection.first = told.slice(0, FIRST_SAMPLES).map(toSample);
  connection.last = told.slice(-LAST_SAMPLES).map(toSample);
}

const toSample = ({ seq, at, flags, body }: StoredRow): Sample => ({
  seq,
  at,
  direction: flags & ROW_SEND ? "send" : "receive",
  body: cutSample(body ?? ""),
});

/**
 * Chrome writes a time for "receive" once a socket has closed, and 0 while it lives: that it closed
 * is known then, but not how.
 */
function readChromeEnd(entry: Raw, connection: Connection, durationMs: number): End | null {
  const isChrome = entry._priority !== undefined || entry._initiator !== undefined;
  const receiveMs = isObject(entry.timings) ? entry.timings.receive : 0;
  if (!isChrome || typeof receiveMs !== "number" || receiveMs <= 0) return null;
  return endAt(Math.max(connection.createdAt + durationMs, connection.lastMessage?.at ?? 0));
}

/** Another answer or an error ends a handshake. Without either it may be under way. */
const readFailedEnd = ({ at, status, error, blanked }: Handshake): End | null =>
  status === null && error === null && !blanked ? null : endAt(at);

const endAt = (at: number): End => ({ at, by: "devtools", code: null, reason: "", wasClean: null });
