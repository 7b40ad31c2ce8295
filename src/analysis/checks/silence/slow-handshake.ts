import { parseUrl } from "../../../protocol/parse-url.ts";
import type { Connection } from "../../../session/session.ts";
import { formatDuration } from "../../../words/words.ts";
import { type Context, type Draft, defineCheck, draftFor } from "../../check.ts";
import { connectingMs, figure } from "../../connection/evidence.ts";
import { groupByEndpoint } from "../../series/endpoint-groups.ts";

/** A page without its data for so long looks broken. */
export const SLOW_MS = 3_000;
/** Against the endpoint's own: a jump that people notice. */
const NOTICED_MS = 1_000;
export const SLOW_FACTOR = 5;
const MIN_OTHERS = 5;

/** The handshake succeeded, but late. */
export const slowHandshake = defineCheck({
  name: "slow-handshake",
  run: (context) =>
    groupByEndpoint(context.connections).flatMap((group) => {
      const timed = group.connections.flatMap((connection) => {
        const ms = handshakeMs(connection, context);
        return ms === null ? [] : [{ connection, ms }];
      });
      const sorted = timed.map(({ ms }) => ms).sort((a, b) => a - b);
      const medianMs = timed.length > MIN_OTHERS ? (sorted[sorted.length >> 1] ?? null) : null;
      return timed.flatMap(({ connection, ms }): Draft[] => {
        const isSlow = ms > SLOW_MS;
        const isOdd = medianMs !== null && ms > NOTICED_MS && ms > medianMs * SLOW_FACTOR;
        if (!isSlow && !isOdd) return [];
        if (connection.handshake?.durationMs == null && hadToWait(connection, context)) return [];
        return [describe(connection, ms, medianMs)];
      });
    }),
});

/** DevTools' own measure leaves out what the browser held back; of ours, all that it may have is taken off. */
function handshakeMs(connection: Connection, { throttles }: Context): number | null {
  if (connection.open === null) return null;
  const wholeMs = connectingMs(connection);
  const heldMs = throttles.get(connection.id)?.[1] ?? 0;
  const ms = connection.handshake?.durationMs ?? (wholeMs && Math.max(0, wholeMs - heldMs));
  return ms !== null && Number.isFinite(ms) ? ms : null;
}

/** Browsers make one handshake at a time per host and port (RFC 6455 §4.1): `handshake-queued`. */
function hadToWait({ id, endpoint, createdAt }: Connection, { connections }: Context): boolean {
  const address = addressOf(endpoint);
  return connections.some((other) => {
    const doneAt = other.open?.at ?? other.end?.at ?? Number.POSITIVE_INFINITY;
    const isPending = other.createdAt <= createdAt && doneAt > createdAt;
    return other.id !== id && isPending && addressOf(other.endpoint) === address;
  });
}

const addressOf = (endpoint: string): string => {
  const url = parseUrl(endpoint);
  return url ? `${url.host}:${url.port}` : endpoint;
};

const describe = (connection: Connection, ms: number, medianMs: number | null): Draft =>
  draftFor(connection, {
    id: "slow-handshake",
    severity: "info",
    confidence: 0.8,
    facts: {
      took: formatDuration(ms),
      usual: medianMs === null ? "" : `Usually it takes ${formatDuration(medianMs)}.`,
    },
    evidence: [
      ...figure("handshake-time", Math.round(ms), "ms", { at: connection.createdAt }),
      ...figure("endpoint-median", medianMs === null ? null : Math.round(medianMs), "ms"),
    ],
    since: connection.createdAt,
    until: connection.open?.at ?? null,
  });
