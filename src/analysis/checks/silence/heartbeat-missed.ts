import { countOf, formatDuration } from "../../../words/words.ts";
import {
  type Context,
  type Draft,
  defineCheck,
  type Ended,
  explainEnd,
  overEnded,
} from "../../check.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { findHeartbeats, type Heartbeat } from "../../connection/heartbeats.ts";
import { createHidden } from "../../connection/hidden-heartbeats.ts";
import { readToldReason } from "../../connection/told-reason.ts";
import type { Evidence } from "../../finding.ts";
import { createSuspensions } from "../../series/suspensions.ts";

/** One answer may be late; this much later than the slowest before, and a second, is no answer. */
export const LATE_FACTOR = 3;
const LATE_MS = 1_000;
/** A beat of the server that is due is missed from here on. */
export const OVERDUE_FACTOR = 1.5;
/** Beside a mere break of the line, a page's own `close()` (0.95) and a plain code (0.9). */
const CONFIDENCE = { network: 0.8, page: 0.96, server: 0.93 };

const GAVE_UP = /time[d -]*out|heart-?beat|\bp[io]ng\b|stale|dead|unresponsive/i;

/** The answers to a heartbeat, or the server's own beats, stopped before the end. */
export const heartbeatMissed = defineCheck({
  name: "heartbeat-missed",
  run: (context: Context) => {
    const suspensionOf = createSuspensions(context.session);
    const hiddenOf = createHidden(context.session);
    return overEnded(context, (connection) => {
      if (!isOpened(connection)) return null;
      const closer = whoClosed(connection);
      if (closer !== "network" && closer !== "page" && closer !== "server") return null;
      if (suspensionOf(connection) !== null) return null;
      // Its own words, such as Python's "keepalive ping timeout".
      if (readToldReason(connection)?.topic === "heartbeat") {
        return describeTold(connection, hiddenOf(connection));
      }
      const stopped = findStopped(connection, closer);
      if (!stopped) return null;
      const { heartbeat, variant } = stopped;
      return explainEnd(connection, {
        id: "heartbeat-missed",
        ...(variant ? { variant } : {}),
        severity: "error",
        confidence: CONFIDENCE[closer],
        facts: {
          missed: countOf(Math.max(1, heartbeat.missed), "heartbeat"),
          period: formatDuration(heartbeat.periodMs),
          since: formatDuration(stopped.sinceMs),
        },
        evidence: [...heartbeatEvidence(heartbeat), ...dropEvidence(connection)],
      });
    });
  },
});

/** The page that was slow, rather than the line that was dead, where the tab was hidden. */
const describeTold = (connection: Ended, hidden: Evidence[]): Draft =>
  explainEnd(connection, {
    id: "heartbeat-missed",
    variant: hidden.length > 0 ? "hidden" : "told",
    severity: hidden.length > 0 ? "warning" : "error",
    confidence: CONFIDENCE.server,
    evidence: [...hidden, ...dropEvidence(connection)],
  });

type Stopped = {
  heartbeat: Heartbeat;
  variant?: "page-silent" | "server-stopped";
  sinceMs: number;
};

/** Who ends it in good order was alive: only the other side can have fallen silent. */
function findStopped(connection: Ended, closer: keyof typeof CONFIDENCE): Stopped | null {
  const endedAt = connection.closing?.at ?? connection.end.at;
  for (const heartbeat of findHeartbeats(connection)) {
    const { direction, reply, lastAt, periodMs } = heartbeat;
    const isSent = direction === "send";
    const from = isSent ? connection.receive : connection.send;
    const isSilent = (from.lastAt ?? Number.NEGATIVE_INFINITY) <= lastAt;
    const isAlive = closer === (isSent ? "server" : "page");
    if (reply && isSilent && !isAlive && isMissed(heartbeat, endedAt)) {
      const sinceMs = Math.max(0, endedAt - reply.lastAt);
      return isSent ? { heartbeat, sinceMs } : { heartbeat, variant: "page-silent", sinceMs };
    }
    const overdueMs = endedAt - lastAt;
    const isLast = (connection.receive.lastAt ?? lastAt) <= lastAt;
    const isOverdue = !isSent && isLast && overdueMs > periodMs * OVERDUE_FACTOR;
    if (isOverdue && (closer === "network" || hasGivenUp(connection, closer))) {
      return { heartbeat, variant: "server-stopped", sinceMs: overdueMs };
    }
  }
  return null;
}

/** A page that is done closes with 1000 or without a code. */
const hasGivenUp = ({ closing }: Ended, closer: string): boolean =>
  closer === "page" && ((closing?.code ?? 1000) !== 1000 || GAVE_UP.test(closing?.reason ?? ""));

/** Two in a row; or one whose answer was due long ago. */
function isMissed({ missed, reply, lastAt }: Heartbeat, endedAt: number): boolean {
  if (missed >= 2) return true;
  const dueMs = Math.max(LATE_MS, (reply?.slowestMs ?? 0) * LATE_FACTOR);
  return missed === 1 && endedAt - lastAt >= dueMs;
}

const heartbeatEvidence = ({ direction, periodMs, count, lastAt, reply, missed }: Heartbeat) => [
  ...figure(
    direction === "send" ? "heartbeats-of-page" : "heartbeats-of-server",
    count,
    undefined,
    { at: lastAt },
  ),
  ...figure("heartbeat-period", Math.round(periodMs), "ms"),
  ...figure("heartbeat-round-trip", reply ? Math.round(reply.roundTripMs) : null, "ms"),
  ...figure("last-heartbeat-answer", reply ? "received" : null, undefined, {
    at: reply?.lastAt ?? null,
  }),
  ...figure("heartbeats-missed", missed > 0 ? missed : null),
];
