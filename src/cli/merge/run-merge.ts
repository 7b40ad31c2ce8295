import packageJson from "../../../package.json" with { type: "json" };
import { estimateOffsets, type Offset } from "../../analysis/merge/estimate-offsets.ts";
import { mergeSessions } from "../../analysis/merge/merge-sessions.ts";
import { joinMasked } from "../../har/mask/masked-before.ts";
import { joinLeftOut } from "../../har/part/left-out.ts";
import type { SessionFile } from "../../har/read.ts";
import { writeHarParts } from "../../har/write.ts";
import type { LeftOut } from "../../session/session.ts";
import { writeSafeJson } from "../../words/safe-text.ts";
import { formatDuration } from "../../words/words.ts";
import { diagnoseMasked, maskFile } from "../diagnosed.ts";
import { COULD_NOT_RUN, NOTHING } from "../exit-codes.ts";
import { expandFiles } from "../expand-files.ts";
import { explainError, say } from "../explain-error.ts";
import { parseFailOn } from "../fail-on.ts";
import type { Io } from "../io.ts";
import { OUTPUTS } from "../outputs.ts";
import { nameOf, readSession } from "../read-session.ts";
import { checkTarget, writeTarget } from "../redact/target.ts";

export type MergeOptions = {
  files: string[];
  /** Of the second file, the third, …; those that are missing are estimated. */
  offsets: number[];
  /** Null: the merged session is only judged. */
  output: string | null;
  format: "text" | "json" | "markdown";
};

export async function runMerge(options: MergeOptions, io: Io): Promise<number> {
  const files = expandFiles(options.files);
  const read: SessionFile[] = [];
  for (const path of files) {
    try {
      if (options.output !== null) await checkTarget(options.output, path, false);
      read.push(await readSession(path, options.output !== null));
    } catch (error) {
      say(io, `${nameOf(path)}: ${explainError(error, "could not be merged")}`);
      return COULD_NOT_RUN;
    }
  }
  const offsets = offsetsOf(read, options.offsets);
  const clients = read.map(({ session, rows, nowMs }, i) => {
    return { session, rows, nowMs, offsetMs: offsets[i]?.ms ?? 0 };
  });
  const merged = mergeSessions(clients);
  const masked = read.map((file) => file.masked).reduce(joinMasked, null);
  for (const [i, offset] of offsets.entries())
    say(io, `${nameOf(files[i] ?? "")}: ${sayOffset(offset)}`);
  try {
    if (options.output !== null) {
      const leftOut = read.reduce(
        (all, { session }) => joinLeftOut(all, session.leftOut ?? null),
        merged.session.leftOut,
      );
      await writeMerged(options.output, merged, { masked, leftOut: leftOut ?? null });
    }
  } catch (error) {
    say(io, explainError(error, `${options.output}: could not be written`));
    return COULD_NOT_RUN;
  }
  const name = options.output ?? files.map(nameOf).join(" + ");
  const file: SessionFile = {
    ...merged,
    masked,
    serverLogs: null,
    origin: { creator: "Stormglass", version: packageJson.version, ours: true },
    notes: read.flatMap(({ notes, serverLogs }, i) =>
      [...notes, ...(serverLogs ? [LOGS_LEFT] : [])].map(
        (note) => `${nameOf(files[i] ?? "")}: ${note}`,
      ),
    ),
  };
  const diagnosed = diagnoseMasked(name, maskFile(file));
  if (options.format === "json") {
    const told = files.map((path, i) => ({
      file: nameOf(path),
      client: i + 1,
      offset: offsets[i],
    }));
    const { report, checklist, notes } = diagnosed;
    io.out(`${writeSafeJson({ file: name, clients: told, ...report, checklist, notes })}\n`);
    return NOTHING;
  }
  const output = OUTPUTS[options.format](io, { all: false, failOn: parseFailOn("error") });
  output.add(diagnosed);
  output.end([{ path: name, report: diagnosed.report }]);
  return NOTHING;
}

/** Their times are on a clock that is given up here. */
const LOGS_LEFT = "The lines of servers' logs that it keeps are left out.";

/** What is given goes before what is estimated. */
const offsetsOf = (files: readonly SessionFile[], given: readonly number[]): Offset[] =>
  estimateOffsets(files.map(({ session }) => session)).map((estimated, i) => {
    const ms = i === 0 ? undefined : given[i - 1];
    return ms === undefined ? estimated : { ms, by: "given", uncertainMs: null };
  });

const WHY: Record<Offset["by"], string> = {
  first: "its clock is the one that the others are put on",
  given: "as given",
  losses: "by the losses that it shares with the first",
  date: "by the times in the servers' answers",
  none: "nothing tells how its clock differs, so it is taken as it is",
};

function sayOffset({ ms, by, uncertainMs }: Offset): string {
  if (by === "first" || by === "none") return `${WHY[by]}.`;
  const moved =
    ms === 0
      ? "its clock agrees with the first"
      : `its clock is ${formatDuration(Math.abs(ms))} ${ms < 0 ? "ahead" : "behind"}`;
  const within = uncertainMs === null ? "" : `, give or take ${formatDuration(uncertainMs)}`;
  return `${moved}${within}: ${WHY[by]}.`;
}

async function writeMerged(
  output: string,
  merged: ReturnType<typeof mergeSessions>,
  { masked, leftOut }: { masked: SessionFile["masked"]; leftOut: LeftOut | null },
) {
  const parts = writeHarParts({
    session: merged.session,
    rowsOf: (id) => merged.rows.get(id) ?? [],
    creatorVersion: packageJson.version,
    exportedAt: merged.nowMs,
    masked: true,
    maskedBefore: masked,
    leftOut: () => leftOut,
  });
  await writeTarget(output, encoded(parts));
}

async function* encoded(parts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const part of parts) yield Buffer.from(part);
}
