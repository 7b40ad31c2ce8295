/** What a text would be as base64 or base64url; null where it is neither, or is not whole. */
export function decodeBase64(text: string): Uint8Array | null {
  const trimmed = text.trim();
  if (!/^[\w+/-]+={0,2}$/.test(trimmed)) return null;
  try {
    const plain = trimmed.replaceAll("-", "+").replaceAll("_", "/");
    return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
