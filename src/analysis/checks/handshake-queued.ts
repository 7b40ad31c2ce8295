import { parseUrl } from "../../session/endpoint.ts";
import type { Connection } from "../../session/session.ts";
import { type Draft, defineCheck, draftFor } from "../check.ts";
import { figure } from "../evidence.ts";
import { formatCount } from "../words.ts";

/** A handshake that another one held back for less has hurt nobody. */
const MIN_WAIT_MS = 1_000;

/**
 * Browsers open one socket at a time per host and port: the next one waits while one is pending
 * (RFC 6455 §4.1). The oldest that was pending when it was constructed is the one that blocks.
 */
export const handshakeQueued = defineCheck({
  name: "handshake-queued",
  run: ({ connections, nowMs }) => {
    const blockers = new Map<string, Connection>();
    const drafts: Draft[] = [];
    const pendingUntil = ({ open, end }: Connection) => open?.at ?? end?.at ?? nowMs;
    for (const connection of connections) {
      const url = parseUrl(connection.endpoint);
      if (!url || connection.csp !== null) continue;
      const address = `${url.scheme}://${url.host}:${url.port}`;
      const blocker = blockers.get(address);
      const isFree = !blocker || pendingUntil(blocker) <= connection.createdAt;
      if (isFree) {
        blockers.set(address, connection);
        continue;
      }
      const freeAt = pendingUntil(blocker);
      const waitMs = Math.min(freeAt, pendingUntil(connection)) - connection.createdAt;
      if (waitMs >= MIN_WAIT_MS) {
        const isLive = connection.state === "connecting" && blocker.state === "connecting";
        drafts.push(
          queued(connection, blocker, waitMs, isLive ? null : connection.createdAt + waitMs),
        );
      }
      if (pendingUntil(connection) > freeAt) blockers.set(address, connection);
    }
    return drafts;
  },
});

function queued(
  connection: Connection,
  blocker: Connection,
  waitMs: number,
  until: number | null,
): Draft {
  return draftFor(connection, {
    id: "handshake-queued",
    // What was only late, and is over, is worth knowing but no trouble.
    severity: until === null ? "warning" : "info",
    confidence: 0.7,
    facts: { blocker: `#${formatCount(blocker.ordinal)}` },
    evidence: [
      ...figure("waits behind connection", `#${formatCount(blocker.ordinal)}`, undefined, {
        at: blocker.createdAt,
      }),
      ...figure("waited", waitMs, "ms"),
    ],
    since: connection.createdAt,
    until,
  });
}
