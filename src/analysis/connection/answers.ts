import type { Answers } from "../../session/traffic.ts";

/**
 * The time within which this share of the answers came; as exact as the histogram's steps of √2, and
 * never longer than the slowest took.
 */
export function answerQuantileMs({ count, buckets, slowest }: Answers, share: number): number {
  const atMostMs = slowest?.ms ?? Number.POSITIVE_INFINITY;
  let left = count * share;
  for (const [i, n] of buckets.entries()) {
    left -= n;
    if (left <= 0) return Math.min(atMostMs, 2 ** (i / 2));
  }
  return Math.min(atMostMs, 2 ** (Math.max(0, buckets.length - 1) / 2));
}

/** How many took so long or longer, by the first of the histogram's steps that begins no earlier. */
export function countSlower({ buckets }: Answers, ms: number): { count: number; fromMs: number } {
  const first = ms <= 1 ? 0 : Math.ceil(2 * Math.log2(ms)) + 1;
  const count = buckets.slice(first).reduce((sum, n) => sum + n, 0);
  return { count, fromMs: 2 ** ((first - 1) / 2) };
}
