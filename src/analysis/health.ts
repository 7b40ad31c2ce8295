import type { Finding, Health } from "./finding.ts";

/**
 * The worst thing decides the grade, everything else takes a point or so: ten small troubles are
 * not a storm. score = 100 − the dearest cost − 1 for each other reason, of those at most 9.
 *
 * a storm that goes on        65   → F
 * an error that still stands  42   → D at best
 * one that is over since less than 5 minutes  27   → C at best
 * a warning, standing or as recent  12   → B at best
 */
const STORM_COST = 65;
const LIVE_ERROR_COST = 42;
const RECENT_ERROR_COST = 27;
const WARNING_COST = 12;
const MAX_EXTRA = 9;
/** Long enough to be noticed by who comes back from a coffee, short enough to be forgotten after lunch. */
const RECENT_MS = 5 * 60_000;

const GRADES = [
  ["A", 90],
  ["B", 75],
  ["C", 60],
  ["D", 45],
] as const;

/** How well the tab's sockets are. */
export function judgeHealth(findings: readonly Finding[], nowMs: number): Health {
  const weighed = findings
    .map((finding) => ({ finding, cost: costOf(finding, nowMs) }))
    .filter(({ cost }) => cost > 0)
    .sort((a, b) => b.cost - a.cost);
  let extra = 0;
  const reasons = weighed.map(({ finding, cost }, i) => ({
    findingId: finding.id,
    subject: finding.subject,
    text: finding.title,
    cost: i === 0 ? cost : extra++ < MAX_EXTRA ? 1 : 0,
  }));
  const score = 100 - reasons.reduce((sum, { cost }) => sum + cost, 0);
  return { grade: gradeOf(score), score, reasons };
}

const gradeOf = (score: number): Health["grade"] =>
  GRADES.find(([, least]) => score >= least)?.[0] ?? "F";

function costOf({ id, severity, until }: Finding, nowMs: number): number {
  if (severity === "info") return 0;
  const isLive = until === null;
  const isRecent = isLive || nowMs - until <= RECENT_MS;
  if (severity === "warning") return isRecent ? WARNING_COST : 0;
  if (isLive) return id === "reconnect-storm" ? STORM_COST : LIVE_ERROR_COST;
  return isRecent ? RECENT_ERROR_COST : 0;
}
