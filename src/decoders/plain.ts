import { bytesInWords, utf8Of } from "./binary/bytes.ts";
import { decodeBinary } from "./binary/decode-binary.ts";
import {
  type Body,
  clip,
  type Described,
  describe,
  describeError,
  describeHeartbeat,
  tellOne,
} from "./described.ts";
import { describeEventStream } from "./event-stream.ts";
import { readFarewell } from "./farewells.ts";
import { describeGuacamole } from "./guacamole.ts";
import { readError } from "./read-error.ts";
import { firstWord, inBrief, isObject, type JsonObject, MAX_READ, readJson } from "./read-json.ts";
import { describeLines } from "./text-lines.ts";
import { writeJson } from "./write-json.ts";
import { describeDenied } from "./yjs-denied.ts";

const BEATS = /^(?:ping|pong|heartbeat|heart_beat|heartbeat_ack|keep-?alive|ka|hb)$/i;

/** Binary data, of which only its size and its beginning are told. */
export const describeBinary = (bytes: Uint8Array): Described =>
  describe("binary", bytesInWords(bytes));

/** What any application may send: JSON with a word that says its kind, or some other text. */
export function describePlain(body: Body): Described {
  if (typeof body !== "string") return describeBytes(body);
  if (body.length < 16 && BEATS.test(body.trim())) return describeHeartbeat(body.trim());
  const value = /^\s*[[{]/.test(body) ? readJson(withoutMark(body)) : undefined;
  if (isObject(value)) return describeObject(value);
  if (Array.isArray(value)) {
    return describeList(value) ?? describe("array", clip(body.trimStart()));
  }
  const instruction = /^\d{1,3}\.(?:error|disconnect|nop|sync|ready),?/.test(body)
    ? describeGuacamole(body)
    : null;
  return instruction ?? describeLines(body) ?? describe("text", clip(body));
}

/** What some put behind each of their texts: SignalR's record separator, STOMP's zero. */
const withoutMark = (text: string): string =>
  text.endsWith("\x1e") || text.endsWith("\0") ? text.slice(0, -1) : text;

/** By which services tell apart the messages that they send in lists (Alpaca, Polygon, JSON-RPC). */
const KINDS_IN_LISTS = ["T", "ev", "type", "event", "jsonrpc"];
const MAX_LISTED = 16;

/**
 * `["error", words]`; several messages in one; an error in brackets. A list of data has no word for
 * what each item is.
 */
function describeList(items: readonly unknown[]): Described | null {
  if (typeof items[0] === "string" || items[0] === 4) {
    const error = readError(items);
    if (error) return describeError(clip(String(items[0])), error);
    if (typeof items[0] === "string") return null;
  }
  const isMessage = (item: unknown): item is JsonObject =>
    isObject(item) && KINDS_IN_LISTS.some((name) => typeof item[name] === "string");
  const messages = items.slice(0, MAX_LISTED);
  if (messages.length > 0 && messages.every(isMessage)) {
    return tellOne(messages.map(describeObject));
  }
  const only = items.length === 1 && isObject(items[0]) ? describeObject(items[0]) : null;
  return only?.isError ? only : null;
}

/** Bytes that are MessagePack or CBOR for certain say what JSON would. */
function describeBytes(bytes: Uint8Array): Described {
  const decoded = decodeBinary(bytes.subarray(0, MAX_READ));
  if (!decoded) {
    return (
      describeDenied(bytes) ??
      describeFramed(bytes) ??
      describeEventStream(bytes) ??
      describeBinary(bytes)
    );
  }
  const { format, value } = decoded;
  const described = isObject(value) ? describeObject(value) : describe("array", writeJson(value));
  return { ...described, summary: clip(`${format} ${described.summary}`) };
}

/** A channel's number, or a frame's kind, ids and length, stand before what is said in it. */
const MAX_HEADER = 16;
const BRACE = 0x7b;

/**
 * An error that is told in JSON behind a few bytes of the application's own: the third channel of
 * Kubernetes' exec, VS Code's control messages.
 */
function describeFramed(bytes: Uint8Array): Described | null {
  const from = bytes.subarray(0, MAX_HEADER).indexOf(BRACE);
  if (from <= 0 || bytes.length > MAX_READ || bytes.at(-1) !== BRACE + 2) return null;
  const value = readJson(utf8Of(bytes.subarray(from)));
  const described = isObject(value) ? describeObject(value) : null;
  return described?.isError ? described : null;
}

export function describeObject(value: JsonObject): Described {
  const kind = kindOf(value);
  const farewell = readFarewell(value);
  const error = readError(value);
  if (error) return describeError(kind, error, farewell ? { farewell } : {});
  if (BEATS.test(kind)) return describeHeartbeat(kind);
  return describe(kind, `${kind} ${inBrief(restOf(value, kind))}`, {
    ...(farewell ? { farewell } : {}),
    ...(LOGGED_IN.test(kind) || value.t === "READY" || isObject(value.setupComplete)
      ? { isReady: true }
      : {}),
  });
}

/**
 * Words for a login that is done (Home Assistant's "auth_ok", Deribit's, Bybit's and many an own
 * one's), Discord's READY and Gemini's `setupComplete`. "welcome" and "connected" come before it.
 */
const LOGGED_IN =
  /^(?:auth(?:entication)?[_.-]?(?:ok|success|succeeded)|authenticated|login[_.-]?(?:ok|success)|logged[_.-]?in|session[_.]created)$/i;

/** The word by which an application tells its messages apart. */
const kindOf = (value: JsonObject): string =>
  clip(
    firstWord(
      value.type,
      value.event,
      value.action,
      value.method,
      value.msg,
      value.op,
      value.kind,
      value.cmd,
      value.command,
      value.T,
      value.ev,
    ) ?? "object",
    64,
  );

/** What is left to tell: a payload under its usual name, or all but the kind. */
function restOf(value: JsonObject, kind: string): unknown {
  const inner = value.payload ?? value.data ?? value.params ?? value.body;
  if (inner !== undefined && inner !== null) return inner;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== kind));
}
