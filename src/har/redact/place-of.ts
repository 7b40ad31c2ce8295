import type { Source } from "./source.ts";

const NEW_LINE = 0x0a;
/** Bytes that begin no character of UTF-8; those of four begin what JavaScript counts as two. */
const isWithin = (byte: number): boolean => (byte & 0xc0) === 0x80;
const isPair = (byte: number): boolean => byte >= 0xf0;

/** Line and column of a byte. Read again, so that nobody has to count where nothing is wrong. */
export async function placeOf(source: Pick<Source, "read">, offset: number): Promise<string> {
  let line = 1;
  let column = 1;
  let left = offset;
  for await (const chunk of source.read()) {
    for (const byte of chunk.subarray(0, left)) {
      if (byte === NEW_LINE) {
        line++;
        column = 1;
      } else if (!isWithin(byte)) {
        column += isPair(byte) ? 2 : 1;
      }
    }
    left -= chunk.length;
    if (left <= 0) break;
  }
  return `line ${line}, column ${column}`;
}
