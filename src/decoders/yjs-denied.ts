import { readUtf8 } from "./binary/bytes.ts";
import { type Read, readVarint } from "./binary/varint.ts";
import { type Described, describeError } from "./described.ts";

/** The kind of a message about the permission, of y-websocket and of Hocuspocus. */
const AUTH = 2;
/** What it says, in either's numbers; Hocuspocus' 0 is the page's token, which is nobody's error. */
const DENIED = 0;
const DENIED_BY_HOCUSPOCUS = 1;
const MAX_NAME = 512;
const WORDS = /^[^\p{Cc}]{1,300}$/u;

/**
 * "Permission denied" for a shared document: yjs/y-protocols:auth.js, or behind the document's name,
 * ueberdosis/hocuspocus:packages/common/src/auth.ts. Every byte of it is accounted for, so that
 * nothing else is taken for it.
 */
export function describeDenied(bytes: Uint8Array): Described | null {
  const reason =
    readDenied(bytes, 0, DENIED) ??
    readDenied(bytes, readWords(bytes, 0)?.next ?? -1, DENIED_BY_HOCUSPOCUS);
  if (reason === null) return null;
  return describeError("auth", { code: "permission-denied", message: reason, retryAfterMs: null });
}

function readDenied(bytes: Uint8Array, at: number, denied: number): string | null {
  if (at < 0 || bytes[at] !== AUTH || bytes[at + 1] !== denied) return null;
  const reason = readWords(bytes, at + 2);
  return reason?.next === bytes.length ? reason.value : null;
}

/** A text behind its length. */
function readWords(bytes: Uint8Array, at: number): Read<string> | null {
  const length = readVarint(bytes, at, 2);
  if (!length || length.value === 0 || length.value > MAX_NAME) return null;
  const next = length.next + length.value;
  const text = next <= bytes.length ? readUtf8(bytes.subarray(length.next, next)) : null;
  return text !== null && WORDS.test(text) ? { value: text, next } : null;
}
