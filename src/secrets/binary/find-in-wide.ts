/** Text in UTF-16, of which every other byte is zero where it is ASCII. */
import { findSecrets } from "../scan/find-secrets.ts";
import type { Manner } from "../scan/reading.ts";
import type { Span } from "../secret.ts";

const SHORTEST = 8;

const isText = (byte: number | undefined): boolean =>
  byte !== undefined && (byte >= 0x20 ? byte < 0x7f : byte === 9 || byte === 10 || byte === 13);

/** Spans of whole characters, two bytes each. */
export function findInWide(bytes: Uint8Array, manner: Manner): Span[] {
  const found: Span[] = [];
  for (let at = 0; at + 1 < bytes.length; ) {
    const isLittle = isText(bytes[at]) && bytes[at + 1] === 0;
    const isBig = bytes[at] === 0 && isText(bytes[at + 1]);
    if (!isLittle && !isBig) {
      at++;
      continue;
    }
    const low = isLittle ? 0 : 1;
    let text = "";
    let end = at;
    while (end + 1 < bytes.length && isText(bytes[end + low]) && bytes[end + 1 - low] === 0) {
      text += String.fromCharCode(bytes[end + low] as number);
      end += 2;
    }
    if (text.length >= SHORTEST) {
      for (const span of findSecrets(text, manner)) {
        found.push({ ...span, from: at + span.from * 2, to: at + span.to * 2 });
      }
    }
    // A byte apart the same run would begin again.
    at = text.length >= SHORTEST ? end : at + 1;
  }
  return found;
}
