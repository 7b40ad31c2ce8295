/** What the hook measures in the page, for messages that came another way. */
import {
  type Body,
  SHAPE_ARRAY,
  SHAPE_BINARY,
  SHAPE_DIGIT,
  SHAPE_EMPTY,
  SHAPE_OBJECT,
  SHAPE_TEXT,
} from "./rows.ts";

/** As the hook judges it in a page: `SHAPE_*`. */
export function shapeOfBody(body: Body): number {
  if (body.length === 0) return SHAPE_EMPTY;
  if (typeof body !== "string") return SHAPE_BINARY;
  if (/^\d/.test(body)) return SHAPE_DIGIT + Number(body[0]);
  const first = /^\s{0,16}([{[])/.exec(body)?.[1];
  return first === "{" ? SHAPE_OBJECT : first === "[" ? SHAPE_ARRAY : SHAPE_TEXT;
}

const encoder = new TextEncoder();

/** Most messages are short, and there may be a million: those are not written into memory of their own. */
const SHORT = 4_096;
const scratch = new Uint8Array(3 * SHORT);

/** As long as it is on the wire; half of a surrogate pair goes as U+FFFD. */
export const utf8Bytes = (text: string): number =>
  text.length > SHORT ? encoder.encode(text).length : encoder.encodeInto(text, scratch).written;

/** Longest body that is hashed: heartbeats are short, and repeat. */
const MAX_HASHED_BYTES = 64;

/** 32-bit FNV-1a of its UTF-8 bytes, as the hook takes it; 0 where it is too long. */
export function hashOfBody(body: Body): number {
  if (body.length > MAX_HASHED_BYTES) return 0;
  if (typeof body !== "string") return fnv1a(body);
  const bytes = encoder.encode(body);
  return bytes.length > MAX_HASHED_BYTES ? 0 : fnv1a(bytes);
}

function fnv1a(bytes: Iterable<number>): number {
  let value = 0x811c9dc5;
  for (const byte of bytes) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0 || 1;
}
