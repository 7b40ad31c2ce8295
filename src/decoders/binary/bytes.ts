/** Text in bytes. */
import { decodeUtf8 } from "./decode-utf8.ts";

const MAX_TEXT_BYTES = 512;

export function utf8Of(bytes: Uint8Array): string {
  const kept = bytes.subarray(0, MAX_TEXT_BYTES);
  const { text, end } = decodeUtf8(kept);
  return end === kept.length ? text : latin1Of(bytes);
}

const latin1Of = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, MAX_TEXT_BYTES), (byte) => String.fromCharCode(byte)).join("");

/** Longer ones are cut: a text within a message is shown, not kept. */
const MAX_WITHIN_BYTES = 65_536;

/** A text within a message; null where the bytes are none. One that was cut may lack its last character. */
export function readUtf8(bytes: Uint8Array): string | null {
  const kept = bytes.subarray(0, MAX_WITHIN_BYTES);
  const { text, end } = decodeUtf8(kept);
  // No character is longer than four bytes: it ended within one, or this is no text.
  if (kept.length - end > 3) return null;
  return kept.length < bytes.length ? `${text}…` : text;
}

/** Whether bytes read as text: no control characters but white space. */
export const looksLikeText = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 64).every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);

/** The first bytes in hexadecimal. */
const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join(" ");

/** "12 B: 01 02 03 …": binary data where text is wanted. */
export const bytesInWords = (bytes: Uint8Array): string => `${bytes.length} B: ${hexOf(bytes)}`;
