import { fillChecklist } from "../analysis/checklist/checklist.ts";
import { diagnoseWith } from "../analysis/diagnose.ts";
import type { Session } from "../session/session.ts";
import { answerChecklist } from "./answer-checklist.ts";
import type { LogsBeside } from "./beside.ts";
import { checksBeside } from "./findings/checks.ts";
import { tellLogs } from "./report.ts";

/** The diagnosis with what servers' logs show, whether they are read now or were kept. */
export function judgeBeside(session: Session, nowMs: number, beside: LogsBeside) {
  const report = diagnoseWith(checksBeside(beside), session, nowMs);
  const checklist = answerChecklist(fillChecklist(session, report), beside);
  return { report, checklist, logs: { beside, told: tellLogs(beside, report) } };
}
