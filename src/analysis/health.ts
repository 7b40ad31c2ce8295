import type { Finding, Health, Outage } from "./finding.ts";
import { createCovers } from "./outages/covers.ts";
import { overAt } from "./outages/fold-outages.ts";
import { sayOver } from "./outages/outage-words.ts";

/**
 * The worst thing decides the grade, everything else takes a point or so: ten small troubles are
 * not a storm, and an outage is one trouble, however much was found about it.
 * score = 100 − the dearest cost − 1 for each other reason, of those at most 9.
 *
 * a storm that goes on        65   → F
 * an error that still stands, an outage that lasts  42   → D at best
 * one that is over since less than 5 minutes        27   → C at best
 * an outage that nobody has tried to end for as long, a warning, standing or as recent  12   → B at best
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

type Weighed = Omit<Health["reasons"][number], "cost"> & { cost: number };

/** How well the tab's sockets are. */
export function judgeHealth(
  findings: readonly Finding[],
  outages: readonly Outage[],
  nowMs: number,
): Health {
  const outageOf = createCovers(outages);
  const byOutage = new Map<Outage, Weighed>();
  const alone: Weighed[] = [];
  for (const finding of findings) {
    const outage = outageOf(finding);
    const weighed = outage ? weighIn(outage, finding, nowMs) : weigh(finding, nowMs);
    if (weighed.cost === 0) continue;
    if (!outage) alone.push(weighed);
    else if (weighed.cost > (byOutage.get(outage)?.cost ?? 0)) byOutage.set(outage, weighed);
  }
  let extra = 0;
  const reasons = [...byOutage.values(), ...alone]
    .sort((a, b) => b.cost - a.cost)
    .map((weighed, i) => ({
      ...weighed,
      cost: i === 0 ? weighed.cost : extra++ < MAX_EXTRA ? 1 : 0,
    }));
  const score = 100 - reasons.reduce((sum, { cost }) => sum + cost, 0);
  return { grade: gradeOf(score), score, reasons };
}

const weigh = (finding: Finding, nowMs: number): Weighed => ({
  findingId: finding.id,
  subject: finding.subject,
  text: finding.title,
  cost: costOf(finding, nowMs),
});

/** What was found about an outage weighs what the outage does: once it works again, it is over. */
function weighIn(outage: Outage, finding: Finding, nowMs: number): Weighed {
  const until = overAt(outage);
  const weighed = weigh(until === null ? finding : { ...finding, until }, nowMs);
  if (until !== null) return { ...weighed, text: sayOver(outage) };
  const triedAt = outage.phases.at(-1)?.from ?? outage.begin;
  const isForgotten = outage.state === "given-up" && nowMs - triedAt > RECENT_MS;
  return isForgotten ? { ...weighed, cost: Math.min(weighed.cost, WARNING_COST) } : weighed;
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
