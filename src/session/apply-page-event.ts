import { assertNever } from "../protocol/assert-never.ts";
import type { PageEvent } from "../protocol/page-event.ts";
import { addDropped, endSilence } from "./add-dropped.ts";
import { addFolded } from "./add-folded.ts";
import { addFoldedLives } from "./add-folded-lives.ts";
import { watchAgain } from "./apply-rows.ts";
import { endConnection, touch } from "./change.ts";
import { connectionIdOf, createConnection } from "./connection.ts";
import { cutUrl } from "./cut-url.ts";
import { endpointOf } from "./endpoint.ts";
import { followEndpoint } from "./follow-endpoint.ts";
import { note, revive } from "./lifecycle.ts";
import { MAX_CONSTRUCTOR_ERRORS } from "./limits.ts";
import { joinLast } from "./sample.ts";
import type { Connection, DocumentRecord, Session } from "./session.ts";

/** One thing that a document reported. `wall` gives the epoch ms of its clock. */
export function applyPageEvent(
  session: Session,
  document: DocumentRecord,
  event: PageEvent,
  wall: (monotonicMs: number) => number,
): void {
  const at = wall(event.at);
  const find = (id: number) => session.connections.get(connectionIdOf(document.id, id));
  switch (event.kind) {
    case "connecting":
      begin(session, document, event, wall);
      return;
    case "constructor-threw": {
      const { name, message, stack } = event;
      const url = event.url === null ? null : cutUrl(event.url);
      session.constructorErrors.push({ documentId: document.id, at, url, name, message, stack });
      if (session.constructorErrors.length > MAX_CONSTRUCTOR_ERRORS)
        session.constructorErrors.shift();
      return;
    }
    case "open":
      change(session, find(event.id), (connection) => {
        if (connection.open || connection.end) return;
        connection.open = { at, protocol: event.protocol, extensions: event.extensions };
        if (connection.state === "connecting") connection.state = "open";
      });
      return;
    case "closing":
      change(session, find(event.id), (connection) => {
        if (connection.closing || connection.end) return;
        const { code, reason, stack } = event;
        connection.closing = { at, code, reason, stack };
        connection.state = "closing";
      });
      return;
    case "error":
      change(session, find(event.id), (connection) => {
        connection.errorAt ??= at;
        // A socket that CSP blocks gets no `close`; of every other one, `close` follows at once
        // and replaces this end by its own.
        if (event.readyState === 3 && !connection.end) {
          const end = { at, by: "error", code: null, reason: "", wasClean: null } as const;
          endConnection(session, connection, end);
        }
      });
      return;
    case "close":
      change(session, find(event.id), (connection) => {
        const already = connection.end?.by;
        // A socket that went into the back/forward cache fires when its page is shown again, long
        // after it died.
        if (already === "close" || already === "page-gone") return;
        const { code, reason, wasClean } = event;
        connection.last = joinLast(
          connection.last,
          event.last.map(({ seq, send, body, at: sampleAt }) => ({
            seq,
            at: wall(sampleAt),
            direction: send ? "send" : "receive",
            body,
          })),
        );
        endConnection(session, connection, { at, by: "close", code, reason, wasClean });
      });
      return;
    case "send-failed":
      change(session, find(event.id), (connection) => {
        const count = (connection.sendFailure?.count ?? 0) + (event.count ?? 1);
        connection.sendFailure = { count, name: event.name, message: event.message, at };
      });
      return;
    case "dropped": {
      const { kind: _, seq: __, ...dropped } = event;
      addDropped(session, { ...dropped, documentId: document.id, at });
      return;
    }
    case "heard-again":
      endSilence(session, document.id, at);
      return;
    case "folded":
      document.appliedSeq = Math.max(document.appliedSeq, event.seq);
      change(session, find(event.id), (connection) => {
        watchAgain(connection, wall(event.lastAt));
        addFolded(connection, event, wall);
      });
      return;
    case "folded-connections":
      addFoldedLives(session, event, wall);
      return;
    case "recording":
      if (event.on) document.bodiesFromSeq ??= event.seq;
      document.recordingFromSeq = event.on ? event.seq : null;
      note(session, {
        kind: event.on ? "recording-on" : "recording-off",
        at,
        documentId: document.id,
      });
      return;
    case "csp-violation":
      blameCsp(session, document, event, at);
      return;
    case "visibility":
      document.visible = event.visible;
      note(session, { kind: event.visible ? "visible" : "hidden", at, documentId: document.id });
      return;
    case "freeze":
    case "resume":
      document.frozen = event.kind === "freeze";
      note(session, { kind: event.kind, at, documentId: document.id });
      return;
    case "online":
    case "offline":
      document.online = event.kind === "online";
      note(session, { kind: event.kind, at, documentId: document.id });
      return;
    case "pagehide":
      hide(session, document, event.persisted, at);
      return;
    case "pageshow":
      revive(session, document, at);
      note(session, { kind: "pageshow", at, documentId: document.id, persisted: event.persisted });
      return;
    default:
      assertNever(event);
  }
}

type Of<K extends PageEvent["kind"]> = Extract<PageEvent, { kind: K }>;

function change(
  session: Session,
  connection: Connection | undefined,
  how: (connection: Connection) => void,
): void {
  // Unknown where it was cleared or forgotten, or where the page forged it.
  if (!connection) return;
  touch(session, connection);
  how(connection);
}

function begin(
  session: Session,
  document: DocumentRecord,
  event: Of<"connecting">,
  wall: (monotonicMs: number) => number,
): void {
  const id = connectionIdOf(document.id, event.id);
  const watchedFrom = event.watchedFrom === undefined ? null : wall(event.watchedFrom);
  const known = session.connections.get(id);
  if (known) {
    if (watchedFrom === null) return;
    touch(session, known);
    watchAgain(known, watchedFrom);
    // No message proves that it opened meanwhile; where it did, its `open` follows.
    if (known.state === "open" && !known.open) known.state = "connecting";
    return;
  }
  const url = cutUrl(event.url);
  const connection = createConnection({
    id,
    ordinal: session.nextOrdinal++,
    revision: session.revision,
    documentId: document.id,
    number: event.id,
    mark: event.mark || null,
    frameId: document.frameId,
    page: document.page,
    url,
    endpoint: endpointOf(url),
    protocols: event.protocols,
    stack: event.stack,
    createdAt: wall(event.at),
  });
  connection.traffic.watchedFrom = watchedFrom;
  session.connections.set(id, connection);
  followEndpoint(session, connection);
}

/** How far apart a violation and the error of the socket it blocked may be. */
const SAME_MOMENT_MS = 1_000;

function blameCsp(
  session: Session,
  document: DocumentRecord,
  event: Of<"csp-violation">,
  at: number,
): void {
  if (event.disposition !== "enforce") return;
  const connection = findBlocked(session, document, cutUrl(event.url), at);
  if (!connection) return;
  touch(session, connection);
  connection.csp = { at, directive: event.directive };
}

function findBlocked(
  session: Session,
  { id }: DocumentRecord,
  url: string,
  at: number,
): Connection | null {
  for (const connection of session.connections.values()) {
    const { documentId, open, csp, createdAt } = connection;
    if (csp !== null || open !== null || documentId !== id) continue;
    if (Math.abs(createdAt - at) < SAME_MOMENT_MS && isBlockedUri(connection.url, url)) {
      return connection;
    }
  }
  return null;
}

/** A violation names the URL, or for a redirect or another origin only the origin. */
const isBlockedUri = (url: string, blocked: string): boolean =>
  blocked !== "" && (url === blocked || url.startsWith(blocked));

function hide(session: Session, document: DocumentRecord, persisted: boolean, at: number): void {
  note(session, { kind: "pagehide", at, documentId: document.id, persisted });
  document.state = persisted ? "cached" : "gone";
  for (const connection of session.connections.values()) {
    if (connection.documentId !== document.id || connection.end) continue;
    const end = { at, by: "page-gone", code: null, reason: "", wasClean: null } as const;
    endConnection(session, connection, end);
  }
}
