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
