import { readPingLimits } from "../../../decoders/protocols/socket-io.ts";
import type { Silence } from "../../../services/service.ts";
import type { Connection } from "../../../session/session.ts";
import { formatDuration } from "../../../words/words.ts";
import { type Draft, defineCheck } from "../../check.ts";
import { figure } from "../../connection/evidence.ts";
import { quote } from "../../connection/facts.ts";
import { findHeartbeats } from "../../connection/heartbeats.ts";
import { lastQuietMs, longestGapMs } from "../../connection/quiet.ts";
import { type Candidate, rankLimits } from "../../knowledge/idle-limits.ts";
import { isOutlived } from "../../series/repetition.ts";
import { type SeriesGroup, seriesSubject } from "../../series/series.ts";

/** From here on a single late message is enough to be cut. */
export const NEAR = 0.75;

/** Quiet for nearly as long as what is seen on the way allows, and nothing keeps it awake. */
export const noHeartbeat = defineCheck({
  name: "no-heartbeat",
  run: ({ series, nowMs }) =>
    series.flatMap((group): Draft[] => {
      const near = findNearLimit(group, nowMs);
      return near ? [describe(group, near)] : [];
    }),
});

type Near = Candidate & { connection: Connection; quietMs: number };

function findNearLimit({ connections }: SeriesGroup, nowMs: number): Near | null {
  const connection = connections.findLast(({ open }) => open !== null);
  if (!connection || connection.end !== null || findHeartbeats(connection).length > 0) return null;
  const candidates = rankLimits(connection, "idle", () => true)
    .filter(({ limit, sign }) => sign !== null && !limit.pings)
    .sort((a, b) => a.limit.seconds - b.limit.seconds);
  const promisedMs = promisedBeatMs(connection);
  for (const { limit, sign } of candidates) {
    const limitMs = limit.seconds * 1_000;
    if (promisedMs < limitMs) continue;
    const silence = limit.silence ?? "either";
    const isDisproved = connections.some((other) =>
      isOutlived(limitMs, longestGapMs(other, silence), lastQuietMs(other, silence, nowMs)),
    );
    const quietMs = quietestMs(connection, silence, nowMs);
    if (!isDisproved && quietMs >= limitMs * NEAR) return { limit, sign, connection, quietMs };
  }
  return null;
}

/** How often the server said that it would ping, of which few pings may have come as yet. */
const promisedBeatMs = ({ first }: Connection): number =>
  first
    .map(({ body }) => readPingLimits(body)?.intervalMs)
    .find((intervalMs) => intervalMs !== undefined) ?? Number.POSITIVE_INFINITY;

const quietestMs = (connection: Connection, silence: Silence, nowMs: number): number =>
  Math.max(longestGapMs(connection, silence), lastQuietMs(connection, silence, nowMs));

function describe(group: SeriesGroup, { limit, sign, connection, quietMs }: Near): Draft {
  return {
    id: "no-heartbeat",
    subject: seriesSubject(group),
    connection,
    severity: "info",
    explains: false,
    confidence: 0.6,
    facts: {
      owner: limit.name,
      limit: formatDuration(limit.seconds * 1_000),
      quiet: formatDuration(quietMs),
      half: formatDuration(limit.seconds * 500),
    },
    evidence: [
      ...figure("longest-silence", Math.round(quietMs), "ms"),
      ...figure("limit-of", limit.seconds * 1_000, "ms", { of: limit.name }),
      ...figure("proxy-sign", sign === null ? null : quote(sign)),
    ],
    since: connection.open?.at ?? connection.createdAt,
  };
}
