/** Base64 without `btoa`, which only a browser has, and fast enough for bodies of many MiB. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PADDING = 61; // "="
const INVALID = 255;

const CODE_OF = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const VALUE_OF = new Uint8Array(128).fill(INVALID);
for (let value = 0; value < 64; value++) VALUE_OF[CODE_OF[value] as number] = value;

/** Divisible by three, so that no chunk but the last is padded; small enough for `apply`. */
const CHUNK_BYTES = 6_144;

export function encodeBase64(bytes: Uint8Array): string {
  const chunks: string[] = [];
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    chunks.push(encodeChunk(bytes.subarray(start, start + CHUNK_BYTES)));
  }
  return chunks.join("");
}

function encodeChunk(bytes: Uint8Array): string {
  const tail = bytes.length % 3;
  const whole = bytes.length - tail;
  const codes = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let to = 0;
  for (let from = 0; from < whole; from += 3) {
    writeGroup(
      codes,
      to,
      bytes[from] as number,
      bytes[from + 1] as number,
      bytes[from + 2] as number,
    );
    to += 4;
  }
  if (tail > 0) {
    writeGroup(codes, to, bytes[whole] as number, bytes[whole + 1] ?? 0, 0);
    codes.fill(PADDING, to + tail + 1);
  }
  return String.fromCharCode.apply(null, codes as unknown as number[]);
}

function writeGroup(codes: Uint8Array, to: number, a: number, b: number, c: number): void {
  codes[to] = CODE_OF[a >> 2] as number;
  codes[to + 1] = CODE_OF[((a & 3) << 4) | (b >> 4)] as number;
  codes[to + 2] = CODE_OF[((b & 15) << 2) | (c >> 6)] as number;
  codes[to + 3] = CODE_OF[c & 63] as number;
}

/** The bytes, or null where the text is not base64. Missing padding is forgiven. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  let length = text.length;
  if (length % 4 === 0 && text.endsWith("=")) length -= text.endsWith("==") ? 2 : 1;
  if (length % 4 === 1) return null;
  const bytes = new Uint8Array((length * 3) >> 2);
  let group = 0;
  let to = 0;
  for (let from = 0; from < length; from++) {
    const value = VALUE_OF[text.charCodeAt(from)] ?? INVALID;
    if (value === INVALID) return null;
    group = (group << 6) | value;
    const phase = from & 3;
    if (phase === 1) bytes[to++] = (group >> 4) & 255;
    else if (phase === 2) bytes[to++] = (group >> 2) & 255;
    else if (phase === 3) bytes[to++] = group & 255;
  }
  return bytes;
}
