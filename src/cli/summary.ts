import { summarize } from "../analysis/report/alike.ts";
import { plain } from "../analysis/report/plain.ts";
import { countOf } from "../analysis/words.ts";
import type { Diagnosed } from "./diagnosed.ts";

export type Unread = { path: string; error: string };

/** One line for each of several files, and how many of them were read. */
export function writeSummary(results: readonly (Diagnosed | Unread)[]): string {
  const width = Math.max(...results.map(({ path }) => plain(path).length));
  const lines = results.map((result) => {
    const said =
      "error" in result
        ? "could not be read"
        : `health ${result.report.health.grade}, ${summarize(result.report)}`;
    return `  ${plain(result.path).padEnd(width)}  ${said}`;
  });
  return [`Summary of ${countOf(results.length, "file")}`, ...lines, ""].join("\n");
}
