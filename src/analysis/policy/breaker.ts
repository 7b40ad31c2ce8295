import { smallestOf } from "../../session/extremes.ts";
import type { Policy } from "../finding.ts";

/** A pause stands out from a backoff that merely goes on growing. */
const STANDS_OUT = 5;
/** A breaker that opens for less spares the server nothing. */
const MIN_PAUSE_MS = 20_000;
/** A person who comes back from lunch is no breaker. */
const MAX_PAUSE_MS = 30 * 60_000;
/** Pauses that are set to the same time agree within this share. */
const AGREE = 0.1;
const MIN_BEFORE = 3;

/**
 * The long pauses of a circuit breaker: each after a row of quick failures, all of the same length,
 * each with a single trial behind it. Once may be chance; twice is a rule.
 */
export function splitPauses(delaysMs: readonly number[]): {
  pauses: ReadonlySet<number>;
  breaker: Policy["breaker"];
} {
  const none = { pauses: new Set<number>(), breaker: null };
  const sorted = [...delaysMs].sort((a, b) => a - b);
  // Where the waits leap from the longest ordinary one to the pauses.
  const from = sorted.findIndex((delayMs, i) => {
    const before = sorted[i - 1];
    return i >= MIN_BEFORE && before !== undefined && delayMs >= STANDS_OUT * Math.max(before, 1);
  });
  const pauseMs = sorted[from];
  const longestMs = sorted.at(-1);
  if (from < 0 || pauseMs === undefined || longestMs === undefined) return none;
  if (pauseMs < MIN_PAUSE_MS || longestMs > MAX_PAUSE_MS) return none;
  if (longestMs > pauseMs * (1 + AGREE)) return none;
  const pauses = new Set<number>();
  for (const [i, delayMs] of delaysMs.entries()) if (delayMs >= pauseMs) pauses.add(i);
  if (pauses.size < 2 || smallestOf(pauses) < MIN_BEFORE) return none;
  const lengths = sorted.slice(from);
  const meanMs = lengths.reduce((sum, ms) => sum + ms, 0) / lengths.length;
  return { pauses, breaker: { pauseMs: Math.round(meanMs), times: pauses.size } };
}
