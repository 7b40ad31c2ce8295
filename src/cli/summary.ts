import { gradeWord, summarize } from "../analysis/report/alike.ts";
import { plain } from "../words/safe-text.ts";
import { countOf } from "../words/words.ts";
import { type Diagnosed, isEmpty } from "./diagnosed.ts";

export type Unread = { path: string; error: string };
/** What is told of a file when all are read. */
export type Result = Pick<Diagnosed, "path" | "report"> | Unread;

/** One line for each of several files, the sickest first, and how many of them were read. */
export function writeSummary(results: readonly Result[]): string {
  const width = Math.max(...results.map(({ path }) => plain(path).length));
  const lines = sickestFirst(results).map((result) => {
    const health =
      "error" in result || isEmpty(result) ? "" : `health ${gradeWord(result.report.health)}, `;
    return `  ${plain(result.path).padEnd(width)}  ${health}${sayResult(result)}`;
  });
  return [`Summary of ${countOf(results.length, "file")}`, ...lines, ""].join("\n");
}

/** What could not be read may be the sickest; those that are alike stay in their order. */
export const sickestFirst = (results: readonly Result[]): Result[] =>
  [...results].sort((a, b) => scoreOf(a) - scoreOf(b));

function scoreOf(result: Result): number {
  if ("error" in result) return -1;
  // Nothing to see, and nothing wrong.
  return isEmpty(result) ? 101 : result.report.health.score;
}

/** What came of a file, in a few words. */
export const sayResult = (result: Result): string =>
  "error" in result
    ? "could not be read"
    : isEmpty(result)
      ? "no WebSocket connections"
      : summarize(result.report);
