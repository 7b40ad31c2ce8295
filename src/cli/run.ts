import { existsSync } from "node:fs";
import packageJson from "../../package.json" with { type: "json" };
import { openFile } from "../har/open/open-file.ts";
import { type Diagnosed, diagnoseMasked, maskFile } from "./diagnosed.ts";
import { COULD_NOT_RUN, NOTHING, SOMETHING } from "./exit-codes.ts";
import { expandFiles } from "./expand-files.ts";
import { explainError, messageOf, say } from "./explain-error.ts";
import { isFailure } from "./fail-on.ts";
import { openDoor } from "./open-door.ts";
import { type Diagnose, HELP, type Options, parseOptions } from "./options.ts";
import { type Io, OUTPUTS } from "./outputs.ts";
import { runRedact } from "./redact/run-redact.ts";
import type { Result, Unread } from "./summary.ts";

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
  if (options.kind === "redact") return runRedact(options, io);
  if (options.kind !== "diagnose") {
    io.out(options.kind === "help" ? HELP : `${packageJson.version}\n`);
    return NOTHING;
  }

  return diagnoseFiles(options, io).catch((error: unknown) => {
    say(io, messageOf(error));
    return COULD_NOT_RUN;
  });
}

async function diagnoseFiles(wanted: Diagnose, io: Io): Promise<number> {
  const { files, format, failOn, all } = wanted;
  const output = OUTPUTS[format](io, all);
  const results: Result[] = [];
  for (const path of files) {
    const read = await readAndDiagnose(path);
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

async function readAndDiagnose(path: string): Promise<Diagnosed | Unread> {
  try {
    return diagnoseMasked(path === "-" ? "standard input" : path, await readMasked(path));
  } catch (error) {
    return { path, error: explainError(error, "could not be diagnosed") };
  }
}

// What a function was given it holds until it returns: the text of a file, and the session as it
// stands in there, are let go before the next step takes as much memory.
const readMasked = async (path: string) => maskFile(await readSession(path));
const readSession = async (path: string) => openFile(await openDoor(path), { withRows: false });
