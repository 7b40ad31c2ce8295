import type { Finding } from "../finding.ts";
import { settingsOf } from "../texts/settings.ts";
import { code, escapeText } from "./escape.ts";
import { evidenceWithPlace, NEEDS_IN_WORDS } from "./evidence-words.ts";

/** A finding as blocks of Markdown. */
export function writeFinding(finding: Finding): string[] {
  const { severity, title, id, explanation, evidence, causes, fixes, needs } = finding;
  const blocks = [`**${severity}: ${escapeText(title)}** (${code(id)})`, escapeText(explanation)];
  if (evidence.length > 0) {
    const rows = evidence.map(
      (item) => `| ${escapeText(item.label)} | ${escapeText(evidenceWithPlace(item))} |`,
    );
    blocks.push(["| Evidence | |", "| --- | --- |", ...rows].join("\n"));
  }
  if (causes.length > 0) {
    const rows = causes.map((cause, i) => `${i + 1}. ${escapeText(cause)}`);
    blocks.push(["Likely causes:", "", ...rows].join("\n"));
  }
  if (fixes.length > 0) {
    const rows = fixes.map(
      (fix) =>
        `- **${fix.role}**: ${escapeText(fix.text)}${settingsOf(fix).map(writeSetting).join(";")}`,
    );
    blocks.push(["What to do:", "", ...rows].join("\n"));
  }
  if (needs) blocks.push(NEEDS_IN_WORDS[needs]);
  return blocks;
}

const writeSetting = ({ product, text }: { product: string | null; text: string }) =>
  ` ${product === null ? "" : `${escapeText(product)}: `}${code(text)}`;
