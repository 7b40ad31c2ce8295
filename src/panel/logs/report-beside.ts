import { diagnoseWith } from "../../analysis/diagnose.ts";
import type { LogsOfReport } from "../../har/mask/masked-report.ts";
import { answerChecklist } from "../../logs/answer-checklist.ts";
import type { LogsBeside } from "../../logs/beside.ts";
import { checksBeside } from "../../logs/findings/checks.ts";
import { tellLogs } from "../../logs/report.ts";

/** What the written report says with these logs: as the command line's does. */
export const reportBeside = (beside: LogsBeside): LogsOfReport => ({
  diagnose: (session, nowMs) => diagnoseWith(checksBeside(beside), session, nowMs),
  answer: (rows) => answerChecklist(rows, beside),
  tell: (report) => tellLogs(beside, report),
});
