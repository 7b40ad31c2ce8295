import { Cursor } from "../binary/cursor.ts";
import { readCbor } from "../binary/read-cbor.ts";
import { readMsgpack } from "../binary/read-msgpack.ts";
import type { Decoders } from "../decoder.ts";
import {
  type Body,
  type Described,
  type Direction,
  describe,
  describeError,
  describeHeartbeat,
  type Farewell,
} from "../described.ts";
import { describePlain } from "../plain.ts";
import { firstWord, isObject, MAX_READ, readJson } from "../read-json.ts";

export const wampDecoders = { wamp: { name: "WAMP", describe: describeWamp } } satisfies Decoders;

/** wamp-proto/wamp-proto:rfc/text/basic/bp_messages.md */
const TYPES: Record<number, string> = {
  1: "HELLO",
  2: "WELCOME",
  3: "ABORT",
  4: "CHALLENGE",
  5: "AUTHENTICATE",
  6: "GOODBYE",
  7: "HEARTBEAT",
  8: "ERROR",
  16: "PUBLISH",
  17: "PUBLISHED",
  32: "SUBSCRIBE",
  33: "SUBSCRIBED",
  34: "UNSUBSCRIBE",
  35: "UNSUBSCRIBED",
  36: "EVENT",
  48: "CALL",
  49: "CANCEL",
  50: "RESULT",
  64: "REGISTER",
  65: "REGISTERED",
  66: "UNREGISTER",
  67: "UNREGISTERED",
  68: "INVOCATION",
  69: "INTERRUPT",
  70: "YIELD",
};

/** WAMP 2 in JSON, MessagePack or CBOR: lists that begin with the number of what they are. */
function describeWamp(body: Body, direction: Direction): Described {
  const message = typeof body === "string" ? readJson(body) : readBinary(body);
  const [number, ...items] = Array.isArray(message) ? message : [];
  const type = typeof number === "number" ? TYPES[number] : undefined;
  if (type === undefined) return describePlain(body);
  switch (type) {
    case "WELCOME":
      return describe(type, type, { isReady: true });
    case "HEARTBEAT":
      return describeHeartbeat(type);
    case "ABORT":
    case "ERROR":
      return describeError(type, readReason(items));
    case "GOODBYE":
      return describeGoodbye(items, direction);
    default:
      return describe(type, [type, ...items.filter(isUri)].join(" "));
  }
}

/** All messages of WAMP are short lists: their first byte tells both formats apart. */
function readBinary(bytes: Uint8Array): unknown {
  const head = bytes[0] ?? 0;
  const cursor = new Cursor(bytes.subarray(0, MAX_READ));
  const value = head >> 4 === 9 || head === 0xdc ? readMsgpack(cursor) : readCbor(cursor);
  return cursor.isBroken ? undefined : value;
}

/** A topic, a procedure, a reason or a realm. */
const isUri = (item: unknown) => typeof item === "string" && item !== "";

/** What is given as a reason is an address; words stand in the details or in the arguments. */
function readReason(items: unknown[]) {
  const details = items.find(isObject);
  const args = items.find(Array.isArray);
  return {
    code: firstWord(...items.filter(isUri)),
    message: firstWord(details?.message, args?.[0], ...items.filter(isUri)) ?? "no further words",
    retryAfterMs: null,
  };
}

/** The polite end of every session; only a server that shuts down announces more than that. */
function describeGoodbye(items: unknown[], direction: Direction): Described {
  const { code, message } = readReason(items);
  const text = message === code ? message : `${code}: ${message}`;
  const isAnnounced = direction === "receive" && code === SHUTDOWN;
  const farewell: Farewell = { service: "wamp", signal: SHUTDOWN, text, reconnect: null };
  return describe("GOODBYE", `GOODBYE ${text}`, isAnnounced ? { farewell } : {});
}

const SHUTDOWN = "wamp.close.system_shutdown";
