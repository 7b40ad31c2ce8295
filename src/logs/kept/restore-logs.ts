/** What a saved session holds of servers' logs, as if they lay beside it again. */
import { quoteSafely } from "../../analysis/connection/facts.ts";
import { listOf } from "../../words/words.ts";
import type { ConnectionPath, LogSummary, LogsBeside } from "../beside.ts";
import { firstOver } from "../paths/first-over.ts";
import type { Hop } from "../paths/hop.ts";
import { judgeHops } from "../paths/verdict.ts";
import { isCauseKind, type LogCause } from "../record.ts";
import type { Wanted } from "../wanted.ts";
import type { KeptCause, KeptHop, KeptLog, KeptLogs } from "./kept-logs.ts";

/** Whoever wrote the file, what follows from its lines is worked out anew, and our words are shown as a stranger's. */
export function restoreLogs(kept: KeptLogs, wanted: Wanted): LogsBeside {
  const known = new Map(wanted.connections.map((connection) => [connection.id, connection]));
  const paths = new Map<string, ConnectionPath>();
  for (const { connectionId, hops: all } of kept.paths) {
    const connection = known.get(connectionId);
    if (!connection || all.length === 0) continue;
    const hops = all.map(restoreHop);
    const verdict = judgeHops(hops);
    paths.set(connectionId, { connection, hops, verdict, firstToEnd: firstOver(connection, hops) });
  }
  const ofKnown = ({ connectionId }: { connectionId: string }) => known.has(connectionId);
  return {
    logs: kept.logs.map(restoreLog),
    connections: wanted.connections.length,
    paths,
    absent: new Map(
      kept.absent.filter(ofKnown).map(({ connectionId, logs }) => [connectionId, logs]),
    ),
    from: wanted.from,
    until: wanted.until,
    errors: new Map(
      kept.errors.filter(ofKnown).map(({ connectionId, lines }) => [connectionId, lines]),
    ),
  };
}

/** That the logs themselves are not there, and whose they were. */
export function sayKept({ logs }: LogsBeside): string {
  const names = listOf(logs.map(({ name }) => quoteSafely(name)));
  return `What ${names} said of these connections is kept in the file; the ${logs.length === 1 ? "log itself is" : "logs themselves are"} not.`;
}

const restoreLog = ({ clock, formats, ...log }: KeptLog): LogSummary => ({
  ...log,
  formats: formats.map(({ name, lines }) => ({ name: quoteSafely(name), lines })),
  strange: null,
  mapping: [],
  clock: {
    ...clock,
    uncertaintyMs: clock.uncertaintyMs ?? Number.POSITIVE_INFINITY,
    isAtOne: true,
    score: 0,
  },
});

const restoreHop = ({ uncertaintyMs, cause, ...hop }: KeptHop): Hop => ({
  ...hop,
  uncertaintyMs: uncertaintyMs ?? Number.POSITIVE_INFINITY,
  cause: cause && restoreCause(cause),
});

/** A kind that a newer version knows says nothing here. */
function restoreCause({ kind, by, sign, words }: KeptCause): LogCause | null {
  return isCauseKind(kind) ? { kind, by, sign, words: quoteSafely(words) } : null;
}
