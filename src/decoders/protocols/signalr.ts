import type { Decoders } from "../decoder.ts";
import {
  type Body,
  type Described,
  type Direction,
  describe,
  describeError,
  describeHeartbeat,
  type Farewell,
  tellOne,
} from "../described.ts";
import { describeBinary, describePlain } from "../plain.ts";
import { firstWord, isObject, type JsonObject, MAX_READ, readJson } from "../read-json.ts";
import { readSignalRecords } from "./signalr-msgpack.ts";

export const signalrDecoders = {
  signalr: { name: "SignalR", describe: describeSignalR },
} satisfies Decoders;

/** The record separator of the JSON protocol. */
const END = "\x1e";
const MAX_RECORDS = 50;

/**
 * SignalR's hub protocol: JSON records that each end with 0x1e, or MessagePack after a handshake of
 * that kind. The most telling one is told.
 */
function describeSignalR(body: Body, direction: Direction): Described {
  if (typeof body !== "string") return describeMsgpack(body, direction);
  const records = body
    .slice(0, MAX_READ)
    .split(END, MAX_RECORDS)
    .filter((record) => record !== "");
  const described = records.map((record) => describeText(record, direction));
  return tellOne(described) ?? describePlain(body);
}

function describeMsgpack(bytes: Uint8Array, direction: Direction): Described {
  const records = readSignalRecords(bytes) ?? [];
  return tellOne(records.map((one) => describeRecord(one, direction))) ?? describeBinary(bytes);
}

function describeText(text: string, direction: Direction): Described {
  const record = readJson(text);
  return isObject(record) ? describeRecord(record, direction) : describePlain(text);
}

function describeRecord(record: JsonObject, direction: Direction): Described {
  const error = typeof record.error === "string" && record.error !== "" ? record.error : null;
  if (typeof record.type !== "number") return describeHandshake(record, error, direction);
  const target = firstWord(record.target) ?? "";
  const id = firstWord(record.invocationId);
  const number = id === null ? "" : ` #${id}`;
  switch (record.type) {
    case 1:
      return describe("invocation", `${target}${number}`);
    case 2:
      return describe("stream item", `item of${number}`);
    case 3:
      return error === null
        ? describe("completion", `completion of${number}`)
        : describeError("completion", { code: null, message: error, retryAfterMs: null });
    case 4:
      return describe("stream invocation", `${target}${number}`);
    case 5:
      return describe("cancel", `cancel${number}`);
    case 6:
      return describeHeartbeat("ping");
    case 7:
      return describeClose(record, error, direction);
    case 8:
      return describe("ack", `ack ${firstWord(record.sequenceId) ?? ""}`);
    case 9:
      return describe("sequence", `sequence ${firstWord(record.sequenceId) ?? ""}`);
    default:
      return describe(`type ${record.type}`, `message of type ${record.type}`);
  }
}

function describeHandshake(record: JsonObject, error: string | null, direction: Direction) {
  if (direction === "send") {
    return describe("handshake", `handshake: ${firstWord(record.protocol) ?? "?"}`);
  }
  return error === null
    ? describe("handshake", "handshake accepted", { isReady: true })
    : describeError("handshake", { code: null, message: error, retryAfterMs: null });
}

function describeClose(record: JsonObject, error: string | null, direction: Direction) {
  const reconnect = typeof record.allowReconnect === "boolean" ? record.allowReconnect : null;
  const farewell: Farewell = {
    service: "signalr",
    signal: reconnect === true ? "allowReconnect:true" : error === null ? "close" : "error",
    text: error ?? "",
    reconnect,
  };
  return describe("close", error === null ? "close" : `close: ${error}`, {
    isError: error !== null,
    ...(direction === "receive" ? { farewell } : {}),
  });
}
