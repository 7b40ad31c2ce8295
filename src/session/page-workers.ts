/**
 * The sockets of page workers, which only DevTools sees: those that were opened without our hook.
 * Where a frame of the page has none either, nobody can say whose such a socket is, and it is none.
 */
import { valuesOf } from "../protocol/headers.ts";
import { endConnection, touch } from "./change.ts";
import { connectionIdOf, createConnection } from "./connection.ts";
import { endpointOf } from "./endpoint.ts";
import { followEndpoint } from "./follow-endpoint.ts";
import { isShown } from "./forget.ts";
import type { Connection, DocumentRecord, End, SeenHandshake, Session } from "./session.ts";
import { workerDocumentOf } from "./worker-messages.ts";

/** Both sides read the same clock, one of them in whole milliseconds. */
const ROUNDING_MS = 2;

export function listPageWorkers(session: Session): void {
  const hasPage = [...session.documents.values()].some(({ top }) => top);
  session.unmatchedHandshakes = session.unmatchedHandshakes.filter((item) => {
    if (!item.fromWorker || !hasPage) return true;
    const page = pageAt(session, item.startedAt);
    if (page === null || !isShown(session, { page }) || isCleared(session, item)) return false;
    if (isPartlyUnhooked(session, page)) return true;
    list(session, item, page);
    return false;
  });
}

/** The page that the tab showed at that time; null where it was none that is known. */
function pageAt({ documents }: Session, at: number): number | null {
  let shown: DocumentRecord | null = null;
  for (const document of documents.values()) {
    if (!document.top || !isSince(at, shownAt(document))) continue;
    if (!shown || shownAt(document) >= shownAt(shown)) shown = document;
  }
  return shown?.page ?? null;
}

const shownAt = (document: DocumentRecord): number => document.shownAt ?? document.joinedAt;

export const isSince = (at: number, shown: number): boolean => at >= shown - ROUNDING_MS;

const isCleared = ({ clearedAt }: Session, { endedAt }: SeenHandshake): boolean =>
  endedAt !== null && clearedAt !== null && endedAt <= clearedAt;

/** A frame that the page prepared: scripts run there, and our hook stays out. */
const isPartlyUnhooked = ({ documents }: Session, page: number): boolean =>
  [...documents.values()].some(
    (document) =>
      document.page === page && document.prepared && !document.hooked && document.state !== "gone",
  );

function list(session: Session, item: SeenHandshake, page: number): void {
  const { url, startedAt, endedAt, handshake } = item;
  const id = connectionIdOf(workerDocumentOf(handshake.key), 0);
  const connection = createConnection({
    id,
    ordinal: session.nextOrdinal++,
    revision: session.revision,
    number: 0,
    page,
    pageWorker: true,
    url,
    endpoint: endpointOf(url),
    protocols: valuesOf(handshake.requestHeaders, "sec-websocket-protocol"),
    createdAt: startedAt,
    state: endedAt === null ? "open" : "closed",
    open: openingOf(item),
    end: endedAt === null ? null : endOf(endedAt),
    handshake,
  });
  session.connections.set(id, connection);
  followEndpoint(session, connection);
}

const endOf = (at: number): End => ({ at, by: "devtools", code: null, reason: "", wasClean: null });

export function endPageWorker(session: Session, connection: Connection, at: number): void {
  const { end } = connection;
  if (end === null || end.by === "unwatched") endConnection(session, connection, endOf(at));
}

function openingOf({ handshake }: SeenHandshake): Connection["open"] {
  const { at, status, error, responseHeaders } = handshake;
  // Over HTTP/2 success is 200 (RFC 8441); a 101 with words was broken off later.
  if (status !== 101 && (status !== 200 || error !== null)) return null;
  const [protocol = ""] = valuesOf(responseHeaders, "sec-websocket-protocol");
  const extensions = valuesOf(responseHeaders, "sec-websocket-extensions").join(", ");
  return { at, protocol, extensions };
}

/** DevTools may tell of a new page's first worker before the page itself is heard of. */
export function adoptPageWorkers(session: Session, document: DocumentRecord): void {
  for (const connection of session.connections.values()) {
    if (!connection.pageWorker || !isSince(connection.createdAt, shownAt(document))) continue;
    connection.page = document.page;
    touch(session, connection);
  }
}

/** A frame turns out to have no hook: what was opened since it was there may be its own. */
export function doubtPageWorkers(session: Session, document: DocumentRecord): void {
  for (const { id, pageWorker, page, createdAt } of session.connections.values()) {
    if (pageWorker && page === document.page && isSince(createdAt, shownAt(document))) {
      session.connections.delete(id);
    }
  }
}

/** It is neither listed nor waits any more. */
export function withdrawPageWorker(session: Session, key: string): void {
  session.connections.delete(connectionIdOf(workerDocumentOf(key), 0));
  session.unmatchedHandshakes = session.unmatchedHandshakes.filter(
    ({ handshake }) => handshake.key !== key,
  );
}
