import { compilePattern } from "../../har/mask/compile-pattern.ts";
import type { Wishes } from "../../har/mask/watch-masker.ts";
import { redactFile } from "../../har/redact/redact-file.ts";
import type { Source } from "../../har/redact/source.ts";
import { writeSafeJson } from "../../words/safe-text.ts";
import { COULD_NOT_RUN, NOTHING, SOMETHING } from "../exit-codes.ts";
import { explainError, say } from "../explain-error.ts";
import type { Io } from "../io.ts";
import { makeReport, writeReport } from "./report.ts";
import { openSource } from "./source.ts";
import { checkTarget, writeTarget } from "./target.ts";

export type RedactOptions = {
  file: string;
  /** "-": standard output. Null: only say what would be masked. */
  output: string | null;
  force: boolean;
  json: boolean;
  names: string[];
  patterns: string[];
  keep: string[];
};

/** Masks one file, or only looks; the exit code is the answer. */
export async function runRedact(options: RedactOptions, io: Io): Promise<number> {
  const { file, output, json } = options;
  const name = file === "-" ? "standard input" : file;
  let source: Source | null = null;
  try {
    const wishes = wishesOf(options);
    if (output !== null) await checkTarget(output, file, options.force);
    source = await openSource(file);
    const { chunks, found } = await redactFile(source, wishes);
    if (output === null) for await (const _ of chunks);
    else await writeTarget(output, chunks);
    const report = makeReport(name, output, found());
    if (!json) io.err(writeReport(report));
    // Standard output is the masked file's where it goes there.
    else (output === "-" ? io.err : io.out)(`${writeSafeJson(report)}\n`);
    return output === null && report.count > 0 ? SOMETHING : NOTHING;
  } catch (error) {
    // Whoever read our output has had enough.
    if ((error as NodeJS.ErrnoException | null)?.code === "EPIPE") return NOTHING;
    say(io, `${name}: ${explainError(error, "could not be masked")}`);
    return COULD_NOT_RUN;
  } finally {
    source?.close();
  }
}

function wishesOf({ names, patterns, keep }: RedactOptions): Wishes {
  const kept = new Set(keep.map(bare));
  return {
    names,
    patterns: patterns.map(compilePattern),
    keep: ({ name }) => kept.has(bare(name)),
  };
}

/** Case and signs in names do not count. */
const bare = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\d]/gu, "");
