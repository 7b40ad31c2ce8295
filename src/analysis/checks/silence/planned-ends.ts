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

/** Three or more that are told to go in the midst of traffic, at the same age to a per cent. */
export function findPlanned(connections: readonly Connection[]): Repetition[] {
  const ages = connections
    .filter(isEnded)
    .filter(isToldToGo)
    .map((connection) => ({ connection, ms: livedMs(connection, connection.end.at) }));
  return findRepetitions(ages).filter(
    ({ ms, spreadMs, times, members }) =>
      ms >= SHORTEST_PLANNED_MS &&
      times >= PLANNED_TIMES &&
      spreadMs <= ms * PLANNED_SPREAD &&
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
  const { vendor, vendorRows } = explainClose(connection);
  return vendor === null || vendorRows.length === 0;
}
