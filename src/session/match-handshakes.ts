import { touch } from "./change.ts";
import { connectionIdOf, createConnection } from "./connection.ts";
import { cutUrl } from "./cut-url.ts";
import { endpointOf } from "./endpoint.ts";
import { followEndpoint } from "./follow-endpoint.ts";
import { MAX_UNMATCHED_HANDSHAKES } from "./limits.ts";
import type { Connection, SeenHandshake, Session } from "./session.ts";
import { workerDocumentOf } from "./worker-messages.ts";

/** DevTools and the page hear of the same answer; more than this apart, it is not the same one. */
const SAME_ANSWER_MS = 2_000;
/** A socket that no hook reported by then was opened by a page worker. */
const WORKER_AFTER_MS = 2_000;

/** Takes in what DevTools tells of handshakes, new or told before, and gives each to its connection. */
export function takeHandshakes(session: Session, seen: SeenHandshake[], at: number): void {
  if (seen.length > 0) {
    const cut = seen.map((item) => ({ ...item, url: cutUrl(item.url) }));
    sortIn(session, cut);
  }
  settleHandshakes(session);
  listPageWorkers(session, at);
  while (session.unmatchedHandshakes.length > MAX_UNMATCHED_HANDSHAKES) {
    session.unmatchedHandshakes.shift();
  }
}

/** DevTools tells of the same ones again and again: each is looked up, not searched for. */
function sortIn(session: Session, seen: SeenHandshake[]): void {
  const owners = new Map<string, Connection>();
  for (const connection of session.connections.values()) {
    const key = connection.handshake?.key;
    if (key !== undefined && !owners.has(key)) owners.set(key, connection);
  }
  const unmatched = new Map(session.unmatchedHandshakes.map((item) => [item.handshake.key, item]));
  for (const item of seen) {
    const { key } = item.handshake;
    const owner = owners.get(key);
    if (owner) {
      refresh(session, owner, item);
      continue;
    }
    // The latest telling stands last.
    unmatched.delete(key);
    unmatched.set(key, item);
  }
  session.unmatchedHandshakes = [...unmatched.values()];
}

/** Gives unmatched handshakes to connections whose opening or failing they tell of. */
export function settleHandshakes(session: Session): void {
  if (session.unmatchedHandshakes.length === 0) return;
  const byUrl = new Map<string, SeenHandshake[]>();
  for (const item of session.unmatchedHandshakes) {
    const items = byUrl.get(item.url);
    if (items) items.push(item);
    else byUrl.set(item.url, [item]);
  }
  const waitingByUrl = new Map<string, Connection[]>();
  for (const connection of session.connections.values()) {
    const { url, handshake, pageWorker } = connection;
    if (handshake || pageWorker || !byUrl.has(url) || answeredAt(connection) === null) continue;
    const waiting = waitingByUrl.get(url);
    if (waiting) waiting.push(connection);
    else waitingByUrl.set(url, [connection]);
  }
  const taken = new Set<SeenHandshake>();
  for (const [url, candidates] of waitingByUrl) {
    const items = byUrl.get(url) ?? [];
    const times = items.map(({ handshake }) => handshake.at);
    const earliest = Math.min(...times) - SAME_ANSWER_MS;
    const latest = Math.max(...times) + SAME_ANSWER_MS;
    const waiting = candidates.filter((c) => {
      const at = answeredAt(c) as number;
      return at >= earliest && at <= latest;
    });
    for (const accepted of [true, false]) {
      const pairs = alignInOrder(
        items
          .filter((item) => isAccepted(item) === accepted)
          .sort((a, b) => a.handshake.at - b.handshake.at),
        waiting
          .filter((c) => (c.open !== null) === accepted)
          .sort((a, b) => (answeredAt(a) as number) - (answeredAt(b) as number)),
        (item, c) => Math.abs(item.handshake.at - (answeredAt(c) as number)),
        SAME_ANSWER_MS,
      );
      for (const [item, connection] of pairs) {
        taken.add(item);
        touch(session, connection);
        connection.handshake = item.handshake;
      }
    }
  }
  if (taken.size > 0) {
    session.unmatchedHandshakes = session.unmatchedHandshakes.filter((item) => !taken.has(item));
  }
}

/** A 101 with words was accepted, and broken off later. */
const isAccepted = ({ handshake: { status, error } }: SeenHandshake): boolean =>
  status === 101 || (status === 200 && error === null);

/** When the page learned how its handshake went; null while it has not. */
const answeredAt = (connection: Connection): number | null =>
  connection.open?.at ??
  (connection.end?.by === "close" || connection.end?.by === "error" ? connection.end.at : null);

/** DevTools tells of an accepted socket twice: soon after it opened, and at its end. */
function refresh(session: Session, connection: Connection, item: SeenHandshake): void {
  if (connection.handshake?.error === null && item.handshake.error !== null) {
    touch(session, connection);
    connection.handshake.error = item.handshake.error;
  }
  const isOver = connection.end !== null && connection.end.by !== "unwatched";
  if (connection.pageWorker && item.endedAt !== null && !isOver) {
    touch(session, connection);
    connection.state = "closed";
    connection.end = { at: item.endedAt, by: "devtools", code: null, reason: "", wasClean: null };
  }
}

function listPageWorkers(session: Session, at: number): void {
  const [workers, others] = [[] as SeenHandshake[], [] as SeenHandshake[]];
  for (const item of session.unmatchedHandshakes) {
    const isWorker = item.fromWorker && at - item.handshake.at >= WORKER_AFTER_MS;
    (isWorker ? workers : others).push(item);
  }
  session.unmatchedHandshakes = others;
  for (const item of workers) {
    const { url, startedAt, endedAt, handshake } = item;
    const id = connectionIdOf(workerDocumentOf(handshake.key), 0);
    const accepted = isAccepted(item);
    const connection = createConnection({
      id,
      ordinal: session.nextOrdinal++,
      revision: session.revision,
      number: 0,
      page: session.page,
      pageWorker: true,
      url,
      endpoint: endpointOf(url),
      createdAt: startedAt,
      state: endedAt === null ? "open" : "closed",
      open: accepted ? { at: handshake.at, protocol: chosenProtocol(item), extensions: "" } : null,
      end:
        endedAt === null
          ? null
          : { at: endedAt, by: "devtools", code: null, reason: "", wasClean: null },
      handshake,
    });
    session.connections.set(id, connection);
    followEndpoint(session, connection);
  }
}

const chosenProtocol = ({ handshake }: SeenHandshake): string =>
  handshake.responseHeaders.find(({ name }) => name.toLowerCase() === "sec-websocket-protocol")
    ?.value ?? "";

/**
 * Pairs two lists that stand in the same order so that the sum of the distances is smallest; what
 * has no partner within `limit` stays alone. Several sockets may be answered in one moment, and
 * the order in which they were is what tells them apart.
 */
export function alignInOrder<A, B>(
  left: A[],
  right: B[],
  distance: (a: A, b: B) => number,
  limit: number,
): [A, B][] {
  const width = right.length + 1;
  // best[i * width + j]: the least cost of pairing left[i…] with right[j…]; `limit` for each alone.
  const best = new Float64Array((left.length + 1) * width);
  const pairCost = (i: number, j: number) => {
    const d = distance(left[i] as A, right[j] as B);
    return d <= limit ? d : Number.POSITIVE_INFINITY;
  };
  for (let i = left.length; i >= 0; i--) {
    for (let j = right.length; j >= 0; j--) {
      if (i === left.length || j === right.length) {
        best[i * width + j] = (left.length - i + right.length - j) * limit;
        continue;
      }
      best[i * width + j] = Math.min(
        pairCost(i, j) + (best[(i + 1) * width + j + 1] as number),
        limit + (best[(i + 1) * width + j] as number),
        limit + (best[i * width + j + 1] as number),
      );
    }
  }
  const pairs: [A, B][] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const here = best[i * width + j] as number;
    if (here === pairCost(i, j) + (best[(i + 1) * width + j + 1] as number)) {
      pairs.push([left[i++] as A, right[j++] as B]);
    } else if (here === limit + (best[(i + 1) * width + j] as number)) {
      i++;
    } else {
      j++;
    }
  }
  return pairs;
}
