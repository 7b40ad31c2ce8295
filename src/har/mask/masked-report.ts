import { fillChecklist } from "../../analysis/checklist/checklist.ts";
import { diagnose } from "../../analysis/diagnose.ts";
import { writeMarkdownReport } from "../../analysis/report/markdown.ts";
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
};

/** The same Markdown as the command line's, of the session with its secrets masked. */
export function writeMaskedReport({ session, name, notes, nowMs }: ReportParts): string {
  const masker = createMasker();
  const shown = redactSession(session, masker);
  const report = diagnose(shown, nowMs);
  const checklist = fillChecklist(shown, report);
  return writeMarkdownReport({
    session: shown,
    report,
    nowMs,
    name: masker.url(name, "name"),
    notes: notes.map((note) => masker.prose(note, "note")),
    checklist,
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
