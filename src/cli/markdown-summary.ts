import { gradeWord } from "../analysis/report/alike.ts";
import { codeInTable, escapeText } from "../analysis/report/escape.ts";
import { countOf } from "../words/words.ts";
import { isEmpty } from "./diagnosed.ts";
import { type Result, sayResult, sickestFirst } from "./summary.ts";

/** What stands before the reports of several files: which of them to read. */
export function writeMarkdownSummary(results: readonly Result[]): string {
  const rows = sickestFirst(results).map((result) => {
    const why = "error" in result ? `: ${result.error}` : "";
    const grade = "error" in result || isEmpty(result) ? "" : gradeWord(result.report.health);
    return `| ${codeInTable(result.path)} | ${grade} | ${escapeText(sayResult(result) + why)} |`;
  });
  return [
    `# Stormglass: ${countOf(results.length, "file")}`,
    "",
    "| File | Health | What was found |",
    "| --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
