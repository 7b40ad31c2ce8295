import { assertNever } from "../protocol/assert-never.ts";
import { addDropped } from "./add-dropped.ts";
import { applyPageEvent } from "./apply-page-event.ts";
import { applyRows } from "./apply-rows.ts";
import { endConnection, touch } from "./change.ts";
import { pruneGonePages, trim } from "./forget.ts";
import { note, revive } from "./lifecycle.ts";
import { MAX_DOCUMENTS, MAX_PROBES } from "./limits.ts";
import { settleHandshakes, takeHandshakes } from "./match-handshakes.ts";
import { toHttp } from "./probe.ts";
import type { DocumentRecord, Session } from "./session.ts";
import type { SessionEvent } from "./session-event.ts";
import { takeWorkerMessages } from "./worker-messages.ts";

/**
 * The only way a session changes: in place, because a message must cost O(1). An envelope that was
 * applied before changes nothing, so that a bridge may send one twice.
 */
export function reduce(session: Session, event: SessionEvent): Session {
  session.revision++;
  switch (event.kind) {
    case "document-joined":
      join(session, event);
      break;
    case "document-left": {
      const document = session.documents.get(event.documentId);
      if (document?.state === "live") leave(session, document, event.at);
      break;
    }
    case "envelope":
      applyEnvelope(session, event);
      break;
    case "handshakes":
      takeHandshakes(session, event.handshakes, event.at);
      break;
    case "worker-messages":
      // The socket they are of may wait among the handshakes to be told from the page's own.
      takeHandshakes(session, [], event.at);
      takeWorkerMessages(session, event);
      break;
    case "probe": {
      const connection = session.connections.get(event.connectionId);
      if (!connection) break;
      touch(session, connection);
      connection.probes.push(event.probe);
      if (connection.probes.length > MAX_PROBES) connection.probes.shift();
      break;
    }
    case "probe-seen":
      applySeenProbe(session, event);
      break;
    case "devtools":
      applyDevtools(session, event);
      break;
    case "handshakes-paused":
      session.handshakesPaused = event.on;
      break;
    case "mode":
      applyMode(session, event);
      break;
    case "preserve-log":
      session.preserveLog = event.on;
      if (!event.on) pruneGonePages(session);
      break;
    case "dropped":
      addDropped(session, event.dropped);
      break;
    case "forged":
      session.forgedCount += event.count;
      break;
    case "clear":
      clear(session);
      break;
    default:
      assertNever(event);
  }
  trim(session);
  return session;
}

type Of<K extends SessionEvent["kind"]> = Extract<SessionEvent, { kind: K }>;

function join(session: Session, event: Of<"document-joined">): void {
  const known = session.documents.get(event.documentId);
  if (known) {
    known.hooked ||= event.hooked;
    known.url = event.url;
    revive(session, known);
    pruneGonePages(session);
    return;
  }
  if (event.top) {
    session.page = newPage(session);
    note(session, { kind: "navigated", at: event.at, documentId: event.documentId });
  } else {
    note(session, { kind: "joined", at: event.at, documentId: event.documentId });
  }
  session.documents.set(event.documentId, {
    id: event.documentId,
    frameId: event.frameId,
    url: event.url,
    top: event.top,
    // A frame can be heard before its top document only where that one was loaded before us.
    page: session.page,
    joinedAt: event.at,
    hooked: event.hooked,
    state: "live",
    visible: true,
    frozen: false,
    online: true,
    appliedEnvelope: 0,
    appliedSeq: 0,
    clock: { wallMs: event.at, monotonicMs: 0 },
    bodiesFromSeq: null,
    recordingFromSeq: null,
  });
  if (event.top) pruneGonePages(session);
  while (session.documents.size > MAX_DOCUMENTS) {
    const oldest = [...session.documents.values()].find(({ state }) => state !== "live");
    if (!oldest) break;
    session.documents.delete(oldest.id);
  }
}

/** Not merely the next: after "back" the pages ahead may still be in the cache. */
const newPage = ({ page, documents }: Session): number =>
  1 + Math.max(page, ...[...documents.values()].map((document) => document.page));

/**
 * Its port closed before it said why: it may be in the back/forward cache, whose pages come back. One
 * that is unloaded for good nearly always says so first.
 */
function leave(session: Session, document: DocumentRecord, at: number): void {
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

function applyEnvelope(session: Session, event: Of<"envelope">): void {
  const document = session.documents.get(event.documentId);
  session.forgedCount += event.damaged;
  if (!document || event.n <= document.appliedEnvelope) return;
  document.appliedEnvelope = event.n;
  noteClock(session, document, event.clock);
  const wall = (at: number) => event.clock.wallMs + (at - event.clock.monotonicMs);
  // Rows and events stand in the order of `seq`: an event comes after the rows before its number.
  let from = 0;
  for (const pageEvent of event.events) {
    if (event.rows) {
      const to = pageEvent.seq - event.rows.firstSeq;
      if (to > from) {
        applyRows(session, document, event.rows, from, Math.min(to, event.rows.at.length), wall);
        from = Math.min(to, event.rows.at.length);
      }
    }
    applyPageEvent(session, document, pageEvent, wall);
  }
  if (event.rows) applyRows(session, document, event.rows, from, event.rows.at.length, wall);
  // Once for all sockets that were answered in it: a storm's are hundreds.
  if (event.events.some(({ kind }) => kind === "open" || kind === "close")) {
    settleHandshakes(session);
  }
}

/** Beyond this the wall clock did not merely drift against the page's timers. */
const CLOCK_JUMP_MS = 10_000;

function noteClock(
  session: Session,
  document: DocumentRecord,
  clock: DocumentRecord["clock"],
): void {
  const jumpMs =
    clock.wallMs - document.clock.wallMs - (clock.monotonicMs - document.clock.monotonicMs);
  const first = document.clock.monotonicMs === 0;
  if (!first && jumpMs > CLOCK_JUMP_MS) {
    note(session, { kind: "clock-jump", at: clock.wallMs, documentId: document.id, ms: jumpMs });
  }
  document.clock = clock;
}

function applySeenProbe(session: Session, event: Of<"probe-seen">): void {
  for (const connection of session.connections.values()) {
    const probe = connection.probes.at(-1);
    if (!probe || probe.status !== null || probe.error !== null) continue;
    if (toHttp(connection.url) !== event.url) continue;
    touch(session, connection);
    probe.status = event.status;
    probe.error = event.error;
  }
}

function applyDevtools(session: Session, event: Of<"devtools">): void {
  const last = session.devtools.at(-1);
  if (event.open) {
    if (!last || last.until !== null) session.devtools.push({ since: event.at, until: null });
  } else if (last?.until === null) {
    last.until = event.at;
  }
}

function applyMode(session: Session, event: Of<"mode">): void {
  if (session.mode === event.mode) return;
  session.mode = event.mode;
  if (event.mode !== "off") return;
  for (const connection of session.connections.values()) {
    if (connection.end) continue;
    const end = { at: event.at, by: "unwatched", code: null, reason: "", wasClean: null } as const;
    endConnection(session, connection, end);
  }
}

/** What is over goes; sockets that live stay, with their counts. */
function clear(session: Session): void {
  for (const connection of session.connections.values()) {
    if (connection.end) session.connections.delete(connection.id);
  }
  session.lifecycle.length = 0;
  session.constructorErrors.length = 0;
  session.dropped.length = 0;
  session.unmatchedHandshakes.length = 0;
  session.forgottenCount = 0;
  session.foldedConnections.length = 0;
}
