import { largestOf } from "../../../session/extremes.ts";
import type { Connection } from "../../../session/session.ts";
import { formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck, isEnded } from "../../check.ts";
import { dropEvidence, figure, whoClosed } from "../../connection/evidence.ts";
import { isExpectedEnd } from "../../connection/expected-end.ts";
import { type SeriesGroup, uptimeMs } from "../../series/series.ts";
import { draftForSeries, STABLE_MS } from "./describe-series.ts";

/** Two can be a bad moment; three in a row are a pattern. */
const MIN_IN_A_ROW = 3;
/** Long enough to log in and fail, too short to be of any use. */
const SHORT_LIFE_MS = 5_000;
/** After a quiet minute the next loss is another story. */
const QUIET_MS = 60_000;

/** Opens and dies again and again. */
export const flapping = defineCheck({
  name: "flapping",
  run: ({ series, nowMs }) =>
    series.flatMap((group): Draft[] => {
      const row = rowsOf(group).findLast(({ length }) => length >= MIN_IN_A_ROW);
      return row ? [describe(group, row, nowMs)] : [];
    }),
});

function rowsOf({ connections, answers, delaysMs }: SeriesGroup): Connection[][] {
  const rows: Connection[][] = [];
  let row: Connection[] = [];
  for (const [i, connection] of connections.entries()) {
    const isNext = answers[i] === row.at(-1) && (delaysMs[i] ?? QUIET_MS) < QUIET_MS;
    if (!isFlap(connection)) row = [];
    else if (isNext) row.push(connection);
    else {
      row = [connection];
      rows.push(row);
    }
  }
  return rows;
}

function isFlap(connection: Connection): boolean {
  const { end, open } = connection;
  if (!isEnded(connection) || open === null || end === null) return false;
  if ((uptimeMs(connection, end.at) ?? 0) >= SHORT_LIFE_MS) return false;
  const closer = whoClosed(connection);
  return (closer === "server" || closer === "network") && !isExpectedEnd(connection);
}

function describe(group: SeriesGroup, row: Connection[], nowMs: number): Draft {
  const lives = row.map((connection) => uptimeMs(connection, nowMs) ?? 0);
  const first = row[0] as Connection;
  const last = row.at(-1) as Connection;
  const lastAt = last.end?.at ?? last.createdAt;
  const after = group.connections.slice(group.connections.indexOf(last) + 1);
  const held = after.find((connection) => (uptimeMs(connection, nowMs) ?? 0) >= STABLE_MS);
  const until = held?.open?.at ?? (nowMs - lastAt >= QUIET_MS ? lastAt : null);
  return draftForSeries(group, {
    id: "flapping",
    severity: "warning",
    confidence: 0.9,
    facts: { n: String(row.length), longest: formatDuration(largestOf(lives)) },
    evidence: [
      ...figure("in-a-row", row.length, undefined, { at: first.createdAt }),
      ...figure("longest-life", Math.round(largestOf(lives)), "ms"),
      ...dropEvidence(last),
    ],
    since: first.createdAt,
    until,
  });
}
