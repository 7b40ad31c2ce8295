import { headerOf } from "../../../protocol/headers.ts";
import { maskWords } from "../../../secrets/secret-words.ts";
import type { Connection } from "../../../session/session.ts";
import { formatDuration } from "../../../words/words.ts";
import { type Context, type Draft, defineCheck } from "../../check.ts";
import { figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { servicesOf } from "../../connection/services.ts";
import { closeCodeName, explainClose } from "../../knowledge/close-codes.ts";
import type { SeriesGroup } from "../../series/series.ts";
import { draftForSeries } from "./describe-series.ts";
import { medianOf } from "./figures.ts";
import { held, refusalOf } from "./refusals.ts";

/** One retry with a fresh token is right; from the second on nothing has changed. */
export const HOPELESS_IN_A_ROW = 3;
/** After five minutes without a retry the page has given up, as it should. */
export const RETRIES_MS = 5 * 60_000;

/** These answers stay the same until somebody changes something. */
const HOPELESS_STATUS: Record<number, string> = {
  401: "HTTP 401 (not logged in)",
  403: "HTTP 403 (forbidden)",
  404: "HTTP 404 (not found)",
  410: "HTTP 410 (gone)",
};
const HOPELESS_CODES = [1008, 3000];
const NOT_THERE = new Set([HOPELESS_STATUS[404], HOPELESS_STATUS[410]]);

/** Retrying after an answer that says do not. */
export const retryHopeless = defineCheck({
  name: "retry-hopeless",
  run: (context) =>
    context.series
      .filter(({ connections }) => connections.length >= HOPELESS_IN_A_ROW)
      .flatMap((group): Draft[] => {
        const row = rowsOf(group, context).findLast(({ ends }) => ends.length >= HOPELESS_IN_A_ROW);
        return row ? [describe(group, row, context.nowMs)] : [];
      }),
});

type Row = { answer: string; ends: Connection[]; delaysMs: number[]; followed: Connection | null };

/** The same answer again and again, with nothing else in between. */
function rowsOf(group: SeriesGroup, context: Context): Row[] {
  const rows: Row[] = [];
  const { connections, answers, delaysMs } = group;
  let hasOpened = false;
  for (const [i, connection] of connections.entries()) {
    const row = rows.at(-1);
    hasOpened ||= isOpened(connection);
    const isTransient = hasOpened && isOfNoneReady(connection);
    const known = isTransient || held(connection, context) ? null : hopelessAnswer(connection);
    const answer = known ?? refusalOf(connection, context);
    const delayMs = delaysMs[i] ?? Number.POSITIVE_INFINITY;
    const lost = row?.followed ? null : (row?.ends.at(-1) ?? null);
    const isRetry = row && lost && answers[i] === lost && delayMs < RETRIES_MS;
    const isSame = row?.answer === answer && (known !== null || !isRenewed(lost, connection));
    if (isRetry && isSame) {
      row.ends.push(connection);
      row.delaysMs.push(delayMs);
      continue;
    }
    if (row) row.followed ??= connection;
    if (answer !== null) rows.push({ answer, ends: [connection], delaysMs: [], followed: null });
  }
  return rows;
}

/** Envoy answers so as long as no backend is ready, where it let upgrades through before. */
const isOfNoneReady = (connection: Connection): boolean =>
  connection.handshake?.status === 403 &&
  headerOf(connection.handshake.responseHeaders, "x-envoy-upstream-service-time") === undefined &&
  servicesOf(connection).some(({ name }) => name === "envoy");

/** Other credentials in the address or the subprotocol are worth a try. */
const isRenewed = (before: Connection | null, connection: Connection): boolean =>
  before?.url !== connection.url || before.protocols?.join() !== connection.protocols?.join();

/** The answer in words, where it says that trying again as before is of no use. */
export function hopelessAnswer(connection: Connection): string | null {
  const { end, handshake } = connection;
  if (end === null) return null;
  if (!isOpened(connection)) return HOPELESS_STATUS[handshake?.status ?? 0] ?? null;
  if (end.code === null || whoClosed(connection) !== "server") return null;
  if (HOPELESS_CODES.includes(end.code)) return `${end.code} ${closeCodeName(end.code)}`;
  if (end.code < 3000) return null;
  const { retry, isOwn, name } = explainClose(connection);
  return retry === "never" && isOwn ? `${end.code} ${name}` : null;
}

function describe(group: SeriesGroup, row: Row, nowMs: number): Draft {
  const first = row.ends[0] as Connection;
  const last = row.ends.at(-1) as Connection;
  const lastAt = last.end?.at ?? last.createdAt;
  const isOver = nowMs - lastAt >= RETRIES_MS;
  const medianMs = medianOf(row.delaysMs);
  return draftForSeries(group, {
    id: "retry-hopeless",
    severity: "warning",
    confidence: 0.92,
    // No credentials find what is not there.
    ...(NOT_THERE.has(row.answer) ? { variant: "not-found" } : {}),
    facts: {
      times: String(row.ends.length),
      answer: row.answer,
      every: formatDuration(medianMs),
    },
    evidence: [
      ...figure("same-answers", row.ends.length, undefined, { at: first.createdAt }),
      ...figure("answer", row.answer, undefined, { at: lastAt }),
      ...figure("close-reason", maskWords(last.end?.reason ?? "")),
      ...figure("median-wait", Math.round(medianMs), "ms"),
    ],
    since: first.createdAt,
    until: row.followed?.open?.at ?? (isOver ? lastAt : null),
  });
}
