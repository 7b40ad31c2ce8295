import { diagnose } from "../analysis/diagnose.ts";
import type { ConnectionReport, Finding, Report, Severity } from "../analysis/finding.ts";
import { stateInWords } from "../analysis/state-words.ts";
import { countOf, listOf } from "../analysis/words.ts";
import { readHar, type SessionFile } from "../har/read.ts";
import { redactSession } from "../har/redact.ts";

/** One file and what is to be said about it. */
export type Diagnosed = { path: string; file: SessionFile; report: Report };

/** Reports end up in logs and trackers, so they are of the masked session, whatever the file holds. */
export function diagnoseText(path: string, text: string): Diagnosed {
  const read = readHar(text);
  const file = { ...read, session: redactSession(read.session) };
  return { path, file, report: diagnose(file.session, file.nowMs) };
}

/** Connections of one endpoint to which the same happened: told once, however many they are. */
export type Alike = { connections: ConnectionReport[]; findings: Finding[]; state: string };

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };
const NOTHING_FOUND = 3;

/** The worst first; within the same severity in the order in which the page made them. */
export function groupAlike({ report, file }: Diagnosed): Alike[] {
  const groups = new Map<string, Alike>();
  for (const connection of report.connections) {
    const findings = report.findings
      .filter(({ subject }) => subject.kind === "connection" && subject.id === connection.id)
      .sort((a, b) => Number(b.primary) - Number(a.primary) || RANK[a.severity] - RANK[b.severity]);
    const { endpoint, state, closeCode } = connection;
    const key = JSON.stringify([endpoint, state, closeCode, findings.map(({ id }) => id)]);
    const group = groups.get(key);
    if (group) {
      group.connections.push(connection);
      continue;
    }
    const known = file.session.connections.get(connection.id);
    groups.set(key, {
      connections: [connection],
      findings,
      state: known ? stateInWords(known, file.nowMs) : state,
    });
  }
  const rank = ({ findings }: Alike) =>
    Math.min(NOTHING_FOUND, ...findings.map(({ severity }) => RANK[severity]));
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

/** Findings about reconnecting, or about the page as a whole. */
export const findingsAbout = (report: Report, kind: "series" | "page"): Finding[] =>
  report.findings.filter(({ subject }) => subject.kind === kind);

/** "3 connections: 2 errors and 1 warning". */
export function summarize({ connections, findings }: Report): string {
  const count = (severity: Severity) =>
    findings.filter((finding) => finding.severity === severity).length;
  const found = [
    count("error") && countOf(count("error"), "error"),
    count("warning") && countOf(count("warning"), "warning"),
    count("info") && countOf(count("info"), "remark"),
  ].filter((words) => words !== 0);
  const sockets = countOf(connections.length, "connection");
  return `${sockets}: ${found.length === 0 ? "nothing to report" : listOf(found)}`;
}
