import { type Bytes, readPieces } from "./bytes.ts";

const NEWLINE = 0x0a;

/** One line after the other, as bytes. `onPiece`: up to where the file has been read. */
export async function eachLine(
  file: Bytes,
  { from, to }: { from: number; to: number },
  take: (line: Uint8Array, at: number) => void,
  onPiece: (at: number) => void,
): Promise<void> {
  let begun: Uint8Array[] = [];
  let lineAt = from;
  const endLine = (last: Uint8Array) => {
    const line = begun.length === 0 ? last : join([...begun, last]);
    begun = [];
    take(line, lineAt);
    lineAt += line.length + 1;
  };
  for await (const { at, bytes } of readPieces(file, from, to)) {
    let start = 0;
    let end = bytes.indexOf(NEWLINE);
    for (; end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      endLine(bytes.subarray(start, end));
      start = end + 1;
    }
    begun.push(bytes.slice(start));
    onPiece(at + bytes.length);
  }
  endLine(new Uint8Array());
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
