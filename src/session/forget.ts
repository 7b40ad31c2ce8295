import { forgetConnection } from "./forget-connection.ts";
import { MAX_CACHED_PAGES, MAX_CONNECTIONS } from "./limits.ts";
import type { Connection, DocumentId, Session } from "./session.ts";

/**
 * Without "Preserve log" a navigation takes the pages before with it, as in DevTools. A page in the
 * back/forward cache is kept, because it can be shown again; nobody tells when the browser evicts
 * it, so only as many are kept as the cache can hold.
 */
export function pruneGonePages(session: Session): void {
  if (session.preserveLog) return;
  const cached = newestCachedPages(session);
  for (const document of session.documents.values()) {
    if (document.page === session.page) continue;
    if (document.state !== "gone" && cached.has(document.page)) continue;
    session.documents.delete(document.id);
    for (const connection of session.connections.values()) {
      if (connection.documentId === document.id) session.connections.delete(connection.id);
    }
  }
  for (const connection of session.connections.values()) {
    if (connection.pageWorker && connection.page !== session.page) {
      session.connections.delete(connection.id);
    }
  }
  const kept = new Set([...session.documents.values()].map(({ page }) => page));
  session.elsewhere = session.elsewhere.filter(({ page }) => kept.has(page));
  const isKept = ({ documentId }: { documentId: DocumentId | null }) =>
    documentId === null || session.documents.has(documentId);
  session.dropped = session.dropped.filter(isKept);
  session.lifecycle = session.lifecycle.filter(isKept);
}

/** Those that were heard of last: a page that was shown again is newer than its number. */
function newestCachedPages({ page: shown, documents }: Session): Set<number> {
  const heardAt = new Map<number, number>();
  for (const { page, state, clock } of documents.values()) {
    if (page === shown || state === "gone") continue;
    heardAt.set(page, Math.max(clock.wallMs, heardAt.get(page) ?? 0));
  }
  const newestFirst = [...heardAt].sort(([, a], [, b]) => b - a);
  return new Set(newestFirst.slice(0, MAX_CACHED_PAGES).map(([page]) => page));
}

/** The connections of the page that the tab shows; with "Preserve log" those before it as well. */
export function isShown(session: Session, connection: { page: number }): boolean {
  return session.preserveLog || connection.page === session.page;
}

/** Forgets connections that are over, of the healthy and the old first, and counts them. */
export function trim(session: Session, most = MAX_CONNECTIONS): void {
  const isEnough = () => session.connections.size <= most;
  if (isEnough()) return;
  // What went well tells least. Only from the beginning of each endpoint's row, though: a hole in
  // it would read as an outage, because nobody would know any more that it worked in between.
  const failedSince = new Set<string>();
  for (const connection of session.connections.values()) {
    if (isEnough()) return;
    if (!connection.end || failedSince.has(connection.endpoint)) continue;
    if (wentWell(connection)) forgetConnection(session, connection);
    else failedSince.add(connection.endpoint);
  }
  for (const connection of session.connections.values()) {
    if (isEnough()) return;
    if (!connection.end) continue;
    forgetConnection(session, connection);
  }
  // Only living ones are left: the oldest go all the same, or a page could fill the memory.
  for (const connection of session.connections.values()) {
    if (isEnough()) return;
    forgetConnection(session, connection);
  }
}

/** It opened, and ended because the page wished so, or as both sides had agreed. */
function wentWell({ open, closing, end }: Connection): boolean {
  if (!open || !end) return false;
  if (end.by === "page-gone") return end.pageStopped === undefined;
  return closing !== null || (end.wasClean === true && (end.code === 1000 || end.code === 1001));
}
