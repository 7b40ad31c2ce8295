import { createEndpointNames } from "../../session/endpoint-names.ts";
import { smallestOf } from "../../session/extremes.ts";
import type { Session } from "../../session/session.ts";
import { countOf, listOf } from "../../words/words.ts";
import type { ConnectionReport, Finding, Health, Report, Severity } from "../finding.ts";
import { lineName } from "../line-name.ts";
import { stateInWords } from "../state-words.ts";

/** What a report is written of. The session is masked already: reports end up in logs and trackers. */
export type Judged = { session: Session; report: Report; nowMs: number };

/** Connections of one endpoint to which the same happened: told once, however many they are. */
export type Alike = { connections: ConnectionReport[]; findings: Finding[]; state: string };

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };
const NOTHING_FOUND = 3;

/** The worst first; within the same severity in the order in which the page made them. */
export function groupAlike({ report, session, nowMs }: Judged): Alike[] {
  const findingsOf = byConnection(report.findings);
  const groups = new Map<string, Alike>();
  for (const connection of report.connections) {
    const findings = findingsOf.get(connection.id) ?? [];
    const known = session.connections.get(connection.id);
    const key = keyOf(connection, findings, known?.handshake?.status ?? null);
    const group = groups.get(key);
    if (group) {
      group.connections.push(connection);
      continue;
    }
    groups.set(key, {
      connections: [connection],
      findings,
      state: known ? stateInWords(known, nowMs) : connection.state,
    });
  }
  const rank = ({ findings }: Alike) =>
    Math.min(NOTHING_FOUND, smallestOf(findings.map(({ severity }) => RANK[severity])));
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

/** Alike is what has the same cause: only the figures in its words may differ, such as how long it lived. */
function keyOf(
  { endpoint, state, closeCode, reason }: ConnectionReport,
  findings: readonly Finding[],
  status: number | null,
): string {
  const causes = findings.map(({ id, explanation }) => [id, withoutFigures(explanation)]);
  return JSON.stringify([endpoint, state, closeCode, withoutFigures(reason), status, causes]);
}

/** "4 min 5 s" is as good as "850 ms". */
const withoutFigures = (text: string): string =>
  text.replaceAll(/(?:\d+(?:[.,]\d+)*(?: (?:ms|s|min|h|d|B|KiB|MiB)\b)? ?)+/g, "# ");

/** What explains the connection first, then the worst. */
function byConnection(findings: readonly Finding[]): Map<string, Finding[]> {
  const map = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.subject.kind !== "connection") continue;
    const list = map.get(finding.subject.id);
    if (list) list.push(finding);
    else map.set(finding.subject.id, [finding]);
  }
  for (const list of map.values()) {
    list.sort(
      (a, b) => Number(b.primary) - Number(a.primary) || RANK[a.severity] - RANK[b.severity],
    );
  }
  return map;
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

export const gradeWord = ({ grade }: Health): string => (grade === "?" ? "not known" : grade);

/** "Health D (58 of 100): Not found: …", with the dearest reason. */
export function sayHealth(health: Health): string {
  const { grade, score, reasons } = health;
  if (grade === "?") return "Health not known: nothing here says how the connections ended.";
  const [worst] = reasons;
  const why = worst ? `: ${worst.text}` : "";
  const whose = whoseHealth(health);
  return `Health ${grade} (${score} of 100)${why}${why.endsWith(".") ? "" : "."}${whose && ` ${whose}.`}`;
}

/** Where endpoints differ: "api.example.com/chat: F, everything else: A"; else nothing. */
function whoseHealth({ endpoints }: Health): string {
  const [worst, ...others] = endpoints;
  const alike = endpoints.filter(({ grade }) => grade === worst?.grade);
  const [next] = endpoints.slice(alike.length);
  if (!worst || !next) return "";
  const nameOf = createEndpointNames(endpoints.map(({ url }) => url));
  const names = alike.slice(0, MAX_NAMED).map(({ url }) => lineName(nameOf, url));
  const more = alike.length - names.length;
  const named = listOf([...names, ...(more > 0 ? [countOf(more, "other")] : [])]);
  const rest = others.length === alike.length ? lineName(nameOf, next.url) : "everything else";
  return `${named}: ${worst.grade}, ${rest}: ${next.grade}${endpoints.at(-1)?.grade === next.grade ? "" : " at worst"}`;
}

const MAX_NAMED = 2;
