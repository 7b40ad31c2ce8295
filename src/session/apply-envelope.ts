import { applyPageEvent } from "./apply-page-event.ts";
import { applyRows } from "./apply-rows.ts";
import { connectionIdOf } from "./connection.ts";
import { note } from "./lifecycle.ts";
import { dateHandshake, settleHandshakes } from "./match-handshakes.ts";
import type { DocumentRecord, Session } from "./session.ts";
import type { EventOf } from "./session-event.ts";

export function applyEnvelope(session: Session, event: EventOf<"envelope">): void {
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
  // Once for all sockets that began in it: a storm's are hundreds.
  if (event.events.some(({ kind }) => kind === "connecting")) settleHandshakes(session);
  for (const pageEvent of event.events) {
    if (pageEvent.kind !== "open" && pageEvent.kind !== "error") continue;
    const answered = session.connections.get(connectionIdOf(document.id, pageEvent.id));
    if (answered) dateHandshake(answered);
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
