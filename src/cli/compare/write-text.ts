import { styleText } from "node:util";
import type { Compared } from "../../analysis/compare/compared.ts";
import { type Names, type Section, sectionsOf } from "../../analysis/compare/write-compared.ts";
import { plain } from "../../words/safe-text.ts";
import { hanging } from "../hanging.ts";
import type { Io } from "../io.ts";

/** Wider cells would leave no room for the others: what is longer stands on lines of its own. */
const MAX_CELL = 24;

export function writeComparedText(
  compared: Compared,
  names: Names,
  { colour, columns }: Pick<Io, "colour" | "columns">,
): string {
  const bold = (text: string) =>
    colour ? styleText("bold", text, { validateStream: false }) : text;
  const width = Math.max(40, Math.min(80, columns));
  const sections = sectionsOf(compared, names);
  const lines = [bold(plain(`${names.before} and ${names.after}`))];
  for (const section of sections) {
    if (section.is !== "list") lines.push("");
    lines.push(...linesOf(section, width, bold));
  }
  return `${lines.join("\n")}\n`;
}

function linesOf(section: Section, width: number, bold: (text: string) => string): string[] {
  switch (section.is) {
    case "text":
      return hanging("", section.text, width);
    case "heading":
      return [bold(plain(section.text))];
    case "list":
      return section.items.flatMap((item) => hanging("  - ", item, width));
    default:
      return tableLines(section.rows);
  }
}

function tableLines(rows: readonly (readonly string[])[]): string[] {
  const shown = rows.map((row) => row.map(plain));
  const widths = [0, 1, 2].map((i) =>
    Math.min(MAX_CELL, Math.max(...shown.map((row) => (row[i] ?? "").length))),
  );
  return shown.flatMap((row) => {
    const [label = "", before = "", after = "", note = ""] = row;
    if (before.length > MAX_CELL || after.length > MAX_CELL) {
      return [`  ${label}`, `    before  ${before || "–"}`, `    after   ${after || "–"}`];
    }
    const cells = [label, before, after].map((cell, i) => cell.padEnd(widths[i] ?? 0));
    return [`  ${cells.join("  ")}  ${note}`.trimEnd()];
  });
}
