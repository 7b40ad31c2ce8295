import { COULD_NOT_RUN, NOTHING, SOMETHING } from "../exit-codes.ts";
import { expandFiles } from "../expand-files.ts";
import { say } from "../explain-error.ts";
import { type FailOn, isFailure } from "../fail-on.ts";
import type { Format } from "../formats/format.ts";
import type { Io } from "../io.ts";
import type { LogOptions } from "../logs/read-logs.ts";
import { OUTPUTS } from "../outputs.ts";
import { readAndDiagnose } from "../read-session.ts";
import type { Result } from "../summary.ts";

export type DiagnoseOptions = {
  files: string[];
  format: Format;
  failOn: FailOn;
  /** In text, also the connections that outages tell of already. */
  all: boolean;
  /** Of servers, to be laid beside each session. */
  logs?: LogOptions;
};

export async function diagnoseFiles(wanted: DiagnoseOptions, io: Io): Promise<number> {
  const { format, failOn, all } = wanted;
  const files = expandFiles(wanted.files);
  const output = OUTPUTS[format](io, { all, failOn });
  const results: Result[] = [];
  for (const path of files) {
    const read = await readAndDiagnose(path, wanted.logs);
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
