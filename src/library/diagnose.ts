// fallow-ignore-file duplicate-export
import { fillChecklist } from "../analysis/checklist/checklist.ts";
import { diagnose as judge } from "../analysis/diagnose.ts";
import type { Report } from "../analysis/finding.ts";
import { type EndpointNumbers, findNumbers } from "../analysis/numbers/numbers.ts";
import { writeMarkdownReport } from "../analysis/report/markdown.ts";
import { redactSession } from "../har/mask/redact.ts";
import { redactServerLogs } from "../har/mask/redact-server-logs.ts";
import { judgeBeside } from "../logs/judge-beside.ts";
import { restoreLogs } from "../logs/kept/restore-logs.ts";
import { listWanted } from "../logs/wanted.ts";
import { createMasker, type Masker } from "../secrets/masker.ts";
import type { SessionFile } from "./read-session.ts";

export type DiagnoseOptions = {
  /**
   * Whether secrets are masked before anything is said, as the command line does: reports end up in
   * logs and trackers. Default: true.
   */
  masked?: boolean;
};

type Judged = Pick<SessionFile, "session" | "nowMs"> & Partial<SessionFile>;

/**
 * The diagnosis that the panel and the command line give of the same file: findings (the worst
 * first), connections, series of attempts, outages, how each endpoint recovers, and health. A check
 * that fails is a finding of its own (`check-failed`); nothing is thrown.
 *
 * @param file what `readSession` gave; its `session` and `nowMs` (epoch milliseconds) are enough.
 */
export const diagnose = (file: Judged, { masked = true }: DiagnoseOptions = {}): Report =>
  judgeFile(file, masked ? createMasker() : null).report;

/**
 * What each endpoint's connections measured, and what can be set by it: how long answers took and
 * which time-out leaves room, who gives up a silence first, heartbeats against the smallest limit,
 * how long connections lived, and how long after opening they were ready.
 *
 * @param file what `readSession` gave; its `session` and `nowMs` (epoch milliseconds) are enough.
 */
export function measure(file: Judged, { masked = true }: DiagnoseOptions = {}): EndpointNumbers[] {
  const { session, report } = judgeFile(file, masked ? createMasker() : null);
  return findNumbers({ session, nowMs: file.nowMs, report });
}

/**
 * The same as Markdown for an issue tracker, a chat or a job's summary, secrets masked.
 *
 * @param name what stands in the heading, such as the file's name.
 */
export function writeMarkdown(file: Judged, name: string): string {
  const masker = createMasker();
  const { nowMs, notes = [] } = file;
  const told = notes.map((note) => masker.prose(note, "note"));
  return writeMarkdownReport({ ...judgeFile(file, masker), nowMs, name, notes: told });
}

function judgeFile({ session: given, nowMs, serverLogs }: Judged, masker: Masker | null) {
  const session = masker ? redactSession(given, masker) : given;
  if (serverLogs) {
    const kept = masker ? redactServerLogs(serverLogs, masker) : serverLogs;
    const beside = restoreLogs(kept, listWanted(session));
    const { report, checklist, logs } = judgeBeside(session, nowMs, beside);
    return { session, report, checklist, beside: logs.told };
  }
  const report = judge(session, nowMs);
  return { session, report, checklist: fillChecklist(session, report) };
}
