import type { Connection } from "../../session/session.ts";
import { formatCount, formatDuration } from "../../words/words.ts";
import { type Draft, defineCheck, draftFor, explainEnd } from "../check.ts";
import { addressOf } from "../connection/address.ts";
import { figure } from "../connection/evidence.ts";
import { CHANGE_OF_MIND_MS } from "../connection/expected-end.ts";
import type { FactsFor } from "../texts/facts-of.ts";

/** A handshake that another one held back for less has hurt nobody. */
export const MIN_WAIT_MS = 1_000;

/** Just over what a handshake without an answer weighs: of one that was not sent there can be none. */
const NEVER_SENT = 0.985;
/** A page that gives up several in a row leaves the next one a moment, in which no server answers. */
const MOMENT_SHARE = 0.1;

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
      const url = addressOf(connection);
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
        const until = isLive ? null : connection.createdAt + waitMs;
        drafts.push(
          isNeverSent(connection, waitMs)
            ? neverSent(connection, blocker, waitMs)
            : queued(connection, blocker, waitMs, until),
        );
      }
      // Of a row that was given up together, the first one is to be named, which was sent.
      const isNext = pendingUntil(connection) > freeAt && !isNeverSent(connection, waitMs);
      if (isNext) blockers.set(address, connection);
    }
    return drafts;
  },
});

/** The page gave up while it stood in line, and so the server never heard of it. */
function isNeverSent({ open, closing, end, handshake, createdAt }: Connection, waitMs: number) {
  if (open || !end || !closing || closing.at > end.at || handshake?.status) return false;
  const lifeMs = end.at - createdAt;
  return lifeMs >= CHANGE_OF_MIND_MS && lifeMs - waitMs <= lifeMs * MOMENT_SHARE;
}

const neverSent = (connection: Connection, blocker: Connection, waitMs: number): Draft =>
  explainEnd(connection, {
    id: "handshake-queued",
    variant: "given-up",
    severity: "warning",
    confidence: NEVER_SENT,
    ...behind(blocker, waitMs),
  });

type Behind = FactsFor<"handshake-queued", "given-up"> & FactsFor<"handshake-queued">;

/** What it waited for, in facts and evidence. */
const behind = (
  blocker: Connection,
  waitMs: number,
): Pick<Draft<"handshake-queued">, "evidence"> & { facts: Behind } => {
  const name = `#${formatCount(blocker.ordinal)}`;
  return {
    facts: { blocker: name, waited: formatDuration(waitMs) },
    evidence: [
      ...figure("waits-behind", name, undefined, { at: blocker.createdAt }),
      ...figure("waited", waitMs, "ms"),
    ],
  };
};

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
    ...behind(blocker, waitMs),
    since: connection.createdAt,
    until,
  });
}
