/** Errors in the logs about when a connection ended: not proven to be its cause, and told as what they are. */
import { offsetAt } from "./join/clock.ts";
import type { JoinedLog } from "./join/join-log.ts";
import type { Wanted } from "./wanted.ts";

export type NearError = {
  log: string;
  line: number;
  text: string;
  /** On the page's clock. */
  at: number;
  /** Nothing says how the two clocks differ: they were taken to agree. */
  isClockTrusted: boolean;
};

/** A crash is written of before its sockets end, or just after. */
const BEFORE_MS = 5_000;
const AFTER_MS = 2_000;
const MAX_ERRORS = 3;
/** A clock that is less sure says nothing about seconds. */
const MAX_UNSURE_MS = 2_000;

export function findNearErrors(
  { connections }: Wanted,
  joined: readonly JoinedLog[],
): Map<string, NearError[]> {
  const errors = joined.flatMap(datedErrors);
  const found = new Map<string, NearError[]>();
  for (const { id, endedAt, code } of connections) {
    // Who closed in good order did not do it because of an error that happened to be near.
    if (endedAt === null || code === 1000 || code === 1001) continue;
    const near = errors
      .filter(({ at }) => at >= endedAt - BEFORE_MS && at <= endedAt + AFTER_MS)
      .sort((a, b) => Math.abs(a.at - endedAt) - Math.abs(b.at - endedAt));
    if (near.length > 0) found.set(id, near.slice(0, MAX_ERRORS));
  }
  return found;
}

function datedErrors({ log, clock }: JoinedLog): NearError[] {
  const isKnown = clock.by !== "nothing" && clock.confidence > 0.9;
  // Without a zone and without a clock its hour is anybody's.
  if (isKnown ? clock.uncertaintyMs > MAX_UNSURE_MS : !log.isZoned) return [];
  return log.notes.map(({ at, line, text }) => ({
    log: log.name,
    line,
    text,
    at: isKnown ? at - offsetAt(clock, at - clock.offsetMs) : at,
    isClockTrusted: isKnown,
  }));
}
