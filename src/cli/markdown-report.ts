/** The report for an issue tracker. */
import type { Finding } from "../analysis/finding.ts";
import { countOf, listOf } from "../analysis/words.ts";
import { type Alike, type Diagnosed, findingsAbout, groupAlike, summarize } from "./diagnosed.ts";
import { evidenceValue, formatTime, plain } from "./plain.ts";

export function writeMarkdownReport(diagnosed: Diagnosed): string {
  const { path, report, file } = diagnosed;
  const blocks = [`## Stormglass: ${code(path)}`, `${summarize(report)}.`];
  for (const note of file.notes) blocks.push(`> ${escapeText(note)}`);
  for (const alike of groupAlike(diagnosed)) blocks.push(...writeAlike(alike));
  for (const finding of findingsAbout(report, "series")) {
    blocks.push(`### Reconnecting to ${code(finding.subject.url)}`, ...writeFinding(finding));
  }
  const ofPage = findingsAbout(report, "page");
  if (ofPage.length > 0) blocks.push("### The page", ...ofPage.flatMap(writeFinding));
  return `${blocks.join("\n\n")}\n`;
}

/** "Connection 3", not "#3", which a tracker would turn into a link to its third issue. */
const NAMED = 12;

function writeAlike({ connections, findings, state }: Alike): string[] {
  const ordinals = connections.slice(0, NAMED).map(({ ordinal }) => String(ordinal));
  const rest = connections.length - ordinals.length;
  if (rest > 0) ordinals.push(countOf(rest, "other"));
  const [first] = connections;
  if (!first) return [];
  return [
    `### ${connections.length === 1 ? "Connection" : "Connections"} ${listOf(ordinals)}: ${code(first.url)}`,
    `${escapeText(state)}, created ${formatTime(first.createdAt)}`,
    ...findings.flatMap(writeFinding),
  ];
}

function writeFinding(finding: Finding): string[] {
  const { severity, title, id, explanation, evidence, causes, fixes } = finding;
  const blocks = [`**${severity}: ${escapeText(title)}** (${code(id)})`, escapeText(explanation)];
  if (evidence.length > 0) {
    const rows = evidence.map(
      (item) => `| ${escapeText(item.label)} | ${escapeText(evidenceValue(item))} |`,
    );
    blocks.push(["| Evidence | |", "| --- | --- |", ...rows].join("\n"));
  }
  if (causes.length > 0) {
    const rows = causes.map((cause, i) => `${i + 1}. ${escapeText(cause)}`);
    blocks.push(["Likely causes:", "", ...rows].join("\n"));
  }
  if (fixes.length > 0) {
    const rows = fixes.map(
      ({ role, text, setting }) =>
        `- **${role}**: ${escapeText(text)}${setting ? ` ${code(setting)}` : ""}`,
    );
    blocks.push(["What to do:", "", ...rows].join("\n"));
  }
  return blocks;
}

/** A reason or a URL is never markup, and mentions nobody. */
export const escapeText = (text: string): string =>
  plain(text)
    .replace(/[\\`*_[\]<>|~#&]/g, "\\$&")
    .replaceAll("@", "@<!-- -->")
    // Trackers make links of bare addresses, which an attacker may have chosen.
    .replaceAll("://", ":<!-- -->//");

/** A code span, with a fence longer than any run of backticks in it. */
export function code(text: string): string {
  const content = plain(text);
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${content}${space}${fence}`;
}
