import { bytesOf, latin1Of } from "./latin1.ts";

export const encodeBase64 = (bytes: Uint8Array): string => btoa(latin1Of(bytes));

/** The bytes, or null where the text is not base64. Missing padding is forgiven, white space is not. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const decoded = decodeToLatin1(text);
  return decoded === null ? null : bytesOf(decoded);
}

/** The same as one character for each byte. */
export function decodeToLatin1(text: string): string | null {
  if (WHITE_SPACE.test(text)) return null;
  try {
    return atob(text);
  } catch {
    return null;
  }
}

/** What `atob` passes over. */
const WHITE_SPACE = /[\t\n\f\r ]/;
