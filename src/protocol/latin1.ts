/** Bytes as a text of one character each: what the platform's base64 and saved sessions are made of. */

/** Small enough for `apply`. */
const CHUNK_BYTES = 8_192;

export function latin1Of(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    const chunk = bytes.subarray(start, start + CHUNK_BYTES);
    // Spread, they would be handed over one by one.
    text += String.fromCharCode.apply(null, chunk as unknown as number[]);
  }
  return text;
}

export function bytesOf(latin1: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(latin1.length);
  for (let i = 0; i < latin1.length; i++) bytes[i] = latin1.charCodeAt(i);
  return bytes;
}
