import { topDocumentOf } from "../session/page-origin.ts";
import { type Connection, connectionsInOrder, type Session } from "../session/session.ts";
import type { Budget } from "./budget.ts";
import type { Check, Context, Draft } from "./check.ts";
import { CHECKS } from "./checks/index.ts";
import { figure } from "./connection/evidence.ts";
import { quote } from "./connection/facts.ts";
import type { ConnectionReport, Finding, FindingId, Report, Series, Subject } from "./finding.ts";
import { judgeHealth } from "./health.ts";
import { createHttpWitness } from "./http-witness.ts";
import { findOutages } from "./outages/outages.ts";
import { gradeRecoveries } from "./outages/recovery-grades.ts";
import { createRecovery } from "./recovery.ts";
import { runWithin } from "./run-within.ts";
import { createForgotten } from "./series/forgotten.ts";
import { reportSeries } from "./series/report-series.ts";
import { groupInSteps, policyInSteps } from "./series/series.ts";
import { throttlesById } from "./series/throttle.ts";
import { settle } from "./settle.ts";
import { writeFinding } from "./texts/write-finding.ts";
import { finish, type Steps } from "./turns.ts";

/** The whole diagnosis of one session. `nowMs`: epoch ms; for a file, the time of its last event. */
export const diagnose = (session: Session, nowMs: number): Report =>
  diagnoseWith(CHECKS, session, nowMs);

/** The diagnosis by a list of checks of one's own. One that throws is reported; the others still run. */
export const diagnoseWith = (checks: readonly Check[], session: Session, nowMs: number): Report =>
  finish(diagnoseInSteps(session, nowMs, null, checks));

/**
 * The same, step by step: for whoever has other things to do meanwhile. Without a budget each check
 * takes as long as it takes.
 */
export function* diagnoseInSteps(
  session: Session,
  nowMs: number,
  budget: Budget | null,
  checks: readonly Check[] = CHECKS,
): Steps<Report> {
  const connections = connectionsInOrder(session);
  const series = yield* groupInSteps(session, connections);
  for (const group of series) yield* policyInSteps(group);
  const context: Context = {
    session,
    nowMs,
    connections,
    series,
    throttles: throttlesById(series),
    page: pageSubject(session),
  };
  const recovery = createRecovery(context);
  const witness = createHttpWitness(context);
  const findings: Finding[] = [];
  const failed = new Map<string, Draft>();
  const attempt = <T>(name: string, run: () => T[]): T[] => {
    try {
      return run();
    } catch (error) {
      if (!failed.has(name)) failed.set(name, checkFailed(context, name, error));
      return [];
    }
  };
  const drafts: { check: string; draft: Draft }[] = [];
  for (const check of checks) {
    yield;
    for (const draft of attempt(check.name, () => runWithin(budget, check, context))) {
      drafts.push({ check: check.name, draft });
    }
  }
  for (const [i, { check, draft }] of settle(drafts, series).entries()) {
    if (i % AT_ONCE === 0) yield;
    findings.push(...attempt(check, () => [writeOnce(witness(draft), recovery(draft))]));
  }
  yield;
  const outages = attempt("outages", () => findOutages(context, findings));
  for (const draft of failed.values()) findings.push(writeFinding(draft, null));
  findings.sort(byWeight);
  const reported: Series[] = [];
  const forgottenOf = createForgotten(session, series);
  for (const [i, group] of series.entries()) {
    if (i % AT_ONCE === 0) yield;
    reported.push(reportSeries(group, nowMs, forgottenOf(group)?.count));
  }
  return {
    findings,
    connections: reportConnections(connections, findings),
    series: reported,
    outages,
    recovery: gradeRecoveries(outages, context),
    health: judgeHealth(findings, outages, connections, nowMs),
  };
}

/** Findings and series between two stops: each takes far less than a millisecond. */
const AT_ONCE = 100;

const written = new WeakMap<Draft, Finding>();

/** Drafts that checks remember have had their words before. */
function writeOnce(draft: Draft, until: number | null): Finding {
  const before = written.get(draft);
  if (before?.until === until) return before;
  const finding = writeFinding(draft, until);
  written.set(draft, finding);
  return finding;
}

const SEVERITY_ORDER = { error: 0, warning: 1, info: 2 };

/** What is worst first, what goes on before what is over, the newest before the older. */
const byWeight = (a: Finding, b: Finding) =>
  SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] ||
  Number(b.until === null) - Number(a.until === null) ||
  b.since - a.since;

function pageSubject(session: Session): Subject {
  const top = topDocumentOf(session);
  return { kind: "page", id: top?.id ?? `page-${session.page}`, url: top?.url ?? "" };
}

const checkFailed = ({ page, nowMs }: Context, check: string, error: unknown): Draft => ({
  id: "check-failed",
  subject: page,
  severity: "warning",
  explains: false,
  confidence: 1,
  facts: { check, error: quote(error instanceof Error ? error.message : String(error)) },
  evidence: figure("check", check),
  since: nowMs,
  until: null,
});

function reportConnections(
  connections: readonly Connection[],
  findings: readonly Finding[],
): ConnectionReport[] {
  const primaries = new Map<string, FindingId>();
  for (const { id, primary, subject } of findings) if (primary) primaries.set(subject.id, id);
  return connections.map((connection) => ({
    id: connection.id,
    ordinal: connection.ordinal,
    url: connection.url,
    endpoint: connection.endpoint,
    state: connection.state,
    createdAt: connection.createdAt,
    openedAt: connection.open?.at ?? null,
    closedAt: connection.end?.at ?? null,
    closeCode: connection.end?.code ?? null,
    reason: connection.end?.reason ?? "",
    wasClean: connection.end?.wasClean ?? null,
    primary: primaries.get(connection.id) ?? null,
  }));
}
