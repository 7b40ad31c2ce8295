import {
  SHAPE_ARRAY,
  SHAPE_DIGIT,
  SHAPE_EMPTY,
  SHAPE_OBJECT,
  SHAPE_TEXT,
} from "../protocol/rows.ts";
import {
  codeUnitAt,
  decodeText,
  encodeText,
  NativeArrayBuffer,
  NativeUint8Array,
  sliceText,
} from "./builtins.ts";

/** Longest body that is hashed: heartbeats are short, and repeat. */
const MAX_HASHED_BYTES = 64;
const SCRATCH_BYTES = 64 * 1024;
let scratch: Uint8Array | null = null;
/** Of the text that was measured last; 0 where it was too long. */
let measuredHash = 0;

/** UTF-8 bytes of a text message. Its hash is made on the way, for `hashMeasuredText`. */
export function textBytes(text: string): number {
  /** Up to here a loop is cheaper than the encoder, whose code has gone cold since the last message. */
  const SHORT_TEXT = 256;
  const { length } = text;
  measuredHash = length <= MAX_HASHED_BYTES ? hashAscii(text) : 0;
  if (measuredHash !== 0 || (length <= SHORT_TEXT && isAscii(text))) return length;
  const bytes = encodedBytes(text);
  const written = scratch as Uint8Array;
  measuredHash = bytes > MAX_HASHED_BYTES ? 0 : hash(written, bytes);
  return bytes;
}

function encodedBytes(text: string): number {
  scratch ??= new NativeUint8Array(SCRATCH_BYTES);
  const first = encodeText(text, scratch);
  let bytes = first.written;
  let read = first.read;
  while (read < text.length) {
    // Slices share their parent's characters, so nothing of a large message is copied here.
    const next = encodeText(sliceText(text, read, read + SCRATCH_BYTES), scratch);
    if (next.read === 0) break;
    bytes += next.written;
    read += next.read;
  }
  return bytes;
}

/**
 * The first `maxBytes` of a text that is longer, as a string of its own: a slice would keep the
 * whole text alive.
 */
export function cutText(text: string, maxBytes: number): string {
  const buffer = new NativeArrayBuffer(maxBytes);
  const { written } = encodeText(text, new NativeUint8Array(buffer));
  return decodeText(new NativeUint8Array(buffer, 0, written));
}

/**
 * The same text in memory of its own: a slice, which nothing tells from a whole one, keeps all that
 * it was cut from. The two parts are joined, and thereby copied, when the second is cut out again.
 */
export function ownText(text: string): string {
  /** V8 copies what is shorter rather than cut it out of its parent. */
  const SHORTEST_SLICE = 13;
  return text.length < SHORTEST_SLICE ? text : sliceText(`.${text}`, 1, text.length + 1);
}

/** 32-bit FNV-1a of the text that `textBytes` measured last, or 0 where it is too long. */
export const hashMeasuredText = (): number => measuredHash;

export const hashBytes = (bytes: Uint8Array, sizeBytes: number): number =>
  sizeBytes > MAX_HASHED_BYTES ? 0 : hash(bytes, sizeBytes);

const HASH_START = 0x811c9dc5;
/** value * 16777619 modulo 2^32, without `Math.imul`, which a page can replace. */
const hashStep = (value: number): number =>
  (value + (value << 1) + (value << 4) + (value << 7) + (value << 8) + (value << 24)) | 0;

function hash(bytes: Uint8Array, length: number): number {
  let value = HASH_START;
  for (let i = 0; i < length; i++) value = hashStep(value ^ (bytes[i] as number));
  return value >>> 0 || 1;
}

/** 0 where a character is not ASCII. */
function hashAscii(text: string): number {
  let value = HASH_START;
  for (let i = 0; i < text.length; i++) {
    const unit = codeUnitAt(text, i);
    if (unit > 0x7f) return 0;
    value = hashStep(value ^ unit);
  }
  return value >>> 0 || 1;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (codeUnitAt(text, i) > 0x7f) return false;
  return true;
}

/** What a text looks like from its first character that is not blank. */
export function shapeOf(text: string): number {
  const length = text.length;
  if (length === 0) return SHAPE_EMPTY;
  let index = 0;
  let code = codeUnitAt(text, 0);
  // Blanks before JSON are rare and few; a long run of them is simply text.
  while (code <= 32 && index < 16 && index + 1 < length) code = codeUnitAt(text, ++index);
  if (code === 0x7b) return SHAPE_OBJECT;
  if (code === 0x5b) return SHAPE_ARRAY;
  if (index === 0 && code >= 0x30 && code <= 0x39) return SHAPE_DIGIT - 0x30 + code;
  return SHAPE_TEXT;
}
