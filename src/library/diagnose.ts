// fallow-ignore-file duplicate-export
import { fillChecklist } from "../analysis/checklist/checklist.ts";
import { diagnose as judge } from "../analysis/diagnose.ts";
import type { Report } from "../analysis/finding.ts";
import { writeMarkdownReport } from "../analysis/report/markdown.ts";
import { redactSession } from "../har/mask/redact.ts";
import { createMasker } from "../secrets/masker.ts";
import type { SessionFile } from "./read-session.ts";

export type DiagnoseOptions = {
  /**
   * Whether secrets are masked before anything is said, as the command line does: reports end up in
   * logs and trackers. Default: true.
   */
  masked?: boolean;
};

type Judged = Pick<SessionFile, "session" | "nowMs">;

/**
 * The diagnosis that the panel and the command line give of the same file: findings (the worst
 * first), connections, series of attempts, outages, how each endpoint recovers, and health. A check
 * that fails is a finding of its own (`check-failed`); nothing is thrown.
 *
 * @param file what `readSession` gave; its `session` and `nowMs` (epoch milliseconds) are enough.
 */
export const diagnose = (file: Judged, { masked = true }: DiagnoseOptions = {}): Report =>
  judge(masked ? maskedOf(file) : file.session, file.nowMs);

/**
 * The same as Markdown for an issue tracker, a chat or a job's summary, secrets masked.
 *
 * @param name what stands in the heading, such as the file's name.
 */
export function writeMarkdown(file: Judged & Partial<SessionFile>, name: string): string {
  const masker = createMasker();
  const session = redactSession(file.session, masker);
  const { nowMs, notes = [] } = file;
  const report = judge(session, nowMs);
  const told = notes.map((note) => masker.prose(note, "note"));
  const checklist = fillChecklist(session, report);
  return writeMarkdownReport({ session, report, nowMs, name, notes: told, checklist });
}

const maskedOf = ({ session }: Judged) => redactSession(session, createMasker());
