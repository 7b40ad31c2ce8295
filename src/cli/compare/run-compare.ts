import { compare } from "../../analysis/compare/compare.ts";
import { writeComparedMarkdown } from "../../analysis/compare/write-compared.ts";
import { writeSafeJson } from "../../words/safe-text.ts";
import { COULD_NOT_RUN, NOTHING, SOMETHING } from "../exit-codes.ts";
import { say } from "../explain-error.ts";
import type { Io } from "../io.ts";
import { readAndDiagnose } from "../read-session.ts";
import { writeComparedText } from "./write-text.ts";

export type CompareOptions = {
  before: string;
  after: string;
  format: "text" | "json" | "markdown";
  failOnWorse: boolean;
};

export async function runCompare(options: CompareOptions, io: Io): Promise<number> {
  const before = await readAndDiagnose(options.before);
  const after = await readAndDiagnose(options.after);
  for (const read of [before, after]) {
    if ("error" in read) say(io, `${read.path}: ${read.error}`);
  }
  if ("error" in before || "error" in after) return COULD_NOT_RUN;
  const compared = compare(before, after);
  const names = { before: before.path, after: after.path };
  if (options.format === "json") io.out(`${writeSafeJson({ files: names, ...compared })}\n`);
  else if (options.format === "markdown") io.out(writeComparedMarkdown(compared, names));
  else io.out(writeComparedText(compared, names, io));
  return options.failOnWorse && compared.verdict === "worse" ? SOMETHING : NOTHING;
}
