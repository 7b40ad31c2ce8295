/** Text in bytes, without the decoder that browsers and Node each have. */
const MAX_TEXT_BYTES = 512;

export function utf8Of(bytes: Uint8Array): string {
  let escaped = "";
  for (const byte of bytes.subarray(0, MAX_TEXT_BYTES)) {
    escaped += `%${byte.toString(16).padStart(2, "0")}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return latin1Of(bytes);
  }
}

const latin1Of = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, MAX_TEXT_BYTES), (byte) => String.fromCharCode(byte)).join("");

/** Whether bytes read as text: no control characters but white space. */
export const looksLikeText = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 64).every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);

/** The first bytes in hexadecimal. */
export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
