import { looksLikeText, utf8Of } from "../binary/bytes.ts";
import { type Read, readVarint } from "../binary/varint.ts";
import type { Decoders } from "../decoder.ts";
import {
  type Body,
  clip,
  type Described,
  type Direction,
  describe,
  describeError,
  describeHeartbeat,
} from "../described.ts";
import { describeBinary, describePlain } from "../plain.ts";
import { mqttReason } from "./mqtt-reasons.ts";

export const mqttDecoders = { mqtt: { name: "MQTT", describe: describeMqtt } } satisfies Decoders;

const TYPES = [
  null,
  "CONNECT",
  "CONNACK",
  "PUBLISH",
  "PUBACK",
  "PUBREC",
  "PUBREL",
  "PUBCOMP",
  "SUBSCRIBE",
  "SUBACK",
  "UNSUBSCRIBE",
  "UNSUBACK",
  "PINGREQ",
  "PINGRESP",
  "DISCONNECT",
  "AUTH",
] as const;

/** CONNACK, SUBACK and DISCONNECT, whose low bits are all reserved. */
const DECISIVE = new Set([2, 9, 14]);

/**
 * MQTT 3.1.1 and 5 over binary messages. Packets may share or span messages; the first one is told,
 * and what does not begin like a packet stays binary.
 */
function describeMqtt(body: Body, direction: Direction): Described {
  if (typeof body === "string") return describePlain(body);
  const first = body[0] ?? 0;
  const type = TYPES[first >> 4] ?? null;
  // At most four bytes (MQTT 5 §1.5.5).
  const length = readVarint(body, 1);
  if (type === null || length === null) return describeBinary(body);
  // A packet may begin in the message before; only a whole one is believed to refuse or to leave.
  if (DECISIVE.has(first >> 4) && ((first & 15) !== 0 || !isWholePacket(body))) {
    return describeBinary(body);
  }
  const rest = body.subarray(length.next, length.next + length.value);
  switch (type) {
    case "PINGREQ":
    case "PINGRESP":
      return describeHeartbeat(type);
    case "CONNECT":
      return describeConnect(rest);
    case "CONNACK":
      return describeConnack(rest);
    case "PUBLISH":
      return describePublish(first, rest);
    case "SUBSCRIBE":
    case "UNSUBSCRIBE":
      return describe(type, `${type} ${readTopic(rest)}`);
    case "SUBACK":
      return describeSuback(rest);
    case "DISCONNECT":
      return describeDisconnect(rest[0] ?? 0, direction);
    default:
      return describe(type, type);
  }
}

/** Whether a message holds all of the packet that begins in it; what begins none counts as whole. */
export function isWholePacket(bytes: Uint8Array): boolean {
  if (bytes.length < 2) return false;
  const length = readVarint(bytes, 1);
  return length === null ? bytes.length > 4 : bytes.length >= length.next + length.value;
}

function readString(bytes: Uint8Array, at: number): Read<string> | null {
  const high = bytes[at];
  const low = bytes[at + 1];
  if (high === undefined || low === undefined) return null;
  const end = at + 2 + high * 256 + low;
  return end > bytes.length ? null : { value: utf8Of(bytes.subarray(at + 2, end)), next: end };
}

/** Never the user name or the password that may follow. */
function describeConnect(rest: Uint8Array): Described {
  const name = readString(rest, 0);
  if (!name) return describe("CONNECT", "CONNECT");
  const level = rest[name.next];
  const keepAliveS = (rest[name.next + 2] ?? 0) * 256 + (rest[name.next + 3] ?? 0);
  return describe("CONNECT", `CONNECT ${name.value} ${level ?? "?"}, keep alive ${keepAliveS} s`);
}

function describeConnack([flags = 0, code]: Uint8Array): Described {
  // All but the lowest bit of the flags are reserved.
  if (code === undefined || flags > 1) return describe("CONNACK", "CONNACK");
  if (code === 0) return describe("CONNACK", "CONNACK accepted", { isReady: true });
  return describeError("CONNACK", {
    code: String(code),
    message: mqttReason(code),
    retryAfterMs: null,
  });
}

/** Packet id, then in MQTT 5 properties; a topic of no length is none, so it was their length. */
function readTopic(rest: Uint8Array): string {
  const plain = readString(rest, 2);
  if (plain && plain.value !== "") return clip(plain.value, 120);
  const properties = readVarint(rest, 2);
  const topic = properties ? readString(rest, properties.next + properties.value) : null;
  return clip(topic?.value ?? "", 120);
}

function describePublish(first: number, rest: Uint8Array): Described {
  const topic = readString(rest, 0);
  if (!topic) return describe("PUBLISH", "PUBLISH");
  const qos = (first >> 1) & 3;
  let at = topic.next + (qos > 0 ? 2 : 0);
  // MQTT 5 has the length of its properties here; most often there are none.
  if (rest[at] === 0) at++;
  const payload = rest.subarray(at);
  const shown = looksLikeText(payload) ? clip(utf8Of(payload), 120) : `${payload.length} B`;
  return describe("PUBLISH", `${clip(topic.value, 120)} ${shown}`);
}

function describeSuback(rest: Uint8Array): Described {
  const code = rest.at(-1) ?? 0;
  return code < 0x80 || rest.length < 3
    ? describe("SUBACK", "SUBACK")
    : describeError("SUBACK", {
        code: String(code),
        message: `subscription refused: ${mqttReason(code)}`,
        retryAfterMs: null,
      });
}

function describeDisconnect(code: number, direction: Direction): Described {
  const text = code === 0 ? "" : mqttReason(code);
  return describe("DISCONNECT", text === "" ? "DISCONNECT" : `DISCONNECT: ${text}`, {
    isError: code >= 0x80,
    ...(direction === "receive"
      ? { farewell: { service: "mqtt", signal: String(code), text, reconnect: null } }
      : {}),
  });
}
