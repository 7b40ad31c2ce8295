/** Tables, as CSV, TSV, Markdown and database shells write them: what a column holds stands in its first row. */
import type { NameSays } from "../known/names.ts";
import { isHarmless, looksChosen, looksSecret } from "../known/values.ts";
import { lineEnd } from "./commands.ts";
import { kindOf } from "./kinds.ts";
import type { Reading } from "./reading.ts";

const MAX_HEAD = 1_024;
const MAX_ROW = 8_192;
const MAX_CELLS = 64;

/** No cell of a first row has signs of code, of JSON or of a sentence in it. */
const NAME = /^[^\d\s"'`=:;,|{}()[\]<>\\.][^"'`=:;,|{}()[\]<>\\]{0,63}$/;
/** "|---|:--:|", "+----+----+", "-----+-----" */
const isRule = (row: string): boolean => row.includes("-") && /^[\s|:+-]*$/.test(row);

type Cell = { from: number; to: number };
/** `isSure`: nothing but a password stands there. */
type Column = { index: number; name: string; says: NameSays; isSure: boolean };

/** The secret columns of a table whose first row begins at `at`, if one does. */
export function readTable(scan: Reading, at: number, to: number): void {
  const { text } = scan;
  if (at < scan.tableTo) return;
  const headTo = lineEnd(text, at, Math.min(to, at + MAX_HEAD));
  const sign = headTo >= to || headTo - at >= MAX_HEAD ? null : signOf(text.slice(at, headTo));
  if (sign === null) return;
  const names = cellsOf(text, at, headTo, sign).map(({ from, to: end }) => text.slice(from, end));
  if (names.length < 2 || !names.every((name) => NAME.test(name))) return;
  // A list of words in a sentence has spaces behind its commas.
  const isList = sign === "," && text.slice(at, headTo).includes(", ");
  const columns = names.flatMap((name, index): Column[] => {
    const says = scan.structure.judge(name);
    const isSure = !isList && kindOf(name) === "password" && !/^(?:pass|pw)$/i.test(name);
    return says === null ? [] : [{ index, name, says, isSure }];
  });
  if (columns.length === 0) return;
  let line = nextLine(text, headTo, to);
  while (line < to) {
    const end = lineEnd(text, line, Math.min(to, line + MAX_ROW));
    if (!isRule(text.slice(line, end))) {
      const cells = cellsOf(text, line, end, sign);
      if (cells.length !== names.length) break;
      for (const column of columns) emitCell(scan, column, cells[column.index] as Cell);
    }
    line = nextLine(text, end, to);
  }
  // Its rows are no first rows of other tables, or each would be read once for each.
  scan.tableTo = line;
}

function emitCell(scan: Reading, { name, says, isSure }: Column, { from, to }: Cell): void {
  const value = scan.text.slice(from, to);
  const isSecret =
    says === "likely" ? looksSecret(value) : isSure ? !isHarmless(value) : looksChosen(value);
  if (isSecret) scan.emit(from, to, kindOf(name), name);
}

const SIGNS = ["\t", "|", ";", ","];
const signOf = (head: string): string | null => SIGNS.find((sign) => head.includes(sign)) ?? null;

function nextLine(text: string, end: number, to: number): number {
  if (text[end] === "\r" && text[end + 1] === "\n") return Math.min(to, end + 2);
  return Math.min(to, end + 1);
}

function cellsOf(text: string, from: number, to: number, sign: string): Cell[] {
  const cells: Cell[] = [];
  let at = from;
  while (at <= to && cells.length <= MAX_CELLS) {
    const quoteTo = sign !== "|" && text[at] === '"' ? quotedEnd(text, at + 1, to) : at;
    const found = text.slice(quoteTo, to).indexOf(sign);
    const end = found < 0 ? to : quoteTo + found;
    cells.push(trim(text, at, end));
    at = end + 1;
  }
  if (sign !== "|") return cells;
  // The signs at both ends of a line separate nothing.
  const isEmpty = (cell: Cell | undefined) => cell !== undefined && cell.from === cell.to;
  return cells.slice(isEmpty(cells[0]) ? 1 : 0, isEmpty(cells.at(-1)) ? -1 : undefined);
}

/** Behind the quote that ends it; two of them stand for one (RFC 4180). */
function quotedEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to) {
    if (text[at] === '"') {
      if (text[at + 1] !== '"') return at + 1;
      at++;
    }
    at++;
  }
  return from;
}

/** Without spaces, quotes and the signs of Markdown around it. */
function trim(text: string, from: number, to: number): Cell {
  let start = from;
  let end = to;
  while (start < end && " \"`*'".includes(text[start] as string)) start++;
  while (end > start && " \"`*'".includes(text[end - 1] as string)) end--;
  return { from: start, to: end };
}
