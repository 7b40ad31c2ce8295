/** Documents of a tab come, go and come back; a new top document begins a page. */

import { endConnection } from "./change.ts";
import { cutUrl } from "./cut-url.ts";
import { largestOf } from "./extremes.ts";
import { pruneGonePages } from "./forget.ts";
import { note, revive } from "./lifecycle.ts";
import { MAX_DOCUMENTS } from "./limits.ts";
import { adoptPageWorkers, doubtPageWorkers, isSince } from "./page-workers.ts";
import type { DocumentId, DocumentRecord, Session } from "./session.ts";
import type { EventOf } from "./session-event.ts";

export function joinDocument(session: Session, event: EventOf<"document-joined">): void {
  const known = session.documents.get(event.documentId);
  if (known) {
    known.hooked ||= event.hooked;
    if (event.prepared) markPrepared(session, known);
    known.url = cutUrl(event.url);
    revive(session, known, event.at);
    pruneGonePages(session);
    return;
  }
  const shownAt = event.shownAt ?? event.at;
  if (event.top) {
    session.page = newPage(session);
    if (!session.preserveLog) forgetSums(session, shownAt);
    note(session, { kind: "navigated", at: event.at, documentId: event.documentId });
  } else {
    note(session, { kind: "joined", at: event.at, documentId: event.documentId });
  }
  const document: DocumentRecord = {
    id: event.documentId,
    frameId: event.frameId,
    url: cutUrl(event.url),
    top: event.top,
    // A frame can be heard before its top document only where that one was loaded before us.
    page: session.page,
    joinedAt: event.at,
    shownAt,
    hooked: event.hooked,
    state: "live",
    visible: event.visible,
    frozen: false,
    online: event.online,
    appliedEnvelope: 0,
    appliedSeq: 0,
    clock: { wallMs: event.at, monotonicMs: 0 },
    bodiesFromSeq: null,
    recordingFromSeq: null,
  };
  session.documents.set(document.id, document);
  if (event.prepared) markPrepared(session, document);
  if (event.top) {
    adoptPageWorkers(session, document);
    pruneGonePages(session);
  }
  while (session.documents.size > MAX_DOCUMENTS) {
    const oldest = [...session.documents.values()].find(({ state }) => state !== "live");
    if (!oldest) break;
    session.documents.delete(oldest.id);
  }
}

function markPrepared(session: Session, document: DocumentRecord): void {
  document.prepared = true;
  if (!document.hooked) doubtPageWorkers(session, document);
}

/** What is of no single document is of the page before. */
function forgetSums(session: Session, shownAt: number): void {
  session.forgedCount = 0;
  session.forgottenCount = 0;
  session.forgottenEndpoints.length = 0;
  session.foldedConnections.length = 0;
  session.dropped = session.dropped.filter(({ documentId }) => documentId !== null);
  session.unmatchedHandshakes = session.unmatchedHandshakes.filter(({ startedAt }) =>
    isSince(startedAt, shownAt),
  );
}

/** Not merely the next: after "back" the pages ahead may still be in the cache. */
const newPage = ({ page, documents }: Session): number =>
  1 + Math.max(page, largestOf([...documents.values()].map((document) => document.page)));

/**
 * Its port closed before it said why: it may be in the back/forward cache, whose pages come back. One
 * that is unloaded for good nearly always says so first.
 */
export function leaveDocument(session: Session, documentId: DocumentId, at: number): void {
  const document = session.documents.get(documentId);
  if (document?.state !== "live") return;
  document.state = "cached";
  for (const connection of session.connections.values()) {
    if (connection.documentId === document.id && !connection.end) {
      endConnection(session, connection, {
        at,
        by: "page-gone",
        code: null,
        reason: "",
        wasClean: null,
      });
    }
  }
}

/** Its port closed because its process ended: it never comes back, and its sockets end with it. */
export function stopDocument(
  session: Session,
  { at, documentId, how }: EventOf<"document-stopped">,
): void {
  const document = session.documents.get(documentId);
  // Whoever came back meanwhile, or said that it leaves, did not stop.
  if (document?.state !== "cached") return;
  document.state = "gone";
  note(session, { kind: how, at, documentId });
  for (const connection of session.connections.values()) {
    const { end } = connection;
    if (connection.documentId !== documentId || end?.by !== "page-gone" || end.at !== at) continue;
    endConnection(session, connection, { ...end, pageStopped: how });
  }
}
