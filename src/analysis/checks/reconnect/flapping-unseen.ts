import { largestOf } from "../../../session/extremes.ts";
import type { Connection } from "../../../session/session.ts";
import { formatDuration } from "../../../words/words.ts";
import { type Context, type Draft, defineCheck, isEnded } from "../../check.ts";
import { figure, whoClosed } from "../../connection/evidence.ts";
import type { SeriesGroup } from "../../series/series.ts";
import { draftForSeries, STABLE_MS } from "./describe-series.ts";

/** Who closed is not known: only a row that no page plans is told. */
const MIN_IN_A_ROW = 5;
/** A page that comes back so soon did not mean to leave. */
const AT_ONCE_MS = 1_000;

/**
 * Opens, ends and is opened again at once, again and again, in a file that holds no close codes. A
 * query that comes and goes, as of a token, makes other endpoints but no other place.
 */
export const flappingUnseen = defineCheck({
  name: "flapping-unseen",
  run: ({ connections, series }) => {
    const places = new Map<string, Connection[][]>();
    for (const connection of connections) {
      if (!isUnseen(connection)) continue;
      const place = connection.endpoint.split("?", 1)[0] ?? "";
      const rows = places.get(place) ?? [];
      const row = rows.at(-1);
      const last = row?.at(-1);
      if (row && last && isNext(last, connection)) row.push(connection);
      else rows.push([connection]);
      places.set(place, rows);
    }
    return [...places.values()].flatMap((rows) => {
      const row = rows.findLast(({ length }) => length >= MIN_IN_A_ROW);
      return row ? describe(series, row) : [];
    });
  },
});

function isUnseen(connection: Connection): boolean {
  const { end, open } = connection;
  if (!isEnded(connection) || open === null || end === null) return false;
  return whoClosed(connection) === "unseen" && end.code === null && end.at - open.at < STABLE_MS;
}

const isNext = ({ end }: Connection, { createdAt }: Connection): boolean =>
  end !== null && createdAt >= end.at && createdAt - end.at < AT_ONCE_MS;

function describe(series: Context["series"], row: readonly Connection[]): Draft[] {
  const last = row.at(-1) as Connection;
  const group = series.find(({ connections }: SeriesGroup) => connections.includes(last));
  if (!group) return [];
  const lives = row.map(
    ({ open, end, createdAt }) => (end?.at ?? createdAt) - (open?.at ?? createdAt),
  );
  const waits = row.slice(1).map(({ createdAt }, i) => createdAt - (row[i]?.end?.at ?? createdAt));
  return [
    draftForSeries(group, {
      id: "flapping",
      variant: "unseen",
      severity: "warning",
      confidence: 0.7,
      facts: {
        n: String(row.length),
        longest: formatDuration(largestOf(lives)),
        wait: formatDuration(largestOf(waits)),
      },
      evidence: [
        ...figure("in-a-row", row.length, undefined, { at: row[0]?.createdAt ?? null }),
        ...figure("longest-life", Math.round(largestOf(lives)), "ms"),
        ...figure("longest-wait", Math.round(largestOf(waits)), "ms"),
      ],
      since: row[0]?.createdAt ?? last.createdAt,
      until: last.end?.at ?? null,
    }),
  ];
}
