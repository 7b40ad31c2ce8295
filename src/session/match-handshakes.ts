import { touch } from "./change.ts";
import { connectionIdOf, createConnection } from "./connection.ts";
import { cutUrl } from "./cut-url.ts";
import { endpointOf } from "./endpoint.ts";
import { followEndpoint } from "./follow-endpoint.ts";
import { MAX_UNMATCHED_HANDSHAKES } from "./limits.ts";
import type { Connection, SeenHandshake, Session } from "./session.ts";
import { isAccepted, settleHandshakes } from "./settle-handshakes.ts";
import { workerDocumentOf } from "./worker-messages.ts";

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
    const accepted = isAccepted(handshake);
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
