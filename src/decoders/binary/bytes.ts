/** Text in bytes, without the decoder that browsers and Node each have. */
const MAX_TEXT_BYTES = 512;

export function utf8Of(bytes: Uint8Array): string {
  try {
    return decodeURIComponent(escapeAll(bytes.subarray(0, MAX_TEXT_BYTES)));
  } catch {
    return latin1Of(bytes);
  }
}

const latin1Of = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, MAX_TEXT_BYTES), (byte) => String.fromCharCode(byte)).join("");

/** Longer ones are cut: a text within a message is shown, not kept. */
const MAX_WITHIN_BYTES = 65_536;
const CHUNK_BYTES = 4_096;

/** A text within a message; null where the bytes are none. One that was cut may lack its last character. */
export function readUtf8(bytes: Uint8Array): string | null {
  const kept = bytes.subarray(0, MAX_WITHIN_BYTES);
  if (kept.length === bytes.length && kept.every((byte) => byte < 0x80)) return asciiOf(kept);
  // No character is longer than four bytes.
  for (let missing = 0; missing < 4; missing++) {
    try {
      const text = decodeURIComponent(escapeAll(kept.subarray(0, kept.length - missing)));
      return kept.length < bytes.length ? `${text}…` : text;
    } catch {
      // It ended within a character, or this is no text.
    }
  }
  return null;
}

function asciiOf(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES));
  }
  return text;
}

function escapeAll(bytes: Uint8Array): string {
  let escaped = "";
  for (const byte of bytes) escaped += `%${byte.toString(16).padStart(2, "0")}`;
  return escaped;
}

/** Whether bytes read as text: no control characters but white space. */
export const looksLikeText = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 64).every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);

/** The first bytes in hexadecimal. */
const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join(" ");

/** "12 B: 01 02 03 …": binary data where text is wanted. */
export const bytesInWords = (bytes: Uint8Array): string => `${bytes.length} B: ${hexOf(bytes)}`;
