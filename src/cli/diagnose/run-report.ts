import { COULD_NOT_RUN, NOTHING } from "../exit-codes.ts";
import { explainError, say } from "../explain-error.ts";
import { parseFailOn } from "../fail-on.ts";
import type { Io } from "../io.ts";
import type { LogOptions } from "../logs/read-logs.ts";
import { writeTarget } from "../redact/target.ts";
import { diagnoseFiles } from "./diagnose-files.ts";

type ReportOptions = { files: string[]; output: string; logs: LogOptions };

/** The Markdown of `diagnose`, into a file that appears when all of it is there. */
export async function runReport({ files, output, logs }: ReportOptions, io: Io): Promise<number> {
  let markdown = "";
  const held: Io = {
    ...io,
    out: (text) => {
      markdown += text;
    },
  };
  const format = "markdown" as const;
  const wanted = { files, format, failOn: parseFailOn("error"), all: false, logs };
  if ((await diagnoseFiles(wanted, held)) === COULD_NOT_RUN) return COULD_NOT_RUN;
  if (output === "-") {
    io.out(markdown);
    return NOTHING;
  }
  try {
    await writeTarget(output, chunksOf(markdown));
    return NOTHING;
  } catch (error) {
    say(io, explainError(error, `${output}: could not be written`));
    return COULD_NOT_RUN;
  }
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
