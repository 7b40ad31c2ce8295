import type { Clock } from "../protocol/envelope.ts";

/** `Date.now` counts whole milliseconds: two readings disagree by up to one about the same moment. */
const ROUNDING_MS = 1;

/**
 * Both clocks at once. The distance between them is kept while it differs only by rounding, so that
 * the times of one document stand in the order in which things happened.
 */
export function createClock(wallNow: () => number, monotonicNow: () => number): () => Clock {
  let distanceMs: number | null = null;
  return () => {
    const monotonicMs = monotonicNow();
    const seenMs = wallNow() - monotonicMs;
    if (distanceMs === null || Math.abs(seenMs - distanceMs) > ROUNDING_MS) distanceMs = seenMs;
    return { wallMs: monotonicMs + distanceMs, monotonicMs };
  };
}
