import type { Cursor } from "./cursor.ts";
import { instantOf } from "./instant.ts";
import { narrow } from "./narrow.ts";

/** Ends what was begun without a length. */
const BREAK = Symbol("break");

/**
 * One value of CBOR (RFC 8949), as JSON would have it: binary data are told in words, and integers
 * beyond a number's digits are bigints.
 */
export function readCbor(cursor: Cursor, depth = 0): unknown {
  const value = readItem(cursor, depth);
  if (value === BREAK) cursor.isBroken = true;
  return value === BREAK ? undefined : value;
}

function readItem(cursor: Cursor, depth: number): unknown {
  const head = cursor.begin(depth);
  if (head === undefined) return undefined;
  const major = head >> 5;
  const info = head & 31;
  if (major === 7) return readSimple(cursor, info);
  const argument = readArgument(cursor, info);
  // Lengths that no message has are cut off by its end.
  const length = argument === null ? Number.POSITIVE_INFINITY : Number(argument);
  const read = () => readEntry(cursor, depth + 1);
  switch (major) {
    case 0:
      return argument ?? broken(cursor);
    case 1:
      return argument === null ? broken(cursor) : narrow(-1n - BigInt(argument));
    case 2:
      return argument === null ? readChunks(cursor, major).join(", ") : cursor.binary(length);
    case 3:
      return argument === null ? readChunks(cursor, major).join("") : cursor.text(length);
    case 4:
      return cursor.list(length, read);
    case 5:
      return cursor.map(length, read);
    default:
      return argument === null ? broken(cursor) : readTagged(cursor, length, depth);
  }
}

/** Of a list or a map: nothing more where it ends. */
function readEntry(cursor: Cursor, depth: number): unknown {
  const value = readItem(cursor, depth);
  return value === BREAK ? undefined : value;
}

/** Null: it goes on until a break. */
function readArgument(cursor: Cursor, info: number): number | bigint | null {
  if (info < 24) return info;
  if (info < 28) return cursor.uint(1 << (info - 24));
  if (info < 31) cursor.isBroken = true;
  return null;
}

function readSimple(cursor: Cursor, info: number): unknown {
  switch (info) {
    case 20:
    case 21:
      return info === 21;
    // Undefined, which JSON does not know.
    case 22:
    case 23:
      return null;
    case 25:
      return halfFloat(cursor.size(2));
    case 26:
      return cursor.float(4);
    case 27:
      return cursor.float(8);
    case 31:
      return BREAK;
    default:
      return broken(cursor);
  }
}

/** RFC 8949, appendix D. */
function halfFloat(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent < 31) return sign * (mantissa + 1024) * 2 ** (exponent - 25);
  return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
}

const EPOCH_TIME = 1;

/** What a tag says of a value is left out, but for times, which nobody reads as numbers. */
function readTagged(cursor: Cursor, tag: number, depth: number): unknown {
  const value = readCbor(cursor, depth + 1);
  return tag === EPOCH_TIME && typeof value === "number" ? instantOf(value) : value;
}

/** The parts of a text, or of binary data, of which nobody knew the length beforehand. */
function readChunks(cursor: Cursor, wanted: number): unknown[] {
  const chunks: unknown[] = [];
  for (let head = cursor.begin(0); head !== undefined && head !== 0xff; head = cursor.begin(0)) {
    const length = head >> 5 === wanted ? readArgument(cursor, head & 31) : null;
    if (length === null) cursor.isBroken = true;
    else chunks.push(wanted === 2 ? cursor.binary(Number(length)) : cursor.text(Number(length)));
  }
  return chunks;
}

function broken(cursor: Cursor): undefined {
  cursor.isBroken = true;
}
