/** Texts that stand in base64 within others. */
import { decodeBase64Url } from "../tokens.ts";

const SHORTEST = 16;
const LONGEST = 65_536;
/** So much of it shows whether it is a text at all. */
const HEAD = 32;

const isText = (text: string): boolean => /^[\t\n\r\x20-\x7e]*$/.test(text);
/** Names and values need one of these between them. */
const HAS_PAIRS = /[:=]/;

/** What stands there in base64, where that is a text with names in it. */
export function base64Text(text: string, from: number, to: number): string | null {
  const length = to - from;
  if (length < SHORTEST || length > LONGEST) return null;
  const head = decodeBase64Url(text.slice(from, from + Math.min(HEAD, length - (length % 4))));
  if (head === null || !isText(head)) return null;
  const decoded = decodeBase64Url(text.slice(from, to));
  return decoded !== null && HAS_PAIRS.test(decoded) && isText(decoded) ? decoded : null;
}
