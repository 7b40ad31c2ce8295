import { decodeBase64 } from "../../protocol/base64.ts";

/** What a text would be as base64 or base64url; null where it is neither, or is not whole. */
export function decodePastedBase64(text: string): Uint8Array | null {
  const trimmed = text.trim();
  if (!/^[\w+/-]+={0,2}$/.test(trimmed)) return null;
  return decodeBase64(trimmed.replaceAll("-", "+").replaceAll("_", "/"));
}
