import { fillChecklist } from "../../analysis/checklist/checklist.ts";
import { diagnoseWith } from "../../analysis/diagnose.ts";
import type { SessionFile } from "../../har/read.ts";
import { answerChecklist } from "../../logs/answer-checklist.ts";
import { checksBeside } from "../../logs/findings/checks.ts";
import { tellLogs } from "../../logs/report.ts";
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
  const { session, nowMs, notes } = shown;
  const report = diagnoseWith(checksBeside(beside), session, nowMs);
  const checklist = answerChecklist(fillChecklist(session, report), beside);
  const logs = { beside, told: tellLogs(beside, report) };
  return { path, session, report, nowMs, notes: [...problems, ...notes], checklist, logs };
}
