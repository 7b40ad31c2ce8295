import { isObject, SHORTEST_CUT } from "../read-json.ts";
import { Cursor } from "./cursor.ts";
import { readCbor } from "./read-cbor.ts";
import { readMsgpack } from "./read-msgpack.ts";
import { readVarint } from "./varint.ts";

export type Decoded = { format: "MessagePack" | "CBOR"; value: unknown };

type Format = {
  name: Decoded["format"];
  /** A map or a list begins with one of these bytes. */
  isStart: (head: number) => boolean;
  read: (cursor: Cursor) => unknown;
};

const MSGPACK: Format = {
  name: "MessagePack",
  isStart: (head) => (head >= 0x80 && head < 0xa0) || (head >= 0xdc && head <= 0xdf),
  read: readMsgpack,
};
const CBOR: Format = {
  name: "CBOR",
  isStart: (head) => (head >= 0x80 && head < 0xc0) || head === 0xd9,
  read: readCbor,
};
/** What is nothing but "this is CBOR" (RFC 8949 §3.4.6). */
const SELF_DESCRIBED = [0xd9, 0xd9, 0xf7];

/**
 * A message that is MessagePack or CBOR for certain, though nothing announced it: all of it decodes,
 * and there are words in it where words belong. Other bytes would have to do so by chance. SignalR
 * puts the length before, which may stand there.
 */
export function decodeBinary(bytes: Uint8Array, maxValues?: number): Decoded | null {
  const length = readVarint(bytes, 0);
  const isPrefixed = length !== null && length.next + length.value === bytes.length;
  return (
    decodeAs(MSGPACK, new Cursor(bytes, 0, maxValues), bytes) ??
    decodeAs(CBOR, new Cursor(bytes, 0, maxValues), bytes) ??
    (isPrefixed ? decodeAs(MSGPACK, new Cursor(bytes, length.next, maxValues), bytes) : null)
  );
}

function decodeAs({ name, isStart, read }: Format, cursor: Cursor, bytes: Uint8Array) {
  const head = bytes[cursor.at];
  if (head === undefined || !isStart(head)) return null;
  const value = read(cursor);
  if (cursor.isBroken || !hasAllItCan(cursor, bytes)) return null;
  const isAnnounced = SELF_DESCRIBED.every((byte, i) => bytes[i] === byte);
  if (!isAnnounced && !hasWords(value, cursor)) return null;
  return value === undefined ? null : { format: name, value };
}

/** Whole, or cut where bodies are. */
const hasAllItCan = ({ isCut, isAtEnd }: Cursor, bytes: Uint8Array): boolean =>
  isCut ? bytes.length >= SHORTEST_CUT : isAtEnd;

/** Without control characters. */
const NAME = /^[^\p{Cc}]+$/u;

/** A map with names, or a list with a word in it. */
function hasWords(value: unknown, { hasWord, hasOtherKeys }: Cursor): boolean {
  if (hasOtherKeys) return false;
  if (!isObject(value)) return hasWord;
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => NAME.test(name));
}
