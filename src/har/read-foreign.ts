/**
 * One WebSocket in the HAR of Chrome DevTools, Playwright, HTTP Toolkit, mitmproxy and their kin.
 * None of them has all of what a page sees, and each leaves out something else.
 */

import { judgeError } from "../analysis/knowledge/handshake-errors.ts";
import { cutText } from "../protocol/cut-text.ts";
import { headerOf, splitList } from "../protocol/headers.ts";
import { MAX_PHRASE } from "../protocol/text.ts";
import { createConnection } from "../session/connection.ts";
import { cutUrl } from "../session/cut-url.ts";
import { endpointOf } from "../session/endpoint.ts";
import type { Connection, End, Handshake } from "../session/session.ts";
import type { StoredRow } from "../session/stored-row.ts";
import { type Attached, attachedFileOf } from "./attached.ts";
import { cutProtocols } from "./cut-protocols.ts";
import { readForeignClose, readForeignClosing } from "./foreign/close.ts";
import { createFold } from "./foreign/fold.ts";
import { readForeignHandshake, readForeignHeaders } from "./foreign/handshake.ts";
import { readForeignMessages } from "./foreign/messages.ts";
import { durationOf, startOf } from "./foreign/times.ts";
import type { Unread } from "./har-error.ts";
import type { JsonPart } from "./json-part.ts";
import { isObject, objectAt, textAt } from "./shape.ts";

export type ForeignEntry = {
  connection: Connection;
  rows: StoredRow[];
  /** The file does not say when it began, and it has no answer yet: nothing of it can be judged. */
  undatable: boolean;
  /** Its messages have times of the tool's own clock. */
  ownClock: boolean;
  /** Messages that could not be read. */
  unread: Unread;
  /** The file of their own in which the messages are that were not found. */
  messagesElsewhere: string | null;
  hasMessages: boolean;
  controlFrames: number;
  notBase64: number;
};

type Raw = Record<string, unknown>;

/** An empty list of messages stands on plain requests, too, and a null on whatever there is. */
export function isWebSocketEntry(entry: Raw, messages: JsonPart | null, place: string): boolean {
  const type = entry._resourceType;
  if (typeof type === "string" && type.toLowerCase() === "websocket") return true;
  if (messages !== null && !messages.isEmptyList) return true;
  const request = objectAt(entry.request, `${place}.request`);
  if (/^wss?:/i.test(textAt(request.url, `${place}.request.url`))) return true;
  // Proxies write an upgrade that was refused like any other request.
  if (hasHeader(request.headers, "sec-websocket-key")) return true;
  // What is none of ours may be written as it likes.
  if (!isObject(entry.response) || entry.response.status !== 101) return false;
  const asked = readForeignHeaders(request.headers, `${place}.request.headers`);
  return headerOf(asked, "upgrade")?.toLowerCase() === "websocket";
}

/** Whatever else is in the list. */
const hasHeader = (headers: unknown, name: string): boolean =>
  Array.isArray(headers) &&
  headers.some(
    (one) => isObject(one) && typeof one.name === "string" && one.name.toLowerCase() === name,
  );

type Context = {
  place: string;
  index: number;
  /** When it is taken to have begun where it does not say it itself, in epoch ms. */
  undatedAt: number;
  withRows: boolean;
};

/** An entry without its messages: in Chrome's field, or in that of browsers built on it, or in a file of their own. */
export function divideEntry(part: JsonPart, attached: Attached): DividedEntry {
  for (const name of ["_webSocketMessages", "_webSocketFrames"]) {
    const { parseRest, part: messages } = part.without(name);
    if (messages && !messages.isNull) return { parse: parseRest, messages };
  }
  const file = attached.size > 0 ? attachedFileOf(part.parse()) : null;
  const messages = file === null ? undefined : attached.get(file);
  return { parse: () => part.parse(), messages: messages ?? null };
}

export type DividedEntry = { parse: () => unknown; messages: JsonPart | null };

export function readForeignEntry(
  entry: Raw,
  messagesPart: JsonPart | null,
  { place, index, undatedAt, withRows }: Context,
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
  const begin = () =>
    createFold(
      createConnection({
        id,
        ordinal: index + 1,
        number: index,
        url,
        endpoint: endpointOf(url),
        createdAt,
        // Nothing changes it any more: what is found in it is remembered.
        revision: 1,
      }),
      (firstAt) => answeredAt(createdAt, phasesMs, firstAt).at,
      withRows,
    );
  let fold = begin();
  const messages = readForeignMessages(
    messagesPart,
    {
      place,
      connectionId: id,
      startedAt: createdAt + Math.min(phasesMs, LATE_MS),
      durationMs,
    },
    () => {
      fold = begin();
      return fold.take;
    },
  );
  const { connection, rows, notBase64 } = fold.end();
  const answered = answeredAt(createdAt, phasesMs, messages.firstAt);
  const handshake = readForeignHandshake({
    entry: { ...entry, request, response },
    messages,
    place,
    answeredAt: answered.at,
    endedAt: createdAt + durationMs,
  });
  const opened =
    (handshake.status === 101 && !isOfHandshake(handshake.error)) ||
    messages.firstAt !== null ||
    // Over HTTP/2 a socket opens with 200 (RFC 8441).
    (handshake.status === 200 && handshake.error === null && request.method === "CONNECT");
  const requested = headerOf(handshake.requestHeaders, "sec-websocket-protocol");
  connection.protocols = requested ? cutProtocols(splitList(requested)) : null;
  connection.handshake = handshake;
  // Of one that never opened, that message may have a clock of its own.
  if (messages.error) connection.errorAt = opened ? messages.error.at : handshake.at;
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
  connection.end =
    readForeignClose(entry, messages, { place, createdAt, durationMs }) ??
    (opened ? readChromeEnd(entry, connection, durationMs) : readFailedEnd(handshake));
  connection.closing = readForeignClosing(entry, connection.end);
  if (connection.end) connection.state = "closed";
  return {
    connection,
    rows,
    undatable: start === null && !opened && connection.end === null,
    ownClock: messages.ownClock,
    unread: messages.unread,
    hasMessages: messagesPart?.items() != null,
    messagesElsewhere: messagesPart === null ? attachedFileOf(entry) : null,
    controlFrames: messages.controlFrames,
    notBase64,
  };
}

/** A browser that got 101 and found it wrong says so, and nothing was opened. */
function isOfHandshake(error: string | null): boolean {
  const { id, variant } = (error === null ? null : judgeError(error)) ?? {};
  // `ERR_WS_PROTOCOL_ERROR` is of frames as well.
  return (
    id === "subprotocol-mismatch" || (id === "handshake-not-websocket" && variant !== "not-http")
  );
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
