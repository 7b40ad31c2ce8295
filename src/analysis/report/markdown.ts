/** The report for an issue tracker or a chat. */

import { countOf, formatCount, listOf } from "../../words/words.ts";
import { type ChecklistRow, OUTCOME_MARKS, OUTCOME_WORDS } from "../checklist/checklist.ts";
import type { Report } from "../finding.ts";
import { findNumbers } from "../numbers/numbers.ts";
import { sayNumbers } from "../numbers/say-numbers.ts";
import {
  type Alike,
  findingsAbout,
  groupAlike,
  type Judged,
  sayHealth,
  summarize,
} from "./alike.ts";
import { withoutCovered } from "./covered.ts";
import { code, codeInTable, escapeText } from "./escape.ts";
import { formatTime } from "./evidence-words.ts";
import { writeFinding } from "./finding-markdown.ts";
import { listMoments, MAX_MOMENTS, type Moment } from "./moments.ts";
import { sayRecovery, tellOutages } from "./outage-lines.ts";
import { WHERE_EXPLAINED } from "./where-explained.ts";

export type MarkdownParts = Judged & {
  /** The file's name, or the page's address. */
  name: string;
  /** What could not be known, in sentences. */
  notes: readonly string[];
  checklist: readonly ChecklistRow[];
  /** What was laid beside the session, such as servers' logs, in blocks of lines. */
  beside?: readonly { title: string; lines: readonly string[] }[];
};

/** Headings, tables and lists only: what every tracker and chat shows. */
export function writeMarkdownReport(parts: MarkdownParts): string {
  const { name, report, notes, checklist } = parts;
  const ofPage = findingsAbout(report, "page");
  const { told, folded } = withoutCovered(groupAlike(parts), report, MIN_COVERED);
  const blocks = [
    `## Stormglass: ${code(name)}`,
    `${summarize(report)}. ${escapeText(sayHealth(report.health))}`,
    ...notes.map((note) => `> ${escapeText(note)}`),
    ...writeOutages(report),
    ...writeNumbers(parts),
    ...writeBeside(parts.beside ?? []),
    ...findingsAbout(report, "series").flatMap((finding) => [
      `### Connections to ${code(finding.subject.url)}`,
      ...writeFinding(finding),
    ]),
    ...(ofPage.length > 0 ? ["### The page", ...ofPage.flatMap(writeFinding)] : []),
    ...told.flatMap(writeAlike),
    ...(folded > 0
      ? [`${countOf(folded, "connection")} more: what became of each is told by its outage above.`]
      : []),
    ...(report.findings.length > 0 ? [escapeText(WHERE_EXPLAINED)] : []),
    ...writeTimeline(listMoments(parts)),
    ...writeChecklist(checklist),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function writeBeside(blocks: NonNullable<MarkdownParts["beside"]>): string[] {
  if (blocks.length === 0) return [];
  return [
    "### The servers' logs",
    ...blocks.map(({ title, lines }) =>
      [`**${escapeText(title)}**`, "", ...lines.map((line) => `- ${escapeText(line)}`)].join("\n"),
    ),
  ];
}

function writeOutages({ outages, recovery }: Report): string[] {
  if (outages.length === 0) return [];
  const rows = tellOutages(outages).map(({ when, title, remarks, fixes }) => {
    const todo = fixes.map(({ role, text }) => `**${role}**: ${escapeText(text)}`).join(" ");
    return `| ${escapeText(when)} | ${escapeText([title, ...remarks].join(". ").replace(/\.\./g, "."))} | ${todo} |`;
  });
  return [
    "### Outages",
    ["| When | What | What to do |", "| --- | --- | --- |", ...rows].join("\n"),
    listByText(recovery.map((each) => ({ url: each.url, text: sayRecovery(each) }))),
  ];
}

/** What somebody can set something by, for each endpoint. */
function writeNumbers(judged: Judged): string[] {
  const lines = findNumbers(judged).flatMap((numbers) =>
    sayNumbers(numbers).map((text) => ({ text, url: numbers.url })),
  );
  return lines.length === 0 ? [] : ["### Numbers to set something by", listByText(lines)];
}

/** What is the same of several endpoints once: a restart takes forty. */
function listByText(lines: readonly { url: string; text: string }[]): string {
  const byText = new Map<string, string[]>();
  for (const { text, url } of lines) {
    const urls = byText.get(text);
    if (urls) urls.push(url);
    else byText.set(text, [url]);
  }
  return [...byText]
    .map(([text, urls]) => {
      const names = urls.slice(0, NAMED_ALIKE).map(code);
      const rest = urls.length - names.length;
      if (rest > 0) names.push(countOf(rest, "other"));
      return `- ${listOf(names)}: ${escapeText(text)}`;
    })
    .join("\n");
}
const NAMED_ALIKE = 3;

/** A tracker takes 65,536 characters, and a reader less. */
const MIN_COVERED = 12;

/** "Connection 3", not "#3", which a tracker would turn into a link to its third issue. */
const NAMED = 12;

export function writeAlike({ connections, findings, state }: Alike): string[] {
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

function writeTimeline(moments: readonly Moment[]): string[] {
  if (moments.length === 0) return [];
  const shown = moments.slice(-MAX_MOMENTS);
  const left = moments.length - shown.length;
  const rows = shown.map(({ at, until, text, url, count }) => {
    const times = count > 1 ? ` ×${formatCount(count)}, until ${formatTime(until)}` : "";
    return `| ${formatTime(at)} | ${url === null ? "" : codeInTable(url)} | ${escapeText(text)}${times} |`;
  });
  return [
    "### Timeline",
    ...(left > 0 ? [`${countOf(left, "earlier moment")} left out.`] : []),
    ["| When | Endpoint | What |", "| --- | --- | --- |", ...rows].join("\n"),
  ];
}

function writeChecklist(rows: readonly ChecklistRow[]): string[] {
  if (rows.length === 0) return [];
  const lines = rows.map(({ number, area, text, outcome, note, byUser }) => {
    const said = byUser ? `${note} (answered by hand)` : note;
    return `| ${number} | ${area} | ${escapeText(text)} | ${OUTCOME_MARKS[outcome]} ${OUTCOME_WORDS[outcome]} | ${escapeText(said)} |`;
  });
  return [
    "### Checklist",
    ["| | Area | Item | | Note |", "| --- | --- | --- | --- | --- |", ...lines].join("\n"),
  ];
}
