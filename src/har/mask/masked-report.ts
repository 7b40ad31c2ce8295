import { fillChecklist } from "../../analysis/checklist/checklist.ts";
import { diagnose } from "../../analysis/diagnose.ts";
import { writeMarkdownReport } from "../../analysis/report/markdown.ts";
import type { Session } from "../../session/session.ts";
import { redactSession } from "./redact.ts";
import { maskUrl } from "./redact-text.ts";

export type ReportParts = {
  session: Session;
  /** The page's address, or the file's name. */
  name: string;
  notes: readonly string[];
  nowMs: number;
};

/** The same Markdown as the command line's, of the session with its secrets masked. */
export function writeMaskedReport({ session, name, notes, nowMs }: ReportParts): string {
  const shown = redactSession(session);
  const report = diagnose(shown, nowMs);
  const checklist = fillChecklist(shown, report);
  return writeMarkdownReport({
    session: shown,
    report,
    nowMs,
    name: maskUrl(name),
    notes,
    checklist,
  });
}
