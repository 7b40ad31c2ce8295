/** What a file gives of itself, piece by piece, and where something stands in it. */
import type { Door } from "../open/door.ts";

export type Bytes = Pick<Door, "size" | "read">;

/** Few enough steps for a file of GiB, and little enough to be held twice. */
export const PIECE_BYTES = 4 * 1024 * 1024;

export const asciiBytes = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Where these bytes stand first; -1: nowhere. */
export function indexOfBytes(bytes: Uint8Array, wanted: Uint8Array, from = 0): number {
  const first = wanted[0] as number;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (isAt(bytes, wanted, at)) return at;
  }
  return -1;
}

export function lastIndexOfBytes(bytes: Uint8Array, wanted: Uint8Array): number {
  const first = wanted[0] as number;
  // A negative place to begin at would be counted from the end.
  for (let at = bytes.lastIndexOf(first); at >= 0; at = bytes.lastIndexOf(first, at - 1)) {
    if (isAt(bytes, wanted, at)) return at;
    if (at === 0) break;
  }
  return -1;
}

export const isAt = (bytes: Uint8Array, wanted: Uint8Array, at: number): boolean =>
  wanted.every((byte, i) => bytes[at + i] === byte);

/** `more`: so many bytes of the next piece as well. The next one is on its way while one is looked at. */
export async function* readPieces(
  file: Bytes,
  from: number,
  to: number,
  more = 0,
): AsyncGenerator<{ at: number; bytes: Uint8Array }> {
  const read = (at: number) => file.read(at, Math.min(PIECE_BYTES + more, to - at));
  let next = from < to ? read(from) : null;
  try {
    for (let at = from; at < to && next; at += PIECE_BYTES) {
      const bytes = await next;
      next = at + PIECE_BYTES < to ? read(at + PIECE_BYTES) : null;
      yield { at, bytes };
    }
  } finally {
    // Where nobody wants it any more, nobody has to know that it failed.
    next?.catch(() => undefined);
  }
}
