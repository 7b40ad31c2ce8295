import type { SessionFile } from "../../har/read.ts";
import { judgeBeside } from "../../logs/judge-beside.ts";
import { listWanted } from "../../logs/wanted.ts";
import { type Diagnosed, maskFile } from "../diagnosed.ts";
import { type LogOptions, readLogs } from "./read-logs.ts";

/** Names that both sides have are compared before anything is masked; what is told of them holds none. */
export async function diagnoseBesideLogs(
  path: string,
  file: SessionFile,
  options: LogOptions,
  shown = maskFile(file),
): Promise<Diagnosed> {
  const { beside, problems } = await readLogs(listWanted(file.session), options);
  const { session, nowMs, notes: told, serverLogs } = shown;
  const notes = [...problems, ...(serverLogs ? [KEPT_UNUSED] : []), ...told];
  return { path, session, nowMs, notes, ...judgeBeside(session, nowMs, beside) };
}

const KEPT_UNUSED =
  "The file keeps lines of servers' logs; those that were given are told of instead.";
