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

export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // A surrogate pair is two units and four bytes, so each half adds one; the rest of the upper
    // range takes three.
    if (unit >= 0xd800 && unit <= 0xdfff) bytes += 1;
    else if (unit > 0x7ff) bytes += 2;
    else if (unit > 0x7f) bytes += 1;
  }
  return bytes;
}

/** Longest body that is hashed: heartbeats are short, and repeat. */
const MAX_HASHED_BYTES = 64;

/** 32-bit FNV-1a of its UTF-8 bytes, as the hook takes it; 0 where it is too long. */
export function hashOfBody(body: Body): number {
  if (body.length > MAX_HASHED_BYTES) return 0;
  if (typeof body !== "string") return fnv1a(body);
  const bytes = utf8Of(body);
  return bytes.length > MAX_HASHED_BYTES ? 0 : fnv1a(bytes);
}

function fnv1a(bytes: Iterable<number>): number {
  let value = 0x811c9dc5;
  for (const byte of bytes) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0 || 1;
}

function utf8Of(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    // Half of a pair alone is no character: encoders write U+FFFD in its place.
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code));
    else if (code < 0x1_0000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code));
    else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code));
  }
  return bytes;
}

const tail = (bits: number): number => 0x80 | (bits & 0x3f);
