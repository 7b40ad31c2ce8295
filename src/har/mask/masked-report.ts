import { type ChecklistRow, fillChecklist } from "../../analysis/checklist/checklist.ts";
import { diagnose } from "../../analysis/diagnose.ts";
import type { Report } from "../../analysis/finding.ts";
import { type MarkdownParts, writeMarkdownReport } from "../../analysis/report/markdown.ts";
import { type ReportPart, writePart } from "../../analysis/report/part-markdown.ts";
import { createMasker } from "../../secrets/masker.ts";
import type { Session } from "../../session/session.ts";
import { redactSession } from "./redact.ts";

export type ReportParts = {
  session: Session;
  /** The page's address, or the file's name. */
  name: string;
  notes: readonly string[];
  nowMs: number;
  /** What servers' logs add; null or left out where there are none. */
  logs?: LogsOfReport | null;
};

export type LogsOfReport = {
  diagnose(session: Session, nowMs: number): Report;
  answer(rows: readonly ChecklistRow[]): ChecklistRow[];
  tell(report: Report): NonNullable<MarkdownParts["beside"]>;
};

/** The same Markdown as the command line's, of the session with its secrets masked. */
export function writeMaskedReport({ session, name, notes, nowMs, logs }: ReportParts): string {
  const masker = createMasker();
  const shown = redactSession(session, masker);
  const report = (logs?.diagnose ?? diagnose)(shown, nowMs);
  const filled = fillChecklist(shown, report);
  return writeMarkdownReport({
    session: shown,
    report,
    nowMs,
    name: masker.url(name, "name"),
    notes: notes.map((note) => masker.prose(note, "note")),
    checklist: logs?.answer(filled) ?? filled,
    beside: logs?.tell(report) ?? [],
  });
}

/** One thing of it, likewise; null where it is not there any more. */
export function writeMaskedPart(
  { session, nowMs }: Pick<ReportParts, "session" | "nowMs">,
  part: ReportPart,
): string | null {
  const shown = redactSession(session, createMasker());
  return writePart({ session: shown, report: diagnose(shown, nowMs), nowMs }, part);
}
