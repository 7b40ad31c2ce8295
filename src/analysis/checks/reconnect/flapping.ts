import { largestOf } from "../../../session/extremes.ts";
import type { Connection } from "../../../session/session.ts";
import { countOf, formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck, isEnded } from "../../check.ts";
import { dropEvidence, figure, whoClosed } from "../../connection/evidence.ts";
import { isExpectedEnd } from "../../connection/expected-end.ts";
import { isAskedFor, isByHandler, isSameAgain } from "../../connection/first-words.ts";
import { type SeriesGroup, uptimeMs } from "../../series/series.ts";
import { findFights } from "../../series/takeovers.ts";
import { draftForSeries, STABLE_MS } from "./describe-series.ts";
import { isSteady, medianOf } from "./figures.ts";

/** Two can be a bad moment; three in a row are a pattern. */
export const FLAPS_IN_A_ROW = 3;
/** Goodbyes in good order may be meant: there it takes more. */
export const MIN_GOODBYES = 5;
/** Long enough to log in and fail, too short to be of any use. */
export const SHORT_LIFE_MS = 5_000;
/** After a quiet minute the next loss is another story. */
const QUIET_MS = 60_000;
/** Reconnect code waits so long at least; who asks one thing after the other does not. */
const RETRY_MS = 500;

/** Opens and dies again and again. */
export const flapping = defineCheck({
  name: "flapping",
  run: (context) => {
    const { series, nowMs } = context;
    const taken = new Set<Connection>(findFights(context).flatMap(({ lost }) => lost));
    return series.flatMap((group): Draft[] => {
      const lost = rowsOf(group, isFlap).findLast((row) => row.length >= FLAPS_IN_A_ROW);
      const areErrands = lost !== undefined && connectionsOf(group, lost).every(isErrand);
      if (lost && !areErrands) {
        const row = connectionsOf(group, lost);
        const isFight = row.some((connection) => taken.has(connection));
        return [describe(group, row, nowMs, isFight ? "taken-over" : null)];
      }
      const sentAway = rowsOf(group, isGoodbye).findLast((row) => isReopened(group, row));
      return sentAway ? [describe(group, connectionsOf(group, sentAway), nowMs, "goodbye")] : [];
    });
  },
});

/** Places in the series of connections that answer each other and are all of a kind. */
type Row = number[];

const connectionsOf = ({ connections }: SeriesGroup, row: Row): Connection[] =>
  row.flatMap((i) => connections[i] ?? []);

function rowsOf(
  { connections, answers, delaysMs }: SeriesGroup,
  isOne: (connection: Connection) => boolean,
): Row[] {
  const rows: Row[] = [];
  // Sockets side by side come back each on its own, so that several rows may grow at a time.
  const rowOf = new Map<Connection, Row>();
  for (const [i, connection] of connections.entries()) {
    if (!isOne(connection)) continue;
    const lost = answers[i];
    const isNext = (delaysMs[i] ?? QUIET_MS) < QUIET_MS;
    const row = (isNext && lost && rowOf.get(lost)) || [];
    if (row.length === 0) rows.push(row);
    row.push(i);
    rowOf.set(connection, row);
  }
  return rows;
}

function isShort(connection: Connection): boolean {
  const { end, open } = connection;
  if (!isEnded(connection) || open === null || end === null) return false;
  return (uptimeMs(connection, end.at) ?? 0) < SHORT_LIFE_MS;
}

function isFlap(connection: Connection): boolean {
  if (!isShort(connection) || isExpectedEnd(connection)) return false;
  const closer = whoClosed(connection);
  return closer === "server" || closer === "network";
}

/** Each brings something else, and is seen off in good order when the page has said its last word. */
const isErrand = (connection: Connection, i: number, row: readonly Connection[]): boolean => {
  const [first] = row;
  const { code } = connection.end ?? {};
  const isClean = (code === 1000 || code === 1005) && connection.end?.reason === "";
  return (
    isClean && connection.send.count > 1 && (i === 0 || !first || !isSameAgain(first, connection))
  );
};

const isGoodbye = (connection: Connection): boolean =>
  isShort(connection) && whoClosed(connection) === "server";

/**
 * The page wants to stay: it opens the same again by itself and says the same as before. One socket
 * for one question differs in what it asks, in its pace, or in that somebody clicked.
 */
function isReopened(group: SeriesGroup, row: Row): boolean {
  if (row.length < MIN_GOODBYES) return false;
  const connections = connectionsOf(group, row);
  const [first, ...later] = connections;
  if (!first || later.some((each) => isAskedFor(each) || !isSameAgain(first, each))) return false;
  if (later.every(isByHandler)) return true;
  const waitsMs = row.slice(1).flatMap((i) => group.delaysMs[i] ?? []);
  return waitsMs.length > 0 && medianOf(waitsMs) >= RETRY_MS && isSteady(waitsMs);
}

function describe(
  group: SeriesGroup,
  row: Connection[],
  nowMs: number,
  variant: "goodbye" | "taken-over" | null,
): Draft {
  const lives = row.map((connection) => uptimeMs(connection, nowMs) ?? 0);
  const first = row[0] as Connection;
  const last = row.at(-1) as Connection;
  const lastAt = last.end?.at ?? last.createdAt;
  const after = group.connections.slice(group.connections.indexOf(last) + 1);
  const held = after.find((connection) => (uptimeMs(connection, nowMs) ?? 0) >= STABLE_MS);
  const until = held?.open?.at ?? (nowMs - lastAt >= QUIET_MS ? lastAt : null);
  return draftForSeries(group, {
    id: "flapping",
    ...(variant ? { variant } : {}),
    severity: "warning",
    confidence: 0.9,
    facts: {
      n: String(row.length),
      longest: formatDuration(largestOf(lives)),
      messages: countOf(Math.round(medianOf(row.map(({ send }) => send.count))), "message"),
    },
    evidence: [
      ...figure("in-a-row", row.length, undefined, { at: first.createdAt }),
      ...figure("longest-life", Math.round(largestOf(lives)), "ms"),
      ...dropEvidence(last),
    ],
    since: first.createdAt,
    until,
  });
}
