/**
 * JSON as far as it is worth reading: a row needs the beginning only, and a body may have been cut
 * when it was kept. Nothing here throws.
 */

/** A row is described from no more than this. */
export const MAX_READ = 65_536;
/** Bodies from this length on may have been cut at it. */
export const SHORTEST_CUT = 4_096;

export type JsonObject = { [name: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether it has one of these fields: asked once, where most messages have none of many. */
export function hasAny(value: JsonObject, names: ReadonlySet<string>): boolean {
  for (const name in value) if (names.has(name)) return true;
  return false;
}

/** The value of a JSON text; of one that was cut, what stood before the cut. `undefined`: not JSON. */
export function readJson(text: string): unknown {
  const start = text.slice(0, MAX_READ);
  try {
    return JSON.parse(start);
  } catch {
    return start.length < SHORTEST_CUT || !/^\s*[[{]/.test(start) ? undefined : readCut(start);
  }
}

export function readObject(text: string): JsonObject | null {
  const value = readJson(text);
  return isObject(value) ? value : null;
}

/** Closes what was still open after the last whole element. */
function readCut(text: string): unknown {
  const closers: string[] = [];
  let inString = false;
  let end = -1;
  /** Of those that were open at the end, what closed behind it. */
  let closed = "";
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (inString) {
      if (char === "\\") i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === "{" || char === "[") {
      closers.push(char === "{" ? "}" : "]");
      // So deep a text is no message.
      if (closers.length > MAX_DEPTH) return undefined;
      end = i + 1;
      closed = "";
    } else if (char === "}" || char === "]") {
      if (closers.pop() !== char) return undefined;
      closed += char;
    } else if (char === ",") {
      end = i;
      closed = "";
    }
  }
  if (end < 0) return undefined;
  try {
    return JSON.parse(text.slice(0, end) + closed + closers.reverse().join(""));
  } catch {
    return undefined;
  }
}

const MAX_DEPTH = 64;

/** A text or a number as a text; null for everything else and for an empty text. */
const wordOf = (value: unknown): string | null => {
  if (typeof value === "string") return value === "" ? null : value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : null;
};

export const firstWord = (...values: unknown[]): string | null => {
  for (const value of values) {
    const word = wordOf(value);
    if (word !== null) return word;
  }
  return null;
};

/** A value on one line, for a summary; never more than a little of it. */
export function inBrief(value: unknown): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[${value.length} items]`;
  const names = Object.keys(value);
  const shown = names.slice(0, 4).map((name) => {
    const field = (value as JsonObject)[name];
    const isPlain = typeof field !== "object" || field === null;
    return isPlain ? `${name}: ${String(field).slice(0, 40)}` : name;
  });
  return `{${shown.join(", ")}${names.length > 4 ? ", …" : ""}}`;
}
