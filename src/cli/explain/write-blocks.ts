import { styleText } from "node:util";
import type { Explanation } from "../../analysis/explain/explanation.ts";
import type { Block, Item } from "../../analysis/handbook/describe-finding.ts";
import { plain } from "../../words/safe-text.ts";
import { hanging } from "../hanging.ts";
import type { Io } from "../io.ts";

type Looks = Pick<Io, "colour" | "columns">;

/** An explanation for a terminal. */
export function writeBlocks({ title, blocks }: Explanation, { colour, columns }: Looks): string {
  const width = Math.max(40, Math.min(80, columns));
  const bold = (text: string) =>
    colour ? styleText("bold", text, { validateStream: false }) : text;
  const lines = hanging("", title, width).map(bold);
  for (const block of blocks) lines.push("", ...linesOf(block, width, bold));
  return `${lines.join("\n")}\n`;
}

function linesOf(block: Block, width: number, bold: (text: string) => string): string[] {
  switch (block.is) {
    case "heading":
      return hanging(block.level === 2 ? "" : "  ", block.text, width).map(bold);
    case "list":
      return block.items.flatMap((item, i) =>
        itemLines(item, block.ordered ? `  ${i + 1}. ` : "  - ", width),
      );
    case "link":
      return [plain(`${block.text}: ${block.url}`)];
    default:
      return hanging("", block.text, width);
  }
}

const itemLines = ({ text, code = [] }: Item, before: string, width: number): string[] => [
  ...hanging(before, text, width),
  // As it can be copied: a line to paste is not wrapped.
  ...code.map((line) => `${" ".repeat(before.length)}${plain(line)}`),
];
