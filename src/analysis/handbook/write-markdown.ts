import type { FindingClass } from "../finding.ts";
import { FINDING_IDS, FINDINGS } from "../findings.ts";
import { type Block, describeFinding, type FindingPage, type Item } from "./describe-finding.ts";

const escapeMarks = (text: string) => text.replaceAll(/[\\`*_<[\]]/g, "\\$&");

export function writeMarkdownPage({ id, title, blocks }: FindingPage): string {
  return [
    "<!-- Written by `npm run docs` from the texts and thresholds in src/analysis. -->",
    `# ${id}`,
    `**${escapeMarks(title)}**`,
    ...blocks.map(writeBlock),
    "[All findings](README.md)",
    "",
  ].join("\n\n");
}

function writeBlock(block: Block): string {
  switch (block.is) {
    case "heading":
      return `${"#".repeat(block.level)} ${escapeMarks(block.text)}`;
    case "list":
      return block.items
        .map((item, i) => writeItem(item, block.ordered ? `${i + 1}.` : "-"))
        .join("\n");
    case "link":
      return `[${escapeMarks(block.text)}](${block.url})`;
    default:
      return escapeMarks(block.text);
  }
}

const writeItem = ({ text, code = [] }: Item, mark: string) =>
  [`${mark} ${escapeMarks(text)}`, ...code.map((line) => `  \`${line}\``)].join("\\\n");

/** The list of all, by class. */
export function writeMarkdownIndex(): string {
  const classes = [...new Set<FindingClass>(FINDING_IDS.map((id) => FINDINGS[id].class))];
  return [
    "<!-- Written by `npm run docs`. -->",
    "# What Stormglass finds",
    "Each page says what a finding means, how it is judged, with the thresholds and their reasons, what to do, and what it cannot tell.",
    ...classes.flatMap((ofClass) => [
      `## ${ofClass}`,
      FINDING_IDS.filter((id) => FINDINGS[id].class === ofClass)
        .map((id) => `- [${id}](${id}.md): ${escapeMarks(describeFinding(id).title)}`)
        .join("\n"),
    ]),
    "",
  ].join("\n\n");
}
