/** What goes for a whole file of ours stands at its end: it is found from there. */
import { isObject } from "../shape.ts";
import { asciiBytes, type Bytes, lastIndexOfBytes } from "./bytes.ts";

/** In a text of JSON no quote stands without its backslash: this is no message's. */
const MARK = asciiBytes('],"_stormglass":{"version":');
const FIRST_BYTES = 256 * 1024;
/** With the report of thousands of connections. */
const MAX_BYTES = 64 * 1024 * 1024;

/** `at`: where the list of entries ends. Null: it does not stand where we write it, or not whole. */
export async function findMark(file: Bytes): Promise<{ at: number; raw: unknown } | null> {
  for (let length = FIRST_BYTES; length <= MAX_BYTES; length *= 4) {
    const from = Math.max(0, file.size - length);
    const bytes = await file.read(from, file.size - from);
    const at = lastIndexOfBytes(bytes, MARK);
    if (at >= 0) {
      const raw = parseMark(new TextDecoder().decode(bytes.subarray(at)));
      return raw === undefined ? null : { at: from + at, raw };
    }
    if (from === 0) return null;
  }
  return null;
}

/** It is followed by the ends of the log and of the file: of the one before it a new beginning is made. */
function parseMark(text: string): unknown {
  const whole = text.trimEnd();
  if (!whole.endsWith("}")) return undefined;
  try {
    const value: unknown = JSON.parse(`{${whole.slice("],".length, -1)}`);
    return isObject(value) ? value._stormglass : undefined;
  } catch {
    return undefined;
  }
}
