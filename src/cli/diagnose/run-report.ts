import { COULD_NOT_RUN, NOTHING } from "../exit-codes.ts";
import { explainError, say } from "../explain-error.ts";
import { parseFailOn } from "../fail-on.ts";
import type { Io } from "../io.ts";
import { writeTarget } from "../redact/target.ts";
import { diagnoseFiles } from "./diagnose-files.ts";

type ReportOptions = { files: string[]; output: string };

/** The Markdown of `diagnose`, into a file that appears when all of it is there. */
export async function runReport({ files, output }: ReportOptions, io: Io): Promise<number> {
  let markdown = "";
  const held: Io = {
    ...io,
    out: (text) => {
      markdown += text;
    },
  };
  const wanted = { files, format: "markdown" as const, failOn: parseFailOn("error"), all: false };
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
