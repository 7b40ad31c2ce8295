/** Several clients' sessions of one incident as one session, on the first one's clock. */
import { largestOf, smallestOf } from "../../session/extremes.ts";
import { NO_TAB } from "../../session/foreign.ts";
import { type Connection, createSession, type Session } from "../../session/session.ts";
import { shiftTimes } from "../../session/shift-times.ts";
import type { StoredRow } from "../../session/stored-row.ts";
import { strangerDocument } from "../../session/stranger-document.ts";

export type Client = {
  session: Session;
  rows: ReadonlyMap<string, StoredRow[]>;
  nowMs: number;
  /** To be added to its times. */
  offsetMs: number;
};

export type MergedSession = { session: Session; rows: Map<string, StoredRow[]>; nowMs: number };

/**
 * Each client's documents and connections get ids of their own, and pages of their own: two clients
 * of one endpoint are two series, as two tabs would be. `elsewhere` is left out: what other tabs
 * told may be one of these clients.
 */
export function mergeSessions(clients: readonly Client[]): MergedSession {
  const merged = createSession(NO_TAB, 0);
  const rows = new Map<string, StoredRow[]>();
  const connections: Connection[] = [];
  let page = 0;
  for (const [i, client] of clients.entries()) {
    const id = (own: string) => `${i + 1}.${own}`;
    const session = shiftTimes(client.session, client.offsetMs);
    const firstPage = page;
    const onPage = <T extends { page: number }>(one: T): T => ({
      ...one,
      page: firstPage + one.page,
    });
    const ofDocument = <T extends { documentId: string | null }>(one: T): T => ({
      ...one,
      documentId: one.documentId === null ? null : id(one.documentId),
    });
    for (const document of session.documents.values()) {
      merged.documents.set(id(document.id), onPage({ ...document, id: id(document.id) }));
    }
    for (const connection of session.connections.values()) {
      const known = onPage(ofDocument(connection));
      // Whose document is not known must not share a series with another client's.
      const documentId = known.documentId ?? strangerOf(merged, id("client"), firstPage, session);
      const own = known.pageWorker ? known : { ...known, documentId };
      connections.push({ ...own, id: id(connection.id) });
      const kept = client.rows.get(connection.id) ?? [];
      rows.set(
        id(connection.id),
        kept.map((row) => ({
          ...row,
          documentId: documentId ?? "",
          connectionId: id(connection.id),
          at: row.at + client.offsetMs,
        })),
      );
    }
    append(merged.lifecycle, session.lifecycle.map(ofDocument));
    append(
      merged.constructorErrors,
      session.constructorErrors.map((error) => ({ ...error, documentId: id(error.documentId) })),
    );
    append(merged.dropped, session.dropped.map(ofDocument));
    append(merged.foldedConnections, session.foldedConnections);
    append(merged.devtools, session.devtools);
    append(merged.unmatchedHandshakes, session.unmatchedHandshakes);
    append(merged.http, session.http);
    merged.forgedCount += session.forgedCount;
    merged.forgottenCount += session.forgottenCount;
    merged.browser ??= session.browser;
    page += 1 + largestPage(session);
  }
  const inOrder = connections.sort((a, b) => a.createdAt - b.createdAt);
  for (const connection of inOrder) {
    merged.connections.set(connection.id, { ...connection, ordinal: merged.nextOrdinal++ });
  }
  merged.lifecycle.sort((a, b) => a.at - b.at);
  merged.http.sort((a, b) => a.startedAt - b.startedAt);
  merged.page = Math.max(0, page - 1);
  // All of their pages are to be seen.
  merged.preserveLog = true;
  merged.mode = "record";
  const starts = clients.map(({ session, offsetMs }) => session.startedAt + offsetMs);
  merged.startedAt = smallestOf(starts.filter((at) => at > 0)) || 0;
  if (!clients.every(({ session }) => sameBrowser(session, clients[0]?.session)))
    merged.browser = null;
  return {
    session: merged,
    rows,
    nowMs: largestOf(clients.map((each) => each.nowMs + each.offsetMs)),
  };
}

/** A file's list may be longer than what a call takes. */
function append<T>(into: T[], more: readonly T[]): void {
  for (const one of more) into.push(one);
}

const sameBrowser = (a: Session, b: Session | undefined): boolean =>
  JSON.stringify(a.browser) === JSON.stringify(b?.browser);

const largestPage = ({ page, documents, connections }: Session): number =>
  largestOf([page, ...[...documents.values(), ...connections.values()].map((each) => each.page)]);

/** A document for what another tool's file does not tell one of. */
function strangerOf(merged: Session, id: string, page: number, { startedAt }: Session): string {
  if (!merged.documents.has(id)) {
    merged.documents.set(id, strangerDocument({ id, page, joinedAt: startedAt, state: "live" }));
  }
  return id;
}
