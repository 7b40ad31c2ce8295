import { existsSync } from "node:fs";
import packageJson from "../../package.json" with { type: "json" };
import { HarError } from "../har/har-error.ts";
import { plain } from "../words/safe-text.ts";
import { type Diagnosed, diagnoseText } from "./diagnosed.ts";
import { expandFiles } from "./expand-files.ts";
import { isFailure } from "./fail-on.ts";
import { type Diagnose, HELP, type Options, parseOptions } from "./options.ts";
import { type Io, OUTPUTS } from "./outputs.ts";
import { readText } from "./read-text.ts";
import type { Result, Unread } from "./summary.ts";

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
    say(io, messageOf(error));
    say(io, 'See "stormglass --help".');
    return COULD_NOT_RUN;
  }
  if (options.kind !== "diagnose") {
    io.out(options.kind === "help" ? HELP : `${packageJson.version}\n`);
    return NOTHING;
  }

  return diagnoseFiles(options, io).catch((error: unknown) => {
    say(io, messageOf(error));
    return COULD_NOT_RUN;
  });
}

async function diagnoseFiles({ files, format, failOn }: Diagnose, io: Io): Promise<number> {
  const output = OUTPUTS[format](io);
  const results: Result[] = [];
  for (const path of files) {
    const read = await diagnoseFile(path);
    if ("error" in read) say(io, `${path}: ${read.error}`);
    output.add(read);
    results.push("error" in read ? read : { path: read.path, report: read.report });
  }
  output.end(results);
  if (results.some((result) => "error" in result)) return COULD_NOT_RUN;
  const failed = results.some(
    (result) =>
      "report" in result && result.report.findings.some((finding) => isFailure(failOn, finding)),
  );
  return failed ? SOMETHING : NOTHING;
}

async function diagnoseFile(path: string): Promise<Diagnosed | Unread> {
  try {
    return diagnoseText(path === "-" ? "standard input" : path, await readText(path));
  } catch (error) {
    return { path, error: explainError(error) };
  }
}

/** On one line, and as text: names of files and of what is in them are strangers' words. */
const say = (io: Io, sentence: string): void => io.err(`${plain(sentence)}\n`);

const FILE_ERRORS = new Map([
  ["ENOENT", "there is no such file"],
  ["EISDIR", "is a directory, not a file"],
  ["EACCES", "may not be read: permission denied"],
  ["ERR_STRING_TOO_LONG", "is too large to be read as a whole (over 512 MiB)"],
]);

function explainError(error: unknown): string {
  if (error instanceof HarError) return error.message;
  const known = FILE_ERRORS.get((error as NodeJS.ErrnoException)?.code ?? "");
  return known ?? `could not be diagnosed: ${messageOf(error)}`;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
