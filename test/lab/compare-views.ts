import { readFile } from "node:fs/promises";
import type { Frame, Page } from "playwright";
import type { Report } from "../../src/analysis/finding.ts";
import type { Har } from "../../src/har/session-file.ts";
import { readFindingTitles } from "../harness/panel-facts.ts";
import type { Diagnosis } from "./judge.ts";

/**
 * Where panel, exported file and command line differ on the same session. The file holds what the
 * panel's own diagnosis said at the moment of the export; the list is what a reader sees.
 */
export async function compareViews(
  view: Frame | Page,
  path: string,
  diagnosis: Diagnosis,
): Promise<string[]> {
  const { log } = JSON.parse(await readFile(path, "utf8")) as Har;
  const inPanel = log._stormglass.report as Report | undefined;
  if (!inPanel) return ["the file has no report of the panel"];
  const differences = [
    ...difference("findings", inPanel.findings, diagnosis.findings),
    ...difference("connections", inPanel.connections, diagnosis.connections),
    ...difference("series", inPanel.series, diagnosis.series),
  ];
  const titles = diagnosis.findings.map(({ title }) => withoutFigures(title));
  const lines = (await readFindingTitles(view)).map(toTitle);
  const unknown = lines.filter((line) => !titles.includes(line));
  // It tells related findings as one incident, so not every one has a line of its own.
  if (lines.length === 0 && titles.length > 0) differences.push("the panel lists nothing");
  if (unknown.length > 0) differences.push(`only the panel lists ${JSON.stringify(unknown)}`);
  return differences;
}

/** Where several are alike, the line ends with their number, or with that of their endpoints. */
const toTitle = (line: string) =>
  withoutFigures(
    line.replace(/ ×[\d.,]+$/, "").replace(/ ?and likewise at [\d.,]+ other endpoints$/, ""),
  );

/** What goes on has another age a moment later. */
const withoutFigures = (title: string) => title.replaceAll(/[\d.,]+/g, "#");

/** Names the first difference only: the others mostly follow from it. */
function difference(what: string, a: readonly unknown[], b: readonly unknown[]): string[] {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [left, right] = [a[i], b[i]].map((item) => JSON.stringify(item, roundly) ?? "nothing");
    if (left !== right) return [`${what} differ: ${firstDifference(left ?? "", right ?? "")}`];
  }
  return [];
}

/** Chromium's Math and Node's are of different versions of V8, and differ in the last digits. */
const DIGITS = 14;
const roundly = (_key: string, value: unknown) =>
  typeof value === "number" ? Number(value.toPrecision(DIGITS)) : value;

const CONTEXT = 60;

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (a[at] === b[at]) at++;
  const from = Math.max(0, at - CONTEXT);
  return `…${a.slice(from, at + CONTEXT)}… / …${b.slice(from, at + CONTEXT)}…`;
}
