/** Code units that are put together at once. */
const CHUNK = 4_096;

/** The smallest character that may be written in so many bytes (RFC 3629 §3). */
const LEAST = [0, 0, 0x80, 0x800, 0x10000];

/**
 * Bytes as text as far as they are UTF-8; `end`: where they no longer are. Each is looked at once.
 * The platform's own decoder takes five times as long for a name of a few bytes, of which a binary
 * message has many, and fifty times for bytes that are no text.
 */
export function decodeUtf8(bytes: Uint8Array): { text: string; end: number } {
  let text = "";
  let units: number[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = lengthFrom(bytes[at] as number);
    const point = length === 0 ? null : pointAt(bytes, at, length);
    if (point === null) break;
    if (point > 0xffff) units.push(0xd7c0 + (point >> 10), 0xdc00 + (point & 0x3ff));
    else units.push(point);
    at += length;
    if (units.length < CHUNK) continue;
    text += String.fromCharCode(...units);
    units = [];
  }
  return { text: text + String.fromCharCode(...units), end: at };
}

/** How many bytes a character has by its first one; 0: no character begins like this. */
function lengthFrom(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte < 0xc0 || byte > 0xf7) return 0;
  if (byte < 0xe0) return 2;
  return byte < 0xf0 ? 3 : 4;
}

function pointAt(bytes: Uint8Array, at: number, length: number): number | null {
  const first = bytes[at] as number;
  if (length === 1) return first;
  if (at + length > bytes.length) return null;
  let point = first & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i] as number;
    if (byte >> 6 !== 2) return null;
    point = (point << 6) | (byte & 0x3f);
  }
  const isSurrogate = point >= 0xd800 && point <= 0xdfff;
  return point < (LEAST[length] as number) || isSurrogate || point > 0x10ffff ? null : point;
}
