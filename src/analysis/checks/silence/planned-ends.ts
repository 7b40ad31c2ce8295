/** Servers that move their clients on when their time has come. */
import type { Connection } from "../../../session/session.ts";
import { type Ended, isEnded } from "../../check.ts";
import { whoClosed } from "../../connection/evidence.ts";
import { livedMs } from "../../connection/quiet.ts";
import { explainClose } from "../../knowledge/close-codes.ts";
import { findRepetitions, type Repetition } from "../../series/repetition.ts";

/** Done, done without a code, and service restart. */
const MEANT = new Set([1000, 1005, 1012]);
/** Jobs, games and lessons take their time, too: what is planned shows by its exactness alone. */
const SHORTEST_PLANNED_MS = 60_000;
const PLANNED_TIMES = 3;
const PLANNED_SPREAD = 0.01;
const PLANNED_SHARE = 0.75;

/** Shorter lives repeat by themselves: what is asked and answered takes its time. */
const SHORTEST_SAME_MS = 2_500;
const SAME_SPREAD = 0.03;
/** A question and its answer are no traffic. */
const MIN_MESSAGES = 6;

/** Three or more that are told to go in the midst of traffic, at the same age to a per cent. */
export const findPlanned = (connections: readonly Connection[]): Repetition[] =>
  findSame(connections.filter(isEnded).filter(isToldToGo), SHORTEST_PLANNED_MS, PLANNED_SPREAD);

/** The same at any age: worth a remark, while the goodbye itself may be what was meant. */
export const findSameAges = (connections: readonly Connection[]): Repetition[] =>
  findSame(
    connections
      .filter(isEnded)
      .filter(isToldToGo)
      .filter(({ send, receive }) => send.count + receive.count >= MIN_MESSAGES),
    SHORTEST_SAME_MS,
    SAME_SPREAD,
  );

function findSame(ends: readonly Ended[], leastMs: number, spread: number): Repetition[] {
  const ages = ends.map((connection) => ({
    connection,
    ms: livedMs(connection, connection.end.at),
  }));
  return findRepetitions(ages).filter(
    ({ ms, spreadMs, times, members }) =>
      ms >= leastMs &&
      times >= PLANNED_TIMES &&
      spreadMs <= ms * spread &&
      // Where others are told the same at any age, the age has nothing to do with it.
      members.size >= ages.length * PLANNED_SHARE,
  );
}

/** By a code that software uses for what it means to do, and that gives no other reason. */
function isToldToGo(connection: Ended): boolean {
  const { end, open, lastMessage } = connection;
  const { code } = end;
  if (code === null || open === null || whoClosed(connection) !== "server") return false;
  // What was silent all its life may as well have been cut for that.
  const spokeForMs = (lastMessage?.at ?? open.at) - open.at;
  if (!(spokeForMs >= livedMs(connection, end.at) / 2)) return false;
  return MEANT.has(code) || isPlainPrivate(connection, code);
}

/** Private codes that are documented, or made after HTTP's statuses of refusal, say something else. */
function isPlainPrivate(connection: Ended, code: number): boolean {
  if (code < 4000 || (code >= 4400 && code <= 4499)) return false;
  return !explainClose(connection).isOwn;
}
