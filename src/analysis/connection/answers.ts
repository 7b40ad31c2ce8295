import type { Answers } from "../../session/traffic.ts";

/** The time within which this share of the answers came; as exact as the histogram's steps of √2. */
export function answerQuantileMs({ count, buckets }: Answers, share: number): number {
  let left = count * share;
  for (const [i, n] of buckets.entries()) {
    left -= n;
    if (left <= 0) return 2 ** (i / 2);
  }
  return 2 ** (Math.max(0, buckets.length - 1) / 2);
}
