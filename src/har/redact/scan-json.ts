/** Where things end in JSON, however it comes in pieces. */
import {
  BACKSLASH,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  isSpace,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from "../json-signs.ts";

/** The quote that ends a text, or as far as there are whole characters. `from`: within the text. */
export function findQuote(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === QUOTE) break;
    if (byte !== BACKSLASH) at++;
    else if (at + 1 === bytes.length) break;
    else at += 2;
  }
  return at;
}

/** A list or an object, scanned as far as its bytes have come. */
export type Scan = { length: number; depth: number; inText: boolean; nameCount: number };

export const startScan = (): Scan => ({ length: 0, depth: 0, inText: false, nameCount: 0 });

/** Goes on until it ends, becomes too deep, or `bytes` are over. */
export function scanWhole(bytes: Uint8Array, scan: Scan, maxDepth: number): void {
  let { length: at, depth, inText, nameCount } = scan;
  while (at < bytes.length) {
    if (inText) {
      at = findQuote(bytes, at);
      if (bytes[at] !== QUOTE) break;
      inText = false;
    } else {
      const byte = bytes[at];
      if (byte === QUOTE) inText = true;
      else if (byte === COLON) nameCount++;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
      else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) depth--;
    }
    at++;
    if (depth === 0 || depth > maxDepth) break;
  }
  scan.length = at;
  scan.depth = depth;
  scan.inText = inText;
  scan.nameCount = nameCount;
}

export const isDelimiter = (byte: number): boolean =>
  byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT || isSpace(byte);

export const isScalar = (text: string): boolean =>
  /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(text);
