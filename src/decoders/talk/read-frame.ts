/** Messages that are no JSON as a whole, as the value that JSON would have for them. */

import { utf8Of } from "../binary/bytes.ts";
import { readVarint } from "../binary/varint.ts";
import type { Body } from "../described.ts";
import { readJson } from "../read-json.ts";

const MAX_HEAD = 2_048;
const MAX_TOPICS = 32;

/** Of Socket.IO, STOMP and MQTT as far as it matters here; undefined for everything else. */
export function readFrame(body: Body): unknown {
  if (typeof body !== "string") return readMqtt(body);
  if (/^4[05]?/.test(body)) return readSocketIo(body);
  return /^(?:UN)?SUBSCRIBE\r?\n/.test(body.slice(0, 16)) ? readStomp(body) : undefined;
}

/** `42/room,7["join","lobby"]`: an event of a namespace, and a number where its answer is awaited. */
const EVENT = /^4[25](?:\d{1,9}-)?(?:(\/[^,]{0,200}),)?(?:\d{1,15})?(?=\[)/;
/** `40/room,{…}`: a client that takes up an earlier session names it (Socket.IO 4.6, "pid"). */
const CONNECT = /^40(?:(\/[^,]{0,200}),)?(?=\{|$)/;

function readSocketIo(body: string): unknown {
  const connect = CONNECT.exec(body);
  if (connect) {
    const [all, namespace] = connect;
    const fields = readJson(body.slice(all.length));
    if (typeof fields === "object" && fields !== null && "pid" in fields && "offset" in fields) {
      return { op: "resume" };
    }
    return namespace === undefined ? undefined : { op: "join", namespace };
  }
  const event = EVENT.exec(body);
  if (!event) return undefined;
  const args = readJson(body.slice(event[0].length));
  if (!Array.isArray(args) || typeof args[0] !== "string") return undefined;
  const [name, ...values]: unknown[] = args;
  return { event: name, ...(event[1] ? { namespace: event[1] } : {}), arguments: values };
}

function readStomp(body: string): unknown {
  const [command = "", ...lines] = body.slice(0, MAX_HEAD).split(/\r?\n/);
  const fields: { [name: string]: string } = { command };
  for (const line of lines) {
    if (line === "") break;
    const colon = line.indexOf(":");
    const name = line.slice(0, colon);
    if (["destination", "id", "selector"].includes(name)) fields[name] = line.slice(colon + 1);
  }
  return fields;
}

/** CONNACK's flag says that the broker has kept the session (MQTT 3.1.1 §3.2.2.2). */
function readMqtt(bytes: Uint8Array): unknown {
  const first = bytes[0];
  if (first === 0x20) return bytes[1] === 2 || bytes[1] === 3 ? sessionOf(bytes) : undefined;
  if (first !== 0x82 && first !== 0xa2) return undefined;
  const length = readVarint(bytes, 1);
  if (length === null || length.next + length.value > bytes.length) return undefined;
  const rest = bytes.subarray(length.next, length.next + length.value);
  const isSubscribe = first === 0x82;
  const topics =
    readTopics(rest, 2, isSubscribe) ?? readTopics(rest, afterProperties(rest), isSubscribe);
  return topics && { command: isSubscribe ? "SUBSCRIBE" : "UNSUBSCRIBE", topics };
}

const sessionOf = (bytes: Uint8Array): unknown =>
  bytes.length === (bytes[1] ?? 0) + 2 && bytes[2] === 1 ? { op: "resume" } : undefined;

/** MQTT 5 has properties between the packet's number and its topics. */
function afterProperties(rest: Uint8Array): number {
  const properties = readVarint(rest, 2);
  return properties === null ? rest.length : properties.next + properties.value;
}

/** Null where the bytes are no list of topics to the end. */
function readTopics(bytes: Uint8Array, from: number, withOptions: boolean): string[] | null {
  const topics: string[] = [];
  let at = from;
  while (at < bytes.length && topics.length < MAX_TOPICS) {
    const size = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    const end = at + 2 + size;
    if (size === 0 || end + (withOptions ? 1 : 0) > bytes.length) return null;
    topics.push(utf8Of(bytes.subarray(at + 2, end)));
    at = end + (withOptions ? 1 : 0);
  }
  return topics.length > 0 ? topics : null;
}
