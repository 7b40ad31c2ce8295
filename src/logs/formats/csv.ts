import type { Format } from "./format.ts";
import { fieldNamed } from "./json-fields.ts";
import { readPairs } from "./json-lines.ts";

/** One line of CSV (RFC 4180), or of tab-separated values. Null where a quote stays open. */
function splitCsv(line: string, separator: string): string[] | null {
  const cells: string[] = [];
  let place = 0;
  while (place <= line.length && cells.length < 200) {
    if (line[place] === '"') {
      let cell = "";
      let from = place + 1;
      for (;;) {
        const quote = line.indexOf('"', from);
        if (quote < 0) return null;
        cell += line.slice(from, quote);
        if (line[quote + 1] !== '"') {
          place = quote + 1;
          break;
        }
        cell += '"';
        from = quote + 2;
      }
      cells.push(cell);
      if (place < line.length && line[place] !== separator) return null;
      place++;
    } else {
      const end = line.indexOf(separator, place);
      cells.push(line.slice(place, end < 0 ? line.length : end));
      place = end < 0 ? line.length + 1 : end + 1;
    }
  }
  return cells;
}

const VENDOR = { name: "CSV", server: "a log", signs: [] };

export type CsvFormat = Format & { columns: string[] };

/** Null where the first line is no head: at least a time and two more of its columns must be known. */
export function csvFormat(head: string): CsvFormat | null {
  for (const separator of [",", "\t", ";"]) {
    const columns = splitCsv(head, separator);
    if (!columns || columns.length < 3) continue;
    const known = columns.map((name) => fieldNamed(name)?.field);
    const isDated = known.some(
      (field) => field === "begin" || field === "end" || field === "either",
    );
    if (!isDated || known.filter(Boolean).length < 3) continue;
    return {
      name: "CSV",
      server: "a log",
      columns,
      parse(line, where) {
        const cells = splitCsv(line, separator);
        if (!cells || cells.length !== columns.length) return null;
        const pairs = columns.map((name, i): [string, string] => [name, cells[i] ?? ""]);
        return readPairs(pairs, VENDOR, where);
      },
    };
  }
  return null;
}
