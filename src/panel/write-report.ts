import { fillChecklist } from "../analysis/checklist/checklist.ts";
import { diagnose } from "../analysis/diagnose.ts";
import { writeMarkdownReport } from "../analysis/report/markdown.ts";
import { redactSession } from "../har/redact.ts";
import { maskUrl } from "../har/redact-text.ts";
import type { Overrides } from "../session/overrides.ts";
import type { Session } from "../session/session.ts";
import { fileName } from "./save-session.ts";

export type WrittenReport = { text: string; fileName: string };

type Parts = {
  session: Session;
  /** The page's address, or the file's name. */
  name: string;
  notes: readonly string[];
  overrides: Overrides;
  nowMs: number;
};

/** The same report as the command line's, of the session with its secrets masked. */
export function writeReport({ session, name, notes, overrides, nowMs }: Parts): WrittenReport {
  const shown = redactSession(session);
  const report = diagnose(shown, nowMs);
  const checklist = fillChecklist(shown, report, overrides);
  const parts = { session: shown, report, nowMs, name: maskUrl(name), notes, checklist };
  return { text: writeMarkdownReport(parts), fileName: `${fileName(session, nowMs)}.md` };
}
