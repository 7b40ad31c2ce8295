import type { Envelope } from "../../protocol/envelope.ts";
import type { PageEvent } from "../../protocol/page-event.ts";
import type { Rows } from "../../protocol/rows.ts";
import type { DocumentRecord, Session } from "../../session/session.ts";
import type { Recorded } from "../../store/write.ts";
import { weighEnvelope } from "./weigh-envelope.ts";

/** What a bridge has under way at most: so much may still come of a recording that has ended. */
const MAX_TAIL_BYTES = 20 * 1024 * 1024;

/**
 * Chooses what of envelopes belongs into the store: by what this worker, or the one before it, had
 * the tab do, whatever the envelope says of itself. To be asked before the session has the envelope.
 */
export function createSelection() {
  /** Of documents whose recording has ended, what has come since. */
  const tails = new WeakMap<DocumentRecord, number>();

  /** Whether rows may be recorded ones, and are not merely said to be. */
  const mayBeRecorded = (session: Session, document: DocumentRecord, envelope: Envelope) => {
    if (session.mode === "record") {
      tails.delete(document);
      return true;
    }
    // Where its last words of a recording come again, they were heard before.
    const isEnding =
      document.recordingFromSeq !== null ||
      (document.bodiesFromSeq !== null && envelope.n <= document.appliedEnvelope);
    if (!isEnding) return false;
    const bytes = (tails.get(document) ?? 0) + weighEnvelope(envelope);
    tails.set(document, bytes);
    return bytes <= MAX_TAIL_BYTES;
  };

  return (session: Session, documentId: string, envelope: Envelope): Recorded | null => {
    const document = session.documents.get(documentId);
    if (!document) return null;
    const { clock, rows, recorded, backlog, lateBodies } = envelope;
    const taken: Rows[] = [];
    if ((backlog || (rows && recorded)) && mayBeRecorded(session, document, envelope)) {
      if (backlog) taken.push(backlog);
      // Rows from before are in the backlog, with their bodies.
      if (rows && recorded) taken.push(rows);
    }
    // The store takes those alone whose rows it has.
    const late = session.mode === "record" || document.bodiesFromSeq !== null ? lateBodies : [];
    if (taken.length === 0 && late.length === 0) return null;
    const wall = (at: number) => clock.wallMs + (at - clock.monotonicMs);
    return { tabId: session.tabId, documentId, rows: taken, lateBodies: late, wall };
  };
}

/** Without the beginning of a recording that nobody asked for. */
export const withoutUnasked = ({ mode }: Session, events: PageEvent[]): PageEvent[] =>
  mode === "record" ? events : events.filter((event) => event.kind !== "recording" || !event.on);
