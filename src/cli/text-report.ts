/** The report for a terminal. */
import { styleText } from "node:util";
import type { ConnectionReport, Finding, Outage, Report, Severity } from "../analysis/finding.ts";
import { findNumbers } from "../analysis/numbers/numbers.ts";
import { sayNumbers } from "../analysis/numbers/say-numbers.ts";
import { countOutages } from "../analysis/outages/fold-outages.ts";
import {
  type Alike,
  findingsAbout,
  groupAlike,
  sayHealth,
  summarize,
} from "../analysis/report/alike.ts";
import { withoutCovered } from "../analysis/report/covered.ts";
import {
  evidenceWithPlace,
  formatTime,
  NEEDS_IN_WORDS,
} from "../analysis/report/evidence-words.ts";
import { sayRecovery, tellOutages } from "../analysis/report/outage-lines.ts";
import { WHERE_EXPLAINED } from "../analysis/report/where-explained.ts";
import { settingsOf } from "../analysis/texts/settings.ts";
import { createEndpointNames } from "../session/endpoint-names.ts";
import { plain } from "../words/safe-text.ts";
import { countOf } from "../words/words.ts";
import { type Diagnosed, isEmpty } from "./diagnosed.ts";
import { hanging as hangingWithin } from "./hanging.ts";

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;
type Page = { paint: Paint; columns: number };

const COLOURS = { error: "red", warning: "yellow", info: "cyan" } as const satisfies Record<
  Severity,
  Style
>;
/** How many more of the same are named before the rest is only counted. */
const NAMED = 12;

type Looks = { colour: boolean; columns: number; all?: boolean };

/** `all`: also what the outages tell already. */
export function writeTextReport(
  diagnosed: Diagnosed,
  { colour, columns, all = false }: Looks,
): string {
  const paint: Paint = (style, text) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const page = { paint, columns: Math.max(40, Math.min(80, columns)) };
  const { report, notes, path } = diagnosed;
  const lines = [paint("bold", plain(path)), summarize(report)];
  // An empty file is not a healthy one.
  if (!isEmpty(diagnosed)) lines.push(...hanging("", sayHealth(report.health), page));
  lines.push("");
  for (const note of notes) lines.push(...hanging("Note: ", note, page), "");
  lines.push(...writeOutages(report, page));
  lines.push(...writeNumbers(diagnosed, all, page));
  for (const { title, lines: told } of diagnosed.logs?.told ?? []) {
    lines.push(paint("bold", plain(title)));
    for (const line of told) lines.push(...hanging("  ", line, page));
    lines.push("");
  }
  const groups = groupAlike(diagnosed);
  const { told, folded } = all ? { told: groups, folded: 0 } : withoutCovered(groups, report);
  for (const alike of told) lines.push(...writeAlike(alike, page), "");
  if (folded > 0) {
    const more = `${countOf(folded, "connection")} more in these outages: --all tells each of them.`;
    lines.push(paint("dim", more), "");
  }
  for (const [kind, title] of [
    ["series", "Connections to"],
    ["page", "The page"],
  ] as const) {
    for (const finding of findingsAbout(report, kind)) {
      const heading = kind === "series" ? `${title} ${finding.subject.url}` : title;
      lines.push(paint("bold", plain(heading)), ...writeFinding(finding, page), "");
    }
  }
  if (report.findings.length > 0) lines.push(...hanging("", WHERE_EXPLAINED, page));
  return `${lines.join("\n").trimEnd()}\n`;
}

const STATE_COLOURS = {
  "going-on": "red",
  "given-up": "red",
  over: "green",
  "solved-by-user": "green",
} as const satisfies Record<Outage["state"], Style>;

/** Each with what to do about it, a line for each role. */
function writeOutages({ outages, recovery, connections }: Report, page: Page): string[] {
  if (outages.length === 0) return [];
  const nameOf = createEndpointNames(connections.map(({ endpoint }) => endpoint));
  const lines = [page.paint("bold", countOutages(outages))];
  for (const { state, when, title, remarks, fixes } of tellOutages(outages)) {
    lines.push(page.paint(STATE_COLOURS[state], `  ${when}`), ...hanging("    ", title, page));
    for (const remark of remarks) lines.push(...hanging("    ", remark, page));
    for (const { role, text } of fixes) lines.push(...hanging(`      ${role}: `, text, page));
  }
  for (const each of recovery) {
    lines.push(...hanging("  ", `${nameOf(each.url)}: ${sayRecovery(each)}`, page));
  }
  return [...lines, ""];
}

/** Without `--all` of the few endpoints with the most to say: it is a screen, not a table. */
const MAX_NUMBERED = 3;

function writeNumbers(diagnosed: Diagnosed, all: boolean, page: Page): string[] {
  const told = findNumbers(diagnosed)
    .map((numbers) => ({ url: numbers.url, lines: sayNumbers(numbers) }))
    .filter(({ lines }) => lines.length > 0)
    .sort((a, b) => b.lines.length - a.lines.length);
  if (told.length === 0) return [];
  const nameOf = createEndpointNames(diagnosed.report.connections.map(({ endpoint }) => endpoint));
  const shown = all ? told : told.slice(0, MAX_NUMBERED);
  const lines = shown.flatMap((each) => [
    `  ${plain(nameOf(each.url))}`,
    ...each.lines.flatMap((line) => hanging("    ", line, page)),
  ]);
  return [page.paint("bold", "Numbers to set something by"), ...lines, ""];
}

function writeAlike({ connections, findings, state }: Alike, page: Page): string[] {
  const [first, ...others] = connections as [ConnectionReport, ...ConnectionReport[]];
  const more = others.length === 0 ? "" : ` and ${others.length} more like it`;
  return [
    page.paint("bold", plain(`#${first.ordinal}${more}  ${first.url}`)),
    page.paint("dim", `  ${plain(state)}, created ${formatTime(first.createdAt)}`),
    ...findings.flatMap((finding) => writeFinding(finding, page)),
    ...(others.length === 0 ? [] : ["", ...hanging("  The same: ", nameOthers(others), page)]),
  ];
}

function nameOthers(others: ConnectionReport[]): string {
  const named = others.slice(0, NAMED).map(({ ordinal }) => `#${ordinal}`);
  const rest = others.length - named.length;
  return named.join(", ") + (rest > 0 ? ` and ${countOf(rest, "other")}` : "");
}

function writeFinding(finding: Finding, page: Page): string[] {
  const { severity, title, id, explanation, evidence, causes, fixes, needs } = finding;
  const { paint } = page;
  const label = `  ${severity}  `;
  const [first = "", ...rest] = hanging(label, title, page);
  const lines = [
    "",
    `  ${paint(["bold", COLOURS[severity]], severity)}  ${paint("bold", first.slice(label.length))}`,
    ...rest.map((line) => paint("bold", line)),
    paint("dim", `${" ".repeat(label.length)}${id}`),
    ...hanging("    ", explanation, page),
  ];
  if (evidence.length > 0) {
    const width = Math.min(28, Math.max(...evidence.map((item) => plain(item.label).length)));
    lines.push("", paint("dim", "    Evidence"));
    for (const item of evidence) {
      lines.push(
        ...hanging(`      ${plain(item.label).padEnd(width)}  `, evidenceWithPlace(item), page),
      );
    }
  }
  if (causes.length > 0) {
    lines.push("", paint("dim", causes.length === 1 ? "    Likely cause" : "    Likely causes"));
    for (const [i, cause] of causes.entries())
      lines.push(...hanging(`      ${i + 1}. `, cause, page));
  }
  if (fixes.length > 0) {
    lines.push("", paint("dim", "    What to do"));
    for (const fix of fixes) {
      lines.push(...hanging(`      ${fix.role}: `, fix.text, page));
      for (const { product, text } of settingsOf(fix)) {
        const before = product === null ? "" : `${product}: `;
        lines.push(`        ${before}${paint("cyan", plain(text))}`);
      }
    }
  }
  if (needs) lines.push("", ...hanging("    ", NEEDS_IN_WORDS[needs], page));
  return lines;
}

const hanging = (before: string, text: string, { columns }: Page): string[] =>
  hangingWithin(before, text, columns);
