import type { Answers } from "../../session/traffic.ts";

/** The answers of several connections as those of one. */
export function addAnswers(all: readonly Answers[]): Answers {
  const sum: Answers = { count: 0, buckets: [], slowest: null, firstSumMs: 0, firstCount: 0 };
  for (const { count, buckets, slowest, firstSumMs, firstCount } of all) {
    sum.count += count;
    sum.firstSumMs += firstSumMs;
    sum.firstCount += firstCount;
    for (const [i, n] of buckets.entries()) sum.buckets[i] = (sum.buckets[i] ?? 0) + n;
    if (slowest && slowest.ms > (sum.slowest?.ms ?? -1)) sum.slowest = slowest;
  }
  return sum;
}
