import { existsSync } from "node:fs";
import packageJson from "../../package.json" with { type: "json" };
import { writeMarkdownReport } from "../analysis/report/markdown.ts";
import { HarError } from "../har/har-error.ts";
import { diagnoseText } from "./diagnosed.ts";
import { expandFiles } from "./expand-files.ts";
import { isFailure } from "./fail-on.ts";
import { writeMarkdownSummary } from "./markdown-summary.ts";
import { type Format, HELP, type Options, parseOptions } from "./options.ts";
import { readText } from "./read-text.ts";
import { type Result, writeSummary } from "./summary.ts";
import { writeTextReport } from "./text-report.ts";

export type Io = {
  out: (text: string) => void;
  err: (text: string) => void;
  colour: boolean;
  columns: number;
};

const NOTHING = 0;
const SOMETHING = 1;
const COULD_NOT_RUN = 2;

/** Runs the command line; the exit code is the answer. */
export async function run(argv: string[], io: Io): Promise<number> {
  let options: Options;
  try {
    options = parseOptions(argv);
    if (options.kind === "diagnose") options.files = expandFiles(options.files, existsSync);
  } catch (error) {
    io.err(`${messageOf(error)}\nSee "stormglass --help".\n`);
    return COULD_NOT_RUN;
  }
  if (options.kind !== "diagnose") {
    io.out(options.kind === "help" ? HELP : `${packageJson.version}\n`);
    return NOTHING;
  }

  const { files, format, failOn } = options;
  const results: Result[] = [];
  for (const path of files) {
    const result = await diagnoseFile(path);
    if ("error" in result) io.err(`${path}: ${result.error}\n`);
    // What a person reads in a terminal appears file by file; its summary then stands last.
    if (format === "text") writeOne(result, format, io, results.length > 0);
    results.push(result);
  }
  if (format === "json") writeJson(results, io);
  if (format === "markdown") {
    if (results.length > 1) io.out(writeMarkdownSummary(results));
    for (const result of results) writeOne(result, format, io, results.length > 1);
  }
  if (format === "text" && results.length > 1) io.out(`\n${writeSummary(results)}`);
  if (results.some((result) => "error" in result)) return COULD_NOT_RUN;
  const failed = results.some(
    (result) =>
      "report" in result && result.report.findings.some((finding) => isFailure(failOn, finding)),
  );
  return failed ? SOMETHING : NOTHING;
}

async function diagnoseFile(path: string): Promise<Result> {
  try {
    return diagnoseText(path === "-" ? "standard input" : path, await readText(path));
  } catch (error) {
    return { path, error: explainError(error) };
  }
}

function writeOne(result: Result, format: Format, io: Io, following: boolean): void {
  if ("error" in result) return;
  const report =
    format === "markdown"
      ? writeMarkdownReport({ ...result, name: result.path })
      : writeTextReport(result, io);
  io.out(following ? `\n${report}` : report);
}

/** One file gives its report; several give a list, in which each names its file. */
function writeJson(results: Result[], io: Io): void {
  const reports = results.map((result) =>
    "error" in result
      ? { file: result.path, error: result.error }
      : {
          file: result.path,
          ...result.report,
          checklist: result.checklist,
          notes: result.notes,
        },
  );
  const [only] = reports;
  if (reports.length === 1 && only && "error" in only) return;
  io.out(`${JSON.stringify(reports.length === 1 ? only : { files: reports }, null, 2)}\n`);
}

const FILE_ERRORS: Record<string, string> = {
  ENOENT: "there is no such file",
  EISDIR: "is a directory, not a file",
  EACCES: "may not be read: permission denied",
  ERR_FS_FILE_TOO_LARGE: "is too large to be read as a whole (over 512 MiB)",
  ERR_STRING_TOO_LONG: "is too large to be read as a whole (over 512 MiB)",
};

function explainError(error: unknown): string {
  if (error instanceof HarError) return error.message;
  const known = FILE_ERRORS[(error as NodeJS.ErrnoException)?.code ?? ""];
  return known ?? `could not be diagnosed: ${messageOf(error)}`;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
