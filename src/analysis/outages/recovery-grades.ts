import { largestOf, smallestOf } from "../../session/extremes.ts";
import { countOf, formatDuration } from "../../words/words.ts";
import type { Context } from "../check.ts";
import type { Away, Outage, OutageLosses, RecoveryGrade } from "../finding.ts";
import { losesAnything, sumLosses } from "./losses.ts";

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
  { session, connections, nowMs }: Pick<Context, "session" | "connections" | "nowMs">,
): RecoveryGrade[] {
  const byUrl = new Map<string, Away[]>();
  for (const away of outages.flatMap((outage) => outage.away)) {
    const known = byUrl.get(away.url);
    if (known) known.push(away);
    else byUrl.set(away.url, [away]);
  }
  const firstAt = new Map<string, number>();
  const note = (endpoint: string, at: number) =>
    firstAt.set(endpoint, Math.min(at, firstAt.get(endpoint) ?? Number.POSITIVE_INFINITY));
  for (const { endpoint, createdAt } of connections) note(endpoint, createdAt);
  for (const one of session.forgottenEndpoints) note(one.endpoint, one.firstAt);
  return [...byUrl].map(([url, own]) => grade(url, own, firstAt.get(url) ?? nowMs, nowMs));
}

function grade(url: string, own: readonly Away[], since: number, nowMs: number): RecoveryGrade {
  const lengthOf = ({ begin, until }: Away) => (until ?? nowMs) - begin;
  const lengths = own.map(lengthOf);
  const downMs = lengths.reduce((sum, ms) => sum + ms, 0);
  const ended = own.filter(({ state }) => state === "over");
  const missed = own.filter(({ gaveUp }) => gaveUp);
  const tried = ended.length + missed.length;
  const backMs = ended.map(lengthOf);
  const firstWaits = own.flatMap(({ firstRetryMs }) => firstRetryMs ?? []);
  const lost = sumLosses(own.map((each) => each.lost));
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

/** What hurts longest first: a page that is open again and hears nothing. */
function sayLosses({ subscriptions, skipped, sendsFailed, requestsUnanswered }: OutageLosses) {
  if (subscriptions.gone > 0) {
    return `without ${countOf(subscriptions.gone, "subscription")} that it had before`;
  }
  if (sendsFailed + requestsUnanswered === 0 && skipped.length > 0)
    return "misses events meanwhile";
  return "loses what was sent meanwhile";
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
  const losesMessages = losesAnything(lost);
  const but = losesMessages ? `, but ${sayLosses(lost)}` : "";
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
