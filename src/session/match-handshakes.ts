/**
 * Whose handshake DevTools tells of. Our hook leaves a mark where DevTools sees by whom a socket was
 * constructed, and the page tells the same mark: no guess is needed, in whatever order the two arrive.
 */
import { touch } from "./change.ts";
import { cutUrl } from "./cut-url.ts";
import { MAX_UNMATCHED_HANDSHAKES } from "./limits.ts";
import { endPageWorker, listPageWorkers } from "./page-workers.ts";
import type { Connection, SeenHandshake, Session } from "./session.ts";
import { findWorkerConnection } from "./worker-messages.ts";

/** Takes in what DevTools tells of handshakes, new or told before. */
export function takeHandshakes(session: Session, seen: readonly SeenHandshake[]): void {
  const unmatched = new Map(session.unmatchedHandshakes.map((item) => [item.handshake.key, item]));
  for (const item of seen) {
    // Another extension's, or of a page that is not watched.
    if (item.mark === null && !item.fromWorker) continue;
    const { key } = item.handshake;
    // The latest telling stands last.
    unmatched.delete(key);
    unmatched.set(key, { ...item, url: cutUrl(item.url) });
  }
  session.unmatchedHandshakes = [...unmatched.values()];
  settleHandshakes(session);
}

/** Gives what waits to its connections, and lists what can only be a page worker's. */
export function settleHandshakes(session: Session): void {
  if (session.unmatchedHandshakes.length === 0) return;
  const marked = new Map<string, Connection>();
  for (const connection of session.connections.values()) {
    if (connection.mark !== null) marked.set(connection.mark, connection);
  }
  session.unmatchedHandshakes = session.unmatchedHandshakes.filter((item) => {
    const owner = findOwner(session, marked, item);
    if (owner) give(session, owner, item);
    return !owner;
  });
  listPageWorkers(session);
  const over = session.unmatchedHandshakes.length - MAX_UNMATCHED_HANDSHAKES;
  if (over > 0) session.unmatchedHandshakes.splice(0, over);
}

function findOwner(
  session: Session,
  marked: ReadonlyMap<string, Connection>,
  { mark, url, handshake }: SeenHandshake,
): Connection | null {
  if (mark === null) return findWorkerConnection(session, handshake.key);
  const owner = marked.get(mark);
  // A page that reads a mark from its stack may have a script of its own say it.
  return owner?.url === url ? owner : null;
}

/** DevTools tells of an accepted socket twice: soon after it opened, and at its end. */
function give(session: Session, connection: Connection, item: SeenHandshake): void {
  const { handshake } = item;
  if (connection.handshake === null) {
    touch(session, connection);
    connection.handshake = handshake;
    dateHandshake(connection);
  } else if (connection.handshake.error === null && handshake.error !== null) {
    touch(session, connection);
    connection.handshake.error = handshake.error;
  }
  if (connection.pageWorker && item.endedAt !== null) {
    endPageWorker(session, connection, item.endedAt);
  }
}

/**
 * DevTools reads two clocks one after the other, and has no time for what failed before it was sent.
 * The page knows between which moments its socket was answered.
 */
export function dateHandshake(connection: Connection): void {
  const { handshake, createdAt, open, errorAt } = connection;
  if (!handshake || connection.pageWorker) return;
  const answeredAt = open?.at ?? errorAt ?? Number.POSITIVE_INFINITY;
  handshake.at = Math.min(answeredAt, Math.max(createdAt, handshake.at));
}
