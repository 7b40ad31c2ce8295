/** All logs beside one session. */
import { type JoinedLog, joinEvents, joinLog } from "./join/join-log.ts";
import { findNearErrors, type NearError } from "./near-errors.ts";
import { firstOver } from "./paths/first-over.ts";
import { chainHops, type Hop, isSameServer } from "./paths/hop.ts";
import { judgeHops, type Verdict } from "./paths/verdict.ts";
import type { ReadLog } from "./read-log.ts";
import type { Wanted, WantedConnection } from "./wanted.ts";

export type ConnectionPath = {
  connection: WantedConnection;
  hops: Hop[];
  verdict: Verdict | null;
  /** The hop that was over first, where the clocks are good enough to say so; null: not known, or the page. */
  firstToEnd: number | null;
};

/** What is known of one log, without its lines. */
export type LogSummary = Omit<ReadLog, "records" | "notes"> & {
  clock: JoinedLog["clock"];
  edge: JoinedLog["edge"];
  joined: Record<"exact" | "certain" | "likely" | "ambiguous", number>;
  /** In the log's own clock: whether it begins before the session and ends after it. */
  covers: "all" | "part" | "nothing" | "unknown";
};

export type LogsBeside = {
  logs: LogSummary[];
  /** How many were looked for. */
  connections: number;
  paths: ReadonlyMap<string, ConnectionPath>;
  /** Connections of which each log that covers their time has no line, though it has those of all others. */
  absent: ReadonlyMap<string, string[]>;
  /** Of the session, by the browser's clock. */
  from: number;
  until: number;
  /** Errors in the logs within seconds of a connection's end. */
  errors: ReadonlyMap<string, NearError[]>;
};

export function putBeside(wanted: Wanted, logs: readonly ReadLog[]): LogsBeside {
  const joined = joinAll(wanted, logs);
  const paths = new Map<string, ConnectionPath>();
  for (const [index, connection] of wanted.connections.entries()) {
    const parts = joined.flatMap((each, order) =>
      each.joins
        .filter((join) => join.connection === index)
        .map((join) => ({ join, joined: each, order })),
    );
    if (parts.length === 0) continue;
    const hops = chainHops(parts);
    const verdict = judgeHops(hops);
    paths.set(connection.id, {
      connection,
      hops,
      verdict,
      firstToEnd: firstOver(connection, hops),
    });
  }
  return {
    logs: joined.map((each) => summarise(each, wanted)),
    connections: wanted.connections.length,
    paths,
    absent: findAbsent(wanted, joined),
    from: wanted.from,
    until: wanted.until,
    errors: findNearErrors(wanted, joined),
  };
}

function joinAll(wanted: Wanted, logs: readonly ReadLog[]): JoinedLog[] {
  const alone = logs.map((log) => (isOfEvents(log) ? null : joinLog(wanted, log)));
  return logs.map((log, i) => {
    const own = alone[i];
    if (own) return own;
    const beside = alone.find((other) => other && isSameServer(other.log.server, log.server));
    const isClock = beside && beside.clock.by !== "nothing" && beside.clock.confidence > 0.9;
    return isClock ? joinEvents(wanted, log, beside.clock) : joinLog(wanted, log);
  });
}

const isOfEvents = ({ records }: ReadLog): boolean => records.every(({ isEvent }) => isEvent);

function summarise({ log, clock, edge, joins }: JoinedLog, wanted: Wanted): LogSummary {
  const { records: _, notes: __, ...rest } = log;
  const joined = { exact: 0, certain: 0, likely: 0, ambiguous: 0 };
  for (const { how } of joins) joined[how]++;
  return {
    ...rest,
    clock,
    edge,
    joined,
    covers: coverOf({ log, clock }, wanted.from, wanted.until),
  };
}

/** A buffered log is written late: what ended just before its last line may still come. */
const BUFFER_MS = 1_000;

type Covering = Pick<JoinedLog, "log" | "clock">;

function coverOf({ log, clock }: Covering, from: number, until: number): LogSummary["covers"] {
  // Where nothing is wanted, there is no time to be of.
  if (log.from === null || log.until === null || from > until) return "unknown";
  // Without a clock only what is farther away than any zone is known not to be covered.
  const isKnown = clock.by !== "nothing";
  const slackMs = isKnown ? clock.uncertaintyMs : DAY_MS;
  const offset = isKnown ? clock.offsetMs : 0;
  if (log.until - offset + slackMs < from || log.from - offset - slackMs > until) return "nothing";
  if (!isKnown) return "unknown";
  return log.from - offset <= from && log.until - offset >= until + BUFFER_MS ? "all" : "part";
}
const DAY_MS = 15 * 3_600_000;

/**
 * A log that has a line of each other connection to the endpoint is whole, so that one without a
 * line did not arrive. A sampled log has gaps, and says nothing by them.
 */
function findAbsent({ connections }: Wanted, joined: readonly JoinedLog[]): Map<string, string[]> {
  const absent = new Map<string, string[]>();
  for (const { log, clock, joins } of joined) {
    if (clock.by === "nothing" || log.leftOut > 0) continue;
    const found = new Set(
      joins.filter(({ record }) => !record.isEvent).map(({ connection }) => connection),
    );
    const covered = connections
      .map((ours, index) => ({ ours, index }))
      .filter(
        ({ ours }) =>
          ours.endedAt !== null && coverOf({ log, clock }, ours.createdAt, ours.endedAt) === "all",
      );
    for (const { ours, index } of covered) {
      if (found.has(index) || ours.openedAt !== null) continue;
      const alike = covered.filter(
        ({ ours: other }) => other.endpoint === ours.endpoint && other.openedAt !== null,
      );
      if (alike.length < MIN_FOUND || !alike.every((other) => found.has(other.index))) continue;
      absent.set(ours.id, [...(absent.get(ours.id) ?? []), log.name]);
    }
  }
  return absent;
}
/** One line may be there by chance of what was sampled. */
const MIN_FOUND = 2;
