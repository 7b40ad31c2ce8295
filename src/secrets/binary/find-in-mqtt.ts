/** MQTT 3.1, 3.1.1 and 5 (OASIS): who logs in, and with what. */
import { readVarint } from "../../decoders/binary/varint.ts";
import type { Span } from "../secret.ts";

const CONNECT = 1;
const AUTH = 15;
const AUTH_DATA = 0x16;
const MAX_PACKETS = 64;

const WILL = 0x04;
const PASSWORD = 0x40;
const USER = 0x80;

/** How long the values of MQTT 5's properties are: of texts and bytes the length stands before. */
const SIZES: Record<number, 1 | 2 | 4 | "text" | "pair" | "varint"> = {
  1: 1,
  2: 4,
  3: "text",
  8: "text",
  9: "text",
  11: "varint",
  17: 4,
  18: "text",
  19: 2,
  21: "text",
  22: "text",
  23: 1,
  24: 4,
  25: 1,
  26: "text",
  28: "text",
  31: "text",
  33: 2,
  34: 2,
  35: 2,
  36: 1,
  37: 1,
  38: "pair",
  39: 4,
  40: 1,
  41: 1,
  42: 1,
};

type Range = { from: number; to: number };

/** In the packets of a message, as many as begin in it. */
export function findInMqtt(bytes: Uint8Array, latin1: string): Span[] {
  const spans: Span[] = [];
  for (let at = 0, count = 0; at < bytes.length && count < MAX_PACKETS; count++) {
    const type = (bytes[at] as number) >> 4;
    const length = readVarint(bytes, at + 1);
    if (length === null) break;
    const end = Math.min(bytes.length, length.next + length.value);
    if (type === CONNECT) readConnect(bytes, latin1, length.next, end, spans);
    else if (type === AUTH && bytes[at] === 0xf0 && count === 0) {
      readProperties(bytes, latin1, length.next + 1, end, spans);
    }
    at = length.next + length.value;
  }
  return spans;
}

const push = (spans: Span[], latin1: string, { from, to }: Range, name: string): void => {
  if (to <= from) return;
  const value = latin1.slice(from, to);
  spans.push({
    from,
    to,
    kind: name === "user name" ? "login" : "password",
    name,
    value,
    quote: "",
  });
};

/** What has its length in two bytes before it. */
function readText(bytes: Uint8Array, at: number, end: number): Range {
  const from = at + 2;
  return { from, to: Math.min(end, from + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)) };
}

function readConnect(bytes: Uint8Array, latin1: string, from: number, end: number, spans: Span[]) {
  const name = readText(bytes, from, end);
  if (!/^MQ(?:TT|Isdp)$/.test(latin1.slice(name.from, name.to))) return;
  const level = bytes[name.to] ?? 0;
  const flags = bytes[name.to + 1] ?? 0;
  const skip = (at: number) => (level >= 5 ? readProperties(bytes, latin1, at, end, spans) : at);
  let at = skip(name.to + 4);
  at = readText(bytes, at, end).to; // the client's id
  if (flags & WILL) {
    at = readText(bytes, skip(at), end).to;
    at = readText(bytes, at, end).to;
  }
  if (flags & USER) {
    const user = readText(bytes, at, end);
    push(spans, latin1, user, "user name");
    at = user.to;
  }
  if (flags & PASSWORD) push(spans, latin1, readText(bytes, at, end), "password");
}

/** Where they end. */
function readProperties(
  bytes: Uint8Array,
  latin1: string,
  from: number,
  end: number,
  spans: Span[],
): number {
  const length = readVarint(bytes, from);
  if (length === null) return end;
  const to = Math.min(end, length.next + length.value);
  for (let at = length.next; at < to; ) {
    const id = bytes[at] as number;
    const size = SIZES[id];
    if (size === undefined) break;
    if (typeof size === "number") at += 1 + size;
    else if (size === "varint") at = readVarint(bytes, at + 1)?.next ?? to;
    else {
      const text = readText(bytes, at + 1, to);
      if (id === AUTH_DATA) push(spans, latin1, text, "authentication data");
      at = size === "pair" ? readText(bytes, text.to, to).to : text.to;
    }
  }
  return to;
}
