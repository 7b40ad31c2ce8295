/** Words as a terminal shows them. */
import type { Evidence } from "../analysis/finding.ts";
import { formatBytes, formatDuration } from "../analysis/words.ts";

/**
 * A close reason or a URL comes from strangers: what would move the cursor, change colours or turn
 * the direction of writing is shown as a code instead.
 */
export const plain = (text: string): string =>
  text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (character) =>
    character === "\n" || character === "\t"
      ? " "
      : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );

/** Breaks at spaces. What is longer than a line, such as a URL, stays whole, so that it can be copied. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of plain(text).split(/ +/)) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  if (line !== "") lines.push(line);
  return lines;
}

/** "62.1 s", "1.5 KiB", "1008", "message 14". */
export function evidenceValue({ value, unit, at, ref }: Evidence): string {
  const told =
    typeof value === "string"
      ? value
      : unit === "ms"
        ? formatDuration(value)
        : unit === "B"
          ? formatBytes(value)
          : `${Number.isInteger(value) ? value : Number(value.toFixed(2))}`;
  const inUnit = unit && unit !== "ms" && unit !== "B" ? `${told} ${unit}` : told;
  const where = [
    ...(ref ? [`message ${ref.seq}`] : []),
    ...(at === undefined ? [] : [formatTime(at)]),
  ];
  return where.length === 0 ? inUnit : `${inUnit} (${where.join(", ")})`;
}

const LAST_MOMENT = 8.64e15;

/** The same on every machine: "2026-11-20 12:00:00.100 UTC". */
export const formatTime = (at: number): string =>
  Math.abs(at) > LAST_MOMENT
    ? "an unknown time"
    : `${new Date(at).toISOString().replace("T", " ").replace("Z", "")} UTC`;
