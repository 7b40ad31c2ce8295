/**
 * One WebSocket in the HAR of Chrome DevTools, Playwright, HTTP Toolkit, mitmproxy and their kin.
 * None of them has all of what a page sees, and each leaves out something else.
 */

import { cutText } from "../protocol/cut-text.ts";
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
import type { Connection, End, Handshake, Sample } from "../session/session.ts";
import type { StoredRow } from "../session/stored-row.ts";
import { cutProtocols } from "./cut-protocols.ts";
import { readForeignClose } from "./foreign-close.ts";
import { readForeignHandshake, readForeignHeaders } from "./foreign-handshake.ts";
import { hasMessages, readForeignMessages } from "./foreign-messages.ts";
import { durationOf, startOf } from "./foreign-times.ts";
import { isObject, objectAt, textAt } from "./shape.ts";

export type ForeignEntry = {
  connection: Connection;
  rows: StoredRow[];
  /** The file does not say when it began, and it has no answer yet: nothing of it can be judged. */
  undatable: boolean;
  /** Its messages have times of the tool's own clock. */
  ownClock: boolean;
  /** Messages that could not be read, each with its place. */
  unread: string[];
  /** Playwright can keep the messages in a file of their own beside the HAR. */
  messagesElsewhere: boolean;
  hasMessages: boolean;
  controlFrames: number;
  notBase64: number;
};

type Raw = Record<string, unknown>;

/** An empty list of messages stands on plain requests, too, and a null on whatever there is. */
export function isWebSocketEntry(entry: Raw, place: string): boolean {
  const type = entry._resourceType;
  if (typeof type === "string" && type.toLowerCase() === "websocket") return true;
  const messages = entry._webSocketMessages ?? entry._webSocketFrames ?? [];
  if (!Array.isArray(messages) || messages.length > 0) return true;
  const request = objectAt(entry.request, `${place}.request`);
  if (/^wss?:/i.test(textAt(request.url, `${place}.request.url`))) return true;
  const status = isObject(entry.response) ? entry.response.status : 0;
  const asked = readForeignHeaders(request.headers, `${place}.request.headers`);
  return status === 101 && headerOf(asked, "upgrade")?.toLowerCase() === "websocket";
}

/** `undatedAt`: when it is taken to have begun where it does not say it itself, in epoch ms. */
export function readForeignEntry(
  entry: Raw,
  place: string,
  index: number,
  undatedAt: number,
): ForeignEntry {
  const request = objectAt(entry.request, `${place}.request`);
  const response = isObject(entry.response) ? entry.response : {};
  const url = cutUrl(textAt(request.url, `${place}.request.url`).replace(/^http/i, "ws"));
  const start = startOf(entry, place);
  const createdAt = start ?? undatedAt;
  // Without a wall clock it counts from the computer's start.
  const durationMs = start === null ? 0 : durationOf(entry, place);
  const id = `har-${index}`;
  const phasesMs = start === null ? 0 : readPhasesMs(entry, durationMs);
  const messages = readForeignMessages(entry, {
    place,
    connectionId: id,
    startedAt: createdAt + Math.min(phasesMs, LATE_MS),
    durationMs,
  });
  const answered = answeredAt(createdAt, phasesMs, messages.rows[0]?.at ?? null);
  const handshake = readForeignHandshake({
    entry: { ...entry, request, response },
    messages,
    place,
    answeredAt: answered.at,
    endedAt: createdAt + durationMs,
  });
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
  connection.errorAt = messages.error ? handshake.at : null;
  if (opened) {
    connection.state = "open";
    connection.open = {
      at: answered.at,
      protocol: cutText(
        headerOf(handshake.responseHeaders, "sec-websocket-protocol") ?? "",
        MAX_PHRASE,
      ),
      extensions: cutText(
        headerOf(handshake.responseHeaders, "sec-websocket-extensions") ?? "",
        MAX_PHRASE,
      ),
    };
    handshake.durationMs = answered.isKnown && start !== null ? answered.at - createdAt : null;
  }
  fold(connection, messages.rows);
  connection.end =
    readForeignClose(entry, messages, { place, createdAt, durationMs }) ??
    (opened ? readChromeEnd(entry, connection, durationMs) : readFailedEnd(handshake));
  if (connection.end) connection.state = "closed";
  return {
    connection,
    rows: messages.rows,
    undatable: start === null && !opened && connection.end === null,
    ownClock: messages.ownClock,
    unread: messages.unread,
    hasMessages: hasMessages(entry),
    messagesElsewhere: isObject(response.content) && response.content._file !== undefined,
    controlFrames: messages.controlFrames,
    notBase64: messages.notBase64,
  };
}

const PHASES_BEFORE_ANSWER = ["blocked", "dns", "connect", "send", "wait"];

/** How long it took to the answer, as the tool counts. "ssl" is part of "connect". */
function readPhasesMs(entry: Raw, durationMs: number): number {
  const timings = isObject(entry.timings) ? entry.timings : {};
  const phases = PHASES_BEFORE_ANSWER.map((phase) => timings[phase]);
  const sum = phases.reduce<number>(
    (total, ms) => total + (typeof ms === "number" ? Math.max(0, ms) : 0),
    0,
  );
  return durationMs > 0 ? Math.min(sum, durationMs) : sum;
}

/** An answer that took longer was slow, if it is known to have been the answer. */
const LATE_MS = 1_000;

/**
 * When it was answered. Chrome counts its `wait` anew with each message, up to the last one: where
 * that is later than the first, the answer came before it, and it is not known how long before.
 */
function answeredAt(
  createdAt: number,
  phasesMs: number,
  firstMessageAt: number | null,
): { at: number; isKnown: boolean } {
  const at = createdAt + phasesMs;
  if (firstMessageAt === null || at < firstMessageAt) return { at, isKnown: true };
  const isSoon = firstMessageAt - createdAt <= LATE_MS;
  return { at: isSoon ? Math.max(createdAt, firstMessageAt) : createdAt, isKnown: isSoon };
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
