import type { TableRow } from "./tables.ts";

/** RFC 4180, with the names of the columns first. An empty table has no columns either. */
export function* csvOf(rows: Iterable<TableRow>): Generator<string> {
  let begun = false;
  for (const row of rows) {
    if (!begun) yield lineOf(Object.keys(row));
    begun = true;
    yield lineOf(Object.values(row));
  }
}

const lineOf = (cells: readonly TableRow[string][]): string => `${cells.map(cellOf).join(",")}\r\n`;

function cellOf(value: TableRow[string]): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = value.replace(FORMULA, "'$&").replace(OTHER_CELL, "$1'");
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * What spreadsheets take for a formula, and run: a stranger's message must stay a text. Sources:
 * OWASP, "CSV Injection"; the full-width signs are taken for the others by some.
 */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
/** Where a spreadsheet divides cells by another sign, as it does in half of Europe, one begins here. */
const OTHER_CELL = /([;\t])(?=[ \u00a0"']{0,8}[=+\-@\uff1d\uff0b\uff0d\uff20])/g;
