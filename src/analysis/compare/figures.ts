import { largestOf } from "../../session/extremes.ts";
import type { ConnectionReport, Outage } from "../finding.ts";
import { overAt } from "../outages/fold-outages.ts";
import type { Judged } from "../report/alike.ts";
import type { Figure } from "./compared.ts";

type Measured = Record<Figure["is"], number | null> & {
  /** Whether an outage was not over when it was measured. */
  isUnfinished: boolean;
};

const HOUR_MS = 3_600_000;
/** Once in less than this may be once a day. */
const MIN_FOR_RATE_MS = 10 * 60_000;

/** What is measured of some of a session's connections, and of the outages that took them. */
export function measure(
  connections: readonly ConnectionReport[],
  outages: readonly Outage[],
  observedMs: number,
  nowMs: number,
): Measured {
  const opened = connections.filter(({ openedAt }) => openedAt !== null);
  // One that is under way has neither opened nor failed.
  const failed = connections.filter(
    ({ openedAt, state }) => openedAt === null && state === "closed",
  );
  const decided = opened.length + failed.length;
  const handshakes = opened
    .map(({ createdAt, openedAt }) => (openedAt ?? createdAt) - createdAt)
    .sort((a, b) => a - b);
  const lengths = outages.map((outage) => (overAt(outage) ?? nowMs) - outage.begin);
  const back = outages.filter(({ state }) => state === "over");
  const isKnown = connections.length > 0 && observedMs > 0;
  const anHour = (count: number) =>
    isKnown && observedMs >= MIN_FOR_RATE_MS ? (count / observedMs) * HOUR_MS : null;
  return {
    isUnfinished: outages.some((outage) => overAt(outage) === null),
    outages: connections.length > 0 ? outages.length : null,
    "outages-an-hour": anHour(outages.length),
    availability: isKnown ? 1 - Math.min(1, joinedMs(outages, nowMs) / observedMs) : null,
    "longest-outage": lengths.length > 0 ? largestOf(lengths) : null,
    "back-after":
      back.length > 0
        ? back.reduce((sum, each) => sum + ((overAt(each) ?? nowMs) - each.begin), 0) / back.length
        : null,
    "attempts-an-hour": anHour(connections.length),
    "failed-share": decided > 0 ? failed.length / decided : null,
    "handshake-median": quantile(handshakes, 0.5),
    // Of fewer than twenty it would be the slowest one.
    "handshake-p95": handshakes.length >= MIN_FOR_P95 ? quantile(handshakes, 0.95) : null,
  };
}

const MIN_FOR_P95 = 20;

const quantile = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;

/** The time in which at least one of them lasted. */
function joinedMs(outages: readonly Outage[], nowMs: number): number {
  let downMs = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const outage of [...outages].sort((a, b) => a.begin - b.begin)) {
    const end = overAt(outage) ?? nowMs;
    downMs += Math.max(0, end - Math.max(until, outage.begin));
    until = Math.max(until, end);
  }
  return downMs;
}

/** From the first connection until the moment that is judged by. */
export function observedMsOf({ report, nowMs }: Judged): number {
  const first = report.connections.reduce(
    (least, { createdAt }) => Math.min(least, createdAt),
    Number.POSITIVE_INFINITY,
  );
  return Number.isFinite(first) ? Math.max(0, nowMs - first) : 0;
}

type Rule = {
  label: string;
  unit: Figure["unit"];
  /** Which end is better; null: neither is, by itself. */
  good: "low" | "high" | null;
  /** By how much they may differ and still be alike: a part of the larger, and at least so much. */
  alike: { share: number; least: number };
};

const RULES: Record<Figure["is"], Rule> = {
  outages: { label: "outages", unit: "", good: "low", alike: { share: 0, least: 0 } },
  "outages-an-hour": rule("outages an hour", "/h", "low", 0.25, 0.1),
  // Half a percent of an hour is 18 s.
  availability: rule("availability", "%", "high", 0, 0.005),
  "longest-outage": rule("longest outage", "ms", "low", 0.25, 1_000),
  "back-after": rule("back after, on average", "ms", "low", 0.25, 1_000),
  "attempts-an-hour": rule("connections made an hour", "/h", null, 0.25, 1),
  "failed-share": rule("attempts that failed", "%", "low", 0, 0.02),
  // Networks vary by as much from one minute to the next.
  "handshake-median": rule("handshake, median", "ms", "low", 0.5, 50),
  "handshake-p95": rule("handshake, 95 of 100 within", "ms", "low", 0.5, 100),
};

function rule(
  label: string,
  unit: Figure["unit"],
  good: Rule["good"],
  share: number,
  least: number,
): Rule {
  return { label, unit, good, alike: { share, least } };
}

/** What an outage makes worse as long as it lasts. */
const GROWS: ReadonlySet<Figure["is"]> = new Set<Figure["is"]>(["longest-outage", "back-after"]);

/** Both side by side; what neither knows is left out. */
export const compareFigures = (before: Measured, after: Measured): Figure[] =>
  (Object.keys(RULES) as Figure["is"][])
    .map((is): Figure => {
      const { label, unit } = RULES[is];
      const pair = { before: before[is], after: after[is] };
      const unfinished = {
        before: GROWS.has(is) && before.isUnfinished && pair.before !== null,
        after: GROWS.has(is) && after.isUnfinished && pair.after !== null,
      };
      const better = betterOf(is, pair.before, pair.after);
      // What is not over yet is no record, however short it has been until now.
      const isPremature = better !== null && unfinished[better];
      return { is, label, unit, ...pair, unfinished, better: isPremature ? null : better };
    })
    .filter((figure) => figure.before !== null || figure.after !== null);

function betterOf(
  is: Figure["is"],
  before: number | null,
  after: number | null,
): "before" | "after" | null {
  const { good, alike } = RULES[is];
  if (good === null || before === null || after === null) return null;
  const tolerance = Math.max(alike.least, alike.share * Math.max(before, after));
  if (Math.abs(after - before) <= tolerance) return null;
  return after < before === (good === "low") ? "after" : "before";
}
