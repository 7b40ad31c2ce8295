/** Messages that Playwright keeps in a file beside the HAR, or in the archive of a trace. */
import { addUnread, HarError, NAMED, noneUnread } from "./har-error.ts";
import { JsonPart } from "./json-part.ts";
import { isObject } from "./shape.ts";

/** By the name that the entry gives the file. */
export type Attached = ReadonlyMap<string, JsonPart>;

export const NONE_ATTACHED: Attached = new Map();

/** Null where the entry names none. */
export function attachedFileOf(entry: unknown): string | null {
  if (!isObject(entry) || !isObject(entry.response)) return null;
  const { content } = entry.response;
  if (!isObject(content)) return null;
  // Traces of before Playwright 1.60 call it by its hash.
  const file = content._file ?? content._sha1;
  return typeof file === "string" && file !== "" ? file : null;
}

/** A WebSocket's: of any other entry it is the answer's body. */
export const isWebSocketFile = (entry: unknown): boolean =>
  isObject(entry) &&
  typeof entry._resourceType === "string" &&
  entry._resourceType.toLowerCase() === "websocket";

/**
 * The messages in such a file as one list: one a line, or, from June of 2026, a list. Lines that are
 * damaged cost only themselves. `notes`: what was wrong, with the place.
 */
export function readAttached(text: string, name: string, notes: string[]): JsonPart {
  const whole = text.trim();
  if (whole.startsWith("[")) return new JsonPart(whole);
  const { lines, damaged } = readLines(whole, name);
  if (damaged !== null) notes.push(damaged);
  return new JsonPart(`[${lines.join(",")}]`);
}

/** The lines that are JSON, and a sentence about those that are not. */
export function readLines(text: string, name: string): { lines: string[]; damaged: string | null } {
  const lines: string[] = [];
  const unread = noneUnread();
  let number = 0;
  for (const line of text.split("\n")) {
    number++;
    if (line.trim() === "") continue;
    try {
      JSON.parse(line);
      lines.push(line);
    } catch {
      addUnread(unread, new HarError(`“${name}”, line ${number},`, "is not JSON"));
    }
  }
  if (unread.count === 0) return { lines, damaged: null };
  const rest = unread.count > NAMED ? `; and ${unread.count - NAMED} more` : "";
  const last = unread.count === 1 && lines.length === number - 1;
  return {
    lines,
    damaged: last
      ? `“${name}” ends in the middle of line ${number}: it was cut off, and that line was left out.`
      : `${unread.count === 1 ? "1 line" : `${unread.count} lines`} could not be read, and the rest was: ${unread.named.join("; ")}${rest}.`,
  };
}
