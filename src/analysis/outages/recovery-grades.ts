import { largestOf, smallestOf } from "../../session/extremes.ts";
import type { Connection } from "../../session/session.ts";
import { countOf, formatDuration } from "../../words/words.ts";
import type { Outage, RecoveryGrade } from "../finding.ts";
import { overAt } from "./fold-outages.ts";

/** What a person takes for a hiccup, for a nuisance, and for a failure. */
const HICCUP_MS = 5_000;
const NUISANCE_MS = 15_000;
const FAILURE_MS = 60_000;

/**
 * How each endpoint came back from its outages. Only what the page does is graded: what a person
 * had to solve counts as time that it was away, and not against its client.
 */
export function gradeRecoveries(
  outages: readonly Outage[],
  connections: readonly Connection[],
  nowMs: number,
): RecoveryGrade[] {
  const byUrl = new Map<string, Outage[]>();
  for (const outage of outages) {
    for (const url of outage.endpoints) {
      const known = byUrl.get(url);
      if (known) known.push(outage);
      else byUrl.set(url, [outage]);
    }
  }
  const firstAt = new Map<string, number>();
  for (const { endpoint, createdAt } of connections) {
    firstAt.set(endpoint, Math.min(createdAt, firstAt.get(endpoint) ?? Number.POSITIVE_INFINITY));
  }
  return [...byUrl].map(([url, own]) => grade(url, own, firstAt.get(url) ?? nowMs, nowMs));
}

function grade(url: string, own: readonly Outage[], since: number, nowMs: number): RecoveryGrade {
  const lengths = own.map((outage) => (overAt(outage) ?? nowMs) - outage.begin);
  const downMs = lengths.reduce((sum, ms) => sum + ms, 0);
  const ended = own.filter(({ state }) => state === "over");
  const missed = own.filter(({ state }) => state === "given-up");
  const tried = ended.length + missed.length;
  const backMs = ended.map((outage) => (overAt(outage) ?? nowMs) - outage.begin);
  const firstWaits = own.flatMap(({ waitsMs }) => waitsMs.slice(0, 1));
  const lost = {
    sendsFailed: own.reduce((sum, each) => sum + each.lost.sendsFailed, 0),
    requestsUnanswered: own.reduce((sum, each) => sum + each.lost.requestsUnanswered, 0),
  };
  const known = {
    url,
    availability: share(nowMs - since - downMs, nowMs - since),
    outages: own.length,
    longestMs: largestOf(lengths),
    downMs,
    meanBackMs:
      backMs.length === 0 ? null : backMs.reduce((sum, ms) => sum + ms, 0) / backMs.length,
    firstRetryMs: firstWaits.length === 0 ? null : smallestOf(firstWaits),
    byItself: tried === 0 ? null : ended.length / tried,
    lost,
  };
  return { ...known, ...judge(known, tried) };
}

const share = (part: number, whole: number): number =>
  whole <= 0 ? 0 : Math.min(1, Math.max(0, part / whole));

type Known = Omit<RecoveryGrade, "grade" | "text">;

/** `tried`: the outages that were the page's to end, and are over or given up. */
function judge(
  { meanBackMs, byItself, lost }: Known,
  tried: number,
): Pick<RecoveryGrade, "grade" | "text"> {
  if (byItself === null) return { grade: null, text: "had no chance to recover by itself yet" };
  const losesMessages = lost.sendsFailed + lost.requestsUnanswered > 0;
  const but = losesMessages ? ", but loses what was sent meanwhile" : "";
  if (meanBackMs === null) {
    return { grade: "F", text: `never came back from ${countOf(tried, "outage")}` };
  }
  const back = `recovers in ${formatDuration(meanBackMs)} on average`;
  if (byItself < 1) {
    return {
      grade: "D",
      text: `${back}, but gave up ${Math.round((1 - byItself) * 100)} % of the time`,
    };
  }
  const bySpeed =
    meanBackMs <= HICCUP_MS ? 0 : meanBackMs <= NUISANCE_MS ? 1 : meanBackMs <= FAILURE_MS ? 2 : 3;
  const letter = (["A", "B", "C", "D"] as const)[Math.min(3, bySpeed + (losesMessages ? 1 : 0))];
  return { grade: letter ?? "D", text: back + but };
}
