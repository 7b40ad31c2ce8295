import { largestOf } from "../../../session/extremes.ts";
import type { Connection } from "../../../session/session.ts";
import { formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";
import { isAskedFor, isSameAgain } from "../../connection/first-words.ts";
import { isHelper } from "../../series/helpers.ts";
import { type SeriesGroup, uptimeMs } from "../../series/series.ts";
import { speaksOfFailure } from "../closed-by-page.ts";
import { callSite } from "../invalid-url.ts";
import { draftForSeries } from "./describe-series.ts";
import { isSteady } from "./figures.ts";

/** A page may replace a connection now and then, for another room or a fresh token. */
export const MIN_IN_A_ROW = 5;
/** A question and its answer for each socket look the same; so many in a row are no questions. */
const MIN_EXCHANGES = 25;
/** What lived longer was of some use: a planned change before a limit is no churn. */
export const MAX_LIFE_MS = 30_000;
/** Closed and replaced in one go, whichever came first. */
const AT_ONCE_MS = 100;
/** Or by the page's own reconnect code. */
const RECONNECT_MS = 5_000;
/** More than that for each message of the page is a stream that goes on. */
const MAX_ANSWERS = 2;
/** Who closes so soon after the last message came has got what was asked for. */
const ANSWERED_MS = 500;
/** Then it is over. */
const QUIET_MS = 60_000;

/** The page itself closes a working socket and opens the next, again and again. */
export const pageChurn = defineCheck({
  name: "page-churn",
  run: ({ series, nowMs }) =>
    series.flatMap((group): Draft[] =>
      rowsOf(group)
        .filter(isChurn)
        .slice(-1)
        .map((row) => describe(group, row, nowMs)),
    ),
});

type Replaced = Connection & { open: object; closing: NonNullable<Connection["closing"]> };
type Row = { replaced: Replaced[]; gapsMs: number[] };

/** Each was closed by the page and followed by the next one of its document. */
function rowsOf({ connections }: SeriesGroup): Row[] {
  const rows: Row[] = [];
  const newest = new Map<string | null, { connection: Connection; row: Row | null }>();
  for (const connection of connections) {
    const before = newest.get(connection.documentId);
    const old = before?.connection;
    let row: Row | null = null;
    if (old && isReplaced(old) && isNext(old, connection)) {
      row = before.row;
      if (!row) {
        row = { replaced: [], gapsMs: [] };
        rows.push(row);
      }
      row.replaced.push(old);
      row.gapsMs.push(connection.createdAt - old.closing.at);
    }
    newest.set(connection.documentId, { connection, row });
  }
  return rows;
}

function isReplaced(connection: Connection): connection is Replaced {
  const { open, closing, end } = connection;
  if (open === null || closing === null || isHelper(connection)) return false;
  // Where somebody else was first, or had fallen silent, the page only reacts.
  if (end !== null && (end.by !== "close" || end.at < closing.at)) return false;
  if (end !== null && end.code === 1006) return false;
  const livedMs = closing.at - open.at;
  return livedMs < MAX_LIFE_MS && !speaksOfFailure(closing.reason ?? "");
}

function isNext(old: Replaced, next: Connection): boolean {
  const gapMs = next.createdAt - old.closing.at;
  return (
    gapMs >= -AT_ONCE_MS && gapMs < RECONNECT_MS && !isAskedFor(next) && isSameAgain(old, next)
  );
}

function isChurn({ replaced, gapsMs }: Row): boolean {
  if (replaced.length < MIN_IN_A_ROW) return false;
  const places = new Set(replaced.map(({ closing }) => callSite(closing.stack)));
  const areAtOnce = gapsMs.every((ms) => Math.abs(ms) <= AT_ONCE_MS);
  if (places.size > 1 || (!areAtOnce && !isSteady(gapsMs))) return false;
  const areExchanges = replaced.every(isExchange);
  return !areExchanges || (areAtOnce && replaced.length >= MIN_EXCHANGES);
}

/** The page asked, was answered, and had no more use for the connection. */
function isExchange({ send, receive, closing, lastMessage }: Replaced): boolean {
  if (receive.count === 0 || receive.count > send.count * MAX_ANSWERS) return false;
  const isAnswered = lastMessage?.direction === "receive";
  return isAnswered && closing.at - lastMessage.at <= ANSWERED_MS;
}

/** A title has no room for more than the file; the evidence has it all. */
function withoutPath(place: string): string {
  const from = place.indexOf("(") + 1;
  const file = place.lastIndexOf("/") + 1;
  return file > from ? place.slice(0, from) + place.slice(file) : place;
}

function describe(group: SeriesGroup, { replaced }: Row, nowMs: number): Draft {
  const first = replaced[0] as Replaced;
  const last = replaced.at(-1) as Replaced;
  const place = callSite(last.closing.stack);
  const lives = replaced.map((connection) => uptimeMs(connection, nowMs) ?? 0);
  const spanMs = last.closing.at - first.createdAt;
  return draftForSeries(group, {
    id: "page-churn",
    severity: "warning",
    confidence: 0.9,
    facts: {
      n: String(replaced.length),
      place: place ? withoutPath(place) : "the page",
      span: formatDuration(spanMs),
    },
    evidence: [
      ...figure("replaced-by-page", replaced.length, undefined, {
        at: first.createdAt,
      }),
      ...figure("close-called-at", place, undefined, { at: last.closing.at }),
      ...figure("opened-at", callSite(last.stack)),
      ...figure("longest-life", Math.round(largestOf(lives)), "ms"),
    ],
    since: first.createdAt,
    until: nowMs - last.closing.at >= QUIET_MS ? last.closing.at : null,
  });
}
