import { type ChecklistRow, fillChecklist } from "../analysis/checklist/checklist.ts";
import { diagnose } from "../analysis/diagnose.ts";
import type { Judged } from "../analysis/report/alike.ts";
import { redactSession } from "../har/mask/redact.ts";
import { redactServerLogs } from "../har/mask/redact-server-logs.ts";
import { readHar, type SessionFile } from "../har/read.ts";
import type { LogsBeside } from "../logs/beside.ts";
import { judgeBeside } from "../logs/judge-beside.ts";
import { restoreLogs, sayKept } from "../logs/kept/restore-logs.ts";
import type { LogLines } from "../logs/report.ts";
import { listWanted } from "../logs/wanted.ts";
import { createMasker, type Masker } from "../secrets/masker.ts";

/** One file and what is to be said about it. */
export type Diagnosed = Judged & { path: string; notes: string[]; checklist: ChecklistRow[] } & {
  /** What servers' logs say, in blocks of lines; left out where none was given. */
  logs?: { beside: LogsBeside; told: LogLines[] };
};

/** No connection, and no attempt at one: nothing is wrong, and nothing is right. */
export const isEmpty = ({ report }: Pick<Judged, "report">): boolean =>
  report.connections.length === 0 && report.findings.length === 0;

const EMPTY = "The file holds no WebSocket connections: there is nothing to diagnose.";

/** Reports end up in logs and trackers, so they are of the masked session, whatever the file holds. */
export function maskFile(
  { session, nowMs, notes, serverLogs }: SessionFile,
  masker: Masker = createMasker(),
) {
  return {
    session: redactSession(session, masker),
    nowMs,
    notes: notes.map((note) => masker.prose(note, "note")),
    serverLogs: serverLogs && redactServerLogs(serverLogs, masker),
  };
}

export const diagnoseText = (path: string, text: string): Diagnosed =>
  diagnoseMasked(path, maskFile(readHar(text, { withRows: false })));

export function diagnoseMasked(path: string, file: ReturnType<typeof maskFile>): Diagnosed {
  const { session, nowMs, notes: told, serverLogs } = file;
  if (serverLogs) {
    const beside = restoreLogs(serverLogs, listWanted(session));
    const notes = [sayKept(beside), ...told];
    return { path, session, nowMs, notes, ...judgeBeside(session, nowMs, beside) };
  }
  const report = diagnose(session, nowMs);
  const checklist = fillChecklist(session, report);
  const notes = isEmpty({ report }) ? [EMPTY, ...told] : told;
  return { path, session, report, nowMs, notes, checklist };
}
