/** Which record may be which connection, and what that would say of the log's clock. */
import { isPartOf } from "../keeper.ts";
import type { CauseKind, LogRecord, Moment } from "../record.ts";
import type { Wanted, WantedConnection } from "../wanted.ts";

/** The log's clock less the page's: the true offset lies within, if the two are one connection. */
export type Span = { from: number; until: number };

export type Pair = {
  connection: number;
  record: number;
  /** By its begin, else by its end. */
  span: Span;
  isByBegin: boolean;
  /** A name of this one connection stands in the record. */
  isExact: boolean;
  /** Records of its kind that begin in a ms: what may lie near by chance. */
  rate: number;
};

/** Where a format does not say whether its time is the begin or the end, one of both is assumed. */
export type Edge = "begin" | "end";

/** A server's clock is read a little after the event; its loop may be busy. */
const LATE_MS = 5;
/** An end is heard by the other side after one way of the network, unless that side was gone. */
const WAY_MS = 150;
/** Durations of the two sides differ by the handshake at the begin and one way at the end. */
const DURATION_MS = 250;

const momentsOf = (
  record: LogRecord,
  edge: Edge,
): { begin: Moment | null; end: Moment | null } => ({
  begin: record.begin ?? (edge === "begin" ? record.either : null),
  end: record.end ?? (edge === "end" ? record.either : null),
});

/** The offset, by what must lie between construction and open; by the ends where no begin is known. */
function spanOf(
  { createdAt, openedAt, endedAt }: WantedConnection,
  record: LogRecord,
  edge: Edge,
): { span: Span; isByBegin: boolean } | null {
  const { begin, end } = momentsOf(record, edge);
  const answeredAt = openedAt ?? endedAt;
  if (begin && answeredAt !== null) {
    return {
      span: {
        from: begin.at - answeredAt - LATE_MS,
        until: begin.at + begin.slackMs - createdAt + LATE_MS,
      },
      isByBegin: true,
    };
  }
  if (!end || endedAt === null) return null;
  return {
    span: { from: end.at - endedAt - WAY_MS, until: end.at + end.slackMs - endedAt + WAY_MS },
    isByBegin: false,
  };
}

/** Whether what both say of status, path, duration and bytes may be of one connection. */
export function fits(ours: WantedConnection, record: LogRecord): boolean {
  if (record.path !== null && !isSamePath(record.path, ours.path)) return false;
  if (record.isEvent && !fitsEvent(ours, record)) return false;
  if (!record.isEvent && !fitsStatus(ours, record)) return false;
  if (!fitsDuration(ours, record)) return false;
  return fitsBytes(ours, record);
}

const isSamePath = (a: string, b: string): boolean => a === b || isPartOf(a, b) || isPartOf(b, a);

function fitsStatus({ openedAt, status }: WantedConnection, record: LogRecord): boolean {
  if (record.status === null) return true;
  const isUpgraded =
    record.status === 101 || (record.method === "CONNECT" && record.status === 200);
  if (openedAt !== null) return isUpgraded;
  // The server may have answered 101 to a browser that was gone.
  return status === null ? true : status === record.status || isUpgraded;
}

/** What fails before the 101, and what only an open connection can meet. */
const OF_HANDSHAKE: ReadonlySet<CauseKind> = new Set<CauseKind>([
  "connect-refused",
  "connect-timeout",
  "no-upstream",
  "answer-timeout",
  "bad-answer",
  "tls-upstream",
  "denied",
  "rate-limited",
]);
const OF_OPEN: ReadonlySet<CauseKind> = new Set<CauseKind>(["idle-limit", "lifetime-limit"]);

function fitsEvent({ openedAt }: WantedConnection, { cause }: LogRecord): boolean {
  if (!cause) return true;
  return openedAt === null ? !OF_OPEN.has(cause.kind) : !OF_HANDSHAKE.has(cause.kind);
}

function fitsDuration(
  { createdAt, openedAt, endedAt }: WantedConnection,
  record: LogRecord,
): boolean {
  if (record.durationMs === null || endedAt === null) return true;
  const longest = endedAt - createdAt;
  const shortest = Math.max(0, endedAt - (openedAt ?? endedAt));
  const slack = DURATION_MS + record.durationSlackMs;
  return (
    record.durationMs + record.durationSlackMs >= shortest - slack &&
    record.durationMs <= longest + slack
  );
}

/** Bytes of the records are those of frames and headers; what was packed tells nothing. */
function fitsBytes(ours: WantedConnection, record: LogRecord): boolean {
  if (ours.isDeflated || ours.openedAt === null || record.isEvent) return true;
  const { downBytes, upBytes } = record;
  return isAbout(downBytes, ours.receivedBytes) && isAbout(upBytes, ours.sentBytes);
}

/** Headers, heartbeats of the protocol and the last frames, which one side may have never seen. */
const OTHER_BYTES = 8_192;
function isAbout(logged: number | null, ours: number): boolean {
  // Several servers count no bytes of an upgraded connection.
  if (logged === null || logged < 1_024) return true;
  return logged <= ours * 1.3 + OTHER_BYTES && logged >= ours * 0.7 - OTHER_BYTES;
}

/** Exact names lie beyond doubt, whatever the clocks say; a line of another connection names another. */
export function listPairs(wanted: Wanted, records: readonly LogRecord[], edge: Edge): Pair[] {
  const pairs: Pair[] = [];
  const rateOf = ratesOf(records);
  for (const [index, record] of records.entries()) {
    const rate = rateOf(record);
    const named = record.ids.map((id) => wanted.byId.get(id)).find((each) => each !== undefined);
    if (named !== undefined) {
      const ours = wanted.connections[named];
      const span = ours && spanOf(ours, record, edge);
      pairs.push({
        connection: named,
        record: index,
        span: span?.span ?? ANY,
        isByBegin: span?.isByBegin ?? false,
        isExact: true,
        rate,
      });
      continue;
    }
    if (pairs.length > MAX_PAIRS) continue;
    for (const [number, ours] of wanted.connections.entries()) {
      if (!fits(ours, record)) continue;
      const span = spanOf(ours, record, edge);
      if (span) pairs.push({ connection: number, record: index, ...span, isExact: false, rate });
    }
  }
  return pairs;
}

const ANY: Span = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
/** What is compared at most: beyond it the log is too alike to say anything by its times. */
const MAX_PAIRS = 1_000_000;

function ratesOf(records: readonly LogRecord[]): (record: LogRecord) => number {
  const counts = new Map<string, number>();
  let from = Number.POSITIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  for (const record of records) {
    const kind = kindOf(record);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const at = (record.begin ?? record.either ?? record.end)?.at;
    if (at === undefined) continue;
    from = Math.min(from, at);
    until = Math.max(until, at);
  }
  // A minute, so that a few lines of one second do not look like a flood.
  const spanMs = Math.max(60_000, until - from);
  return (record) => (counts.get(kindOf(record)) ?? 1) / spanMs;
}

/** Of about the same duration: lives of a second and of a minute are not mistaken for each other. */
const kindOf = ({ durationMs, status, isEvent }: LogRecord): string =>
  `${isEvent} ${status} ${durationMs === null ? "" : Math.round(Math.log2(durationMs + 200) * 8)}`;
