export type Read<T> = { value: T; next: number };

/** Seven bits a byte, the lowest first; null where it ends before, or is longer than `maxBytes`. */
export function readVarint(bytes: Uint8Array, at: number, maxBytes = 4): Read<number> | null {
  let value = 0;
  for (let i = 0; i < maxBytes; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return null;
    value += (byte & 127) * 128 ** i;
    if (byte < 128) return { value, next: at + i + 1 };
  }
  return null;
}
