import { MAX_CONNECTIONS } from "./limits.ts";
import type { Session } from "./session.ts";

/**
 * Without "Preserve log" a navigation takes the pages before with it, as in DevTools. A page in the
 * back/forward cache is kept, because it can be shown again.
 */
export function pruneGonePages(session: Session): void {
  if (session.preserveLog) return;
  for (const document of session.documents.values()) {
    if (document.page === session.page || document.state !== "gone") continue;
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
}

/** The connections of the page that the tab shows; with "Preserve log" those before it as well. */
export function isShown(session: Session, connection: { page: number }): boolean {
  return session.preserveLog || connection.page === session.page;
}

/** Makes room: the older half of the connections that are over goes, and is counted. */
export function forgetOlderHalf(session: Session): void {
  const over = [...session.connections.values()].filter(({ end }) => end !== null);
  for (const { id } of over.slice(0, Math.ceil(over.length / 2))) {
    session.connections.delete(id);
    session.forgottenCount++;
  }
}

/** Forgets the oldest connections that are over, and counts them. */
export function trim(session: Session): void {
  if (session.connections.size <= MAX_CONNECTIONS) return;
  for (const connection of session.connections.values()) {
    if (session.connections.size <= MAX_CONNECTIONS) return;
    if (!connection.end) continue;
    session.connections.delete(connection.id);
    session.forgottenCount++;
  }
  // Only living ones are left: the oldest go all the same, or a page could fill the memory.
  for (const id of session.connections.keys()) {
    if (session.connections.size <= MAX_CONNECTIONS) return;
    session.connections.delete(id);
    session.forgottenCount++;
  }
}
