import { answerQuantileMs } from "../../analysis/connection/answers.ts";
import { largestOf } from "../../session/extremes.ts";
import type { Connection, Tally } from "../../session/session.ts";
import { ANSWER_BUCKETS, type Answers } from "../../session/traffic.ts";

/** The messages of one direction, of several connections together. */
export type FlowFigures = {
  count: number;
  sizeBytes: number;
  meanBytes: number;
  largestBytes: number;
  binaryShare: number;
  longestGapMs: number;
};

export function flowFigures(
  connections: readonly Connection[],
  direction: "send" | "receive",
): FlowFigures {
  const tallies = connections.map((connection): Tally => connection[direction]);
  const sum = (of: (tally: Tally) => number) => tallies.reduce((n, tally) => n + of(tally), 0);
  const count = sum((tally) => tally.count);
  const sizeBytes = sum((tally) => tally.sizeBytes);
  return {
    count,
    sizeBytes,
    meanBytes: count === 0 ? 0 : sizeBytes / count,
    largestBytes: Math.max(0, largestOf(tallies.map(({ largestBytes }) => largestBytes))),
    binaryShare: count === 0 ? 0 : sum((tally) => tally.binaryCount) / count,
    longestGapMs: Math.max(
      0,
      ...connections.map(({ traffic }) => traffic[direction].longestGap?.ms ?? 0),
    ),
  };
}

export type Latency = {
  count: number;
  /** Upper ends: so many of the answers came sooner than this. */
  quantiles: { share: number; ms: number }[];
  slowestMs: number;
  /** From the first step that holds an answer to the last. */
  histogram: { underMs: number; count: number }[];
};

const SHARES = [0.5, 0.9, 0.95, 0.99];

/** How long the first message after a send took; null where nothing was ever answered. */
export function latencyOf(connections: readonly Connection[]): Latency | null {
  const all = connections.map(({ traffic }) => traffic.answers).filter(({ count }) => count > 0);
  if (all.length === 0) return null;
  const joined = joinAnswers(all);
  const first = joined.buckets.findIndex((count) => count > 0);
  const slowestMs = joined.slowest?.ms ?? 0;
  return {
    count: joined.count,
    quantiles: SHARES.map((share) => ({
      share,
      ms: Math.min(slowestMs, answerQuantileMs(joined, share)),
    })),
    slowestMs,
    histogram: joined.buckets
      .map((count, i) => ({ underMs: 2 ** (i / 2), count }))
      .slice(Math.max(0, first)),
  };
}

function joinAnswers(all: readonly Answers[]): Answers {
  const buckets: number[] = [];
  for (let i = 0; i < ANSWER_BUCKETS; i++) {
    buckets.push(all.reduce((sum, answers) => sum + (answers.buckets[i] ?? 0), 0));
  }
  const last = buckets.findLastIndex((count) => count > 0);
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    buckets: buckets.slice(0, last + 1),
    slowest: all.reduce<Answers["slowest"]>(
      (worst, { slowest }) => (slowest && slowest.ms > (worst?.ms ?? -1) ? slowest : worst),
      null,
    ),
    firstSumMs: 0,
    firstCount: 0,
  };
}
