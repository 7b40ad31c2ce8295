/** One log beside one session. */
import type { ReadLog } from "../read-log.ts";
import type { Wanted } from "../wanted.ts";
import { assign, type Join, LEAST } from "./assign.ts";
import { joinByDuration } from "./by-duration.ts";
import { anchorClock, type Clock, estimateClock, NO_CLOCK } from "./clock.ts";
import { type Edge, listPairs } from "./pairs.ts";

export type JoinedLog = {
  log: ReadLog;
  clock: Clock;
  joins: Join[];
  /** Times that may be the begin or the end were taken as this; null: there are none. */
  edge: Edge | null;
};

/** What the order of the lines, or the words of the format, say of it, is known before. */
export function joinLog(wanted: Wanted, log: ReadLog): JoinedLog {
  const hasEither = log.records.some(({ either }) => either !== null);
  if (!hasEither) return { ...joinBy(wanted, log, "end"), edge: null };
  if (log.edge !== null) return joinBy(wanted, log, log.edge);
  const [a, b] = [joinBy(wanted, log, "end"), joinBy(wanted, log, "begin")];
  const [best, other] = b.clock.score > a.clock.score ? [b, a] : [a, b];
  if (best.clock.score - other.clock.score > SURE || other.clock.by === "nothing") return best;
  // Lives of the same length look the same both ways: only one of the clocks is right.
  const from = Math.min(...[best, other].map(({ clock }) => clock.offsetMs - clock.uncertaintyMs));
  const until = Math.max(...[best, other].map(({ clock }) => clock.offsetMs + clock.uncertaintyMs));
  const clock = { ...best.clock, offsetMs: (from + until) / 2, uncertaintyMs: (until - from) / 2 };
  return { ...best, clock };
}

/** An error log beside the same server's access log: what was found out of the one's clock holds for the other. */
export function joinEvents(wanted: Wanted, log: ReadLog, anchor: Clock): JoinedLog {
  const pairs = listPairs(wanted, log.records, "end");
  const clock = anchorClock(wanted, pairs, anchor);
  return { log, clock, edge: null, joins: assign(wanted, log.records, pairs, clock) };
}

/** A hundred to one. */
const SURE = Math.log(100);

function joinBy(wanted: Wanted, log: ReadLog, edge: Edge): JoinedLog {
  const pairs = listPairs(wanted, log.records, edge);
  const found = estimateClock(wanted, pairs, log.isZoned);
  // One of many that fit as well is none: what a log covers is not to be told by it.
  const clock = found.confidence < LEAST ? { ...NO_CLOCK, score: found.score } : found;
  const joins = assign(wanted, log.records, pairs, clock);
  // Nothing in it says when.
  const isUndated = log.from === null && joins.length === 0;
  return { log, clock, edge, joins: isUndated ? joinByDuration(wanted, log.records) : joins };
}
