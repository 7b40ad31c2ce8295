/** Centrifugo's other protocol, Protobuf: as much of it as its JSON would show. */
import { utf8Of } from "../binary/bytes.ts";
import { type Read, readVarint } from "../binary/varint.ts";
import type { JsonObject } from "../read-json.ts";

/** Fields by their numbers (centrifugal/protocol:definitions/client.proto). */
const COMMAND: Fields = {
  1: "id",
  4: "connect",
  5: "subscribe",
  6: "unsubscribe",
  7: "publish",
  8: "presence",
  9: "presence_stats",
  10: "history",
  11: "ping",
  12: "send",
  13: "rpc",
  14: "refresh",
  15: "sub_refresh",
};
const ERROR: Fields = { 1: "code", 2: { name: "message", holds: "text" } };
const DISCONNECT: Fields = {
  1: "code",
  2: { name: "reason", holds: "text" },
  3: { name: "reconnect", holds: "flag" },
};
const PUSH: Fields = {
  2: { name: "channel", holds: "text" },
  4: "pub",
  5: "join",
  6: "leave",
  7: "unsubscribe",
  8: "message",
  9: "subscribe",
  10: "connect",
  11: { name: "disconnect", holds: DISCONNECT },
  12: "refresh",
};
const REPLY: Fields = {
  1: "id",
  2: { name: "error", holds: ERROR },
  4: { name: "push", holds: PUSH },
  5: "connect",
  6: "subscribe",
  7: "unsubscribe",
  8: "publish",
  9: "presence",
  10: "presence_stats",
  11: "history",
  12: "ping",
  13: "rpc",
  14: "refresh",
  15: "sub_refresh",
};

/** A name alone: a number, or something within that is not looked at. */
type Field = string | { name: string; holds: "text" | "flag" | Fields };
type Fields = { [number: number]: Field };

const MAX_RECORDS = 50;
const LONGEST_VARINT = 10;

/** Commands that the page sends, replies that it gets; null where this is something else. */
export function readCentrifugeRecords(bytes: Uint8Array, isReply: boolean): JsonObject[] | null {
  const records: JsonObject[] = [];
  for (let at = 0; at < bytes.length && records.length < MAX_RECORDS; ) {
    const length = readVarint(bytes, at, LONGEST_VARINT);
    if (length === null || length.next + length.value > bytes.length) return null;
    at = length.next + length.value;
    const record = readFields(bytes.subarray(length.next, at), isReply ? REPLY : COMMAND);
    if (record === null) return null;
    records.push(record);
  }
  return records;
}

function readFields(bytes: Uint8Array, fields: Fields): JsonObject | null {
  const record: JsonObject = {};
  for (let at = 0; at < bytes.length; ) {
    const key = readVarint(bytes, at, LONGEST_VARINT);
    const value = key && readValue(bytes, key.next, key.value & 7);
    if (!key || !value) return null;
    at = value.next;
    const field = fields[Math.floor(key.value / 8)];
    if (typeof field === "string")
      record[field] = typeof value.value === "number" ? value.value : {};
    else if (field) record[field.name] = readHeld(value.value, field.holds);
  }
  // What is false is left out.
  return fields === DISCONNECT ? { reconnect: false, ...record } : record;
}

function readHeld(value: number | Uint8Array, holds: "text" | "flag" | Fields): unknown {
  if (typeof value === "number") return holds === "flag" ? value === 1 : value;
  return typeof holds === "string" ? utf8Of(value) : readFields(value, holds);
}

/** By wire type (protobuf.dev/programming-guides/encoding); groups have been given up. */
function readValue(bytes: Uint8Array, at: number, wireType: number) {
  switch (wireType) {
    case 0:
      return readVarint(bytes, at, LONGEST_VARINT);
    case 1:
      return readBytes(bytes, at, 8);
    case 2: {
      const length = readVarint(bytes, at, LONGEST_VARINT);
      return length && readBytes(bytes, length.next, length.value);
    }
    case 5:
      return readBytes(bytes, at, 4);
    default:
      return null;
  }
}

const readBytes = (bytes: Uint8Array, at: number, length: number): Read<Uint8Array> | null =>
  at + length > bytes.length ? null : { value: bytes.subarray(at, at + length), next: at + length };
