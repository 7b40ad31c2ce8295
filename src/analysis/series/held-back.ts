import type { DocumentId, Lifecycle, Session } from "../../session/session.ts";
import type { Attempt } from "../finding.ts";

type Span = { from: number; until: number };
export type Held = { by: Attempt["heldBy"]; ms: number };

const NOTHING: Held = { by: null, ms: 0 };

/**
 * Says whether the browser, rather than the page, decided how long a wait was. Timers of a hidden
 * tab run once a second, after five minutes once a minute (Chromium's timer throttling); a frozen
 * tab's and a sleeping computer's not at all; and offline, a good client waits for the network.
 */
export function watchTimers(session: Session) {
  const byDocument = new Map<DocumentId, ReturnType<typeof spansOf>>();
  for (const { id, visible } of session.documents.values()) {
    const own = session.lifecycle.filter(({ documentId }) => documentId === id);
    byDocument.set(id, spansOf(own, visible));
  }
  return (documentId: DocumentId | null, from: number, until: number): Held => {
    const spans = documentId === null ? undefined : byDocument.get(documentId);
    if (!spans) return NOTHING;
    const touches = (span: Span) => span.from < until && span.until > from;
    const slept = spans.jumps.filter(({ at }) => at > from && at <= until);
    const sleptMs = slept.reduce((sum, { ms }) => sum + ms, 0);
    // No wait can be shorter than nothing, whatever a clock did.
    if (slept.length > 0) return { by: "sleep", ms: Math.min(sleptMs, until - from) };
    if (spans.frozen.some(touches)) return { by: "frozen", ms: 0 };
    if (spans.hidden.some(touches)) return { by: "hidden", ms: 0 };
    if (spans.offline.some(touches)) return { by: "offline", ms: 0 };
    return NOTHING;
  };
}

function spansOf(entries: readonly Lifecycle[], visibleNow: boolean) {
  const jumps = entries.flatMap(({ kind, at, ms }) =>
    kind === "clock-jump" && ms !== undefined && ms > 0 ? [{ at, ms }] : [],
  );
  const hidden = pairs(entries, "hidden", "visible");
  const neverTold = !entries.some(({ kind }) => kind === "hidden" || kind === "visible");
  if (neverTold && !visibleNow) hidden.push(ALWAYS);
  return {
    jumps,
    hidden,
    frozen: pairs(entries, "freeze", "resume"),
    offline: pairs(entries, "offline", "online"),
  };
}

const ALWAYS: Span = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };

/** From each beginning to its end; an end whose beginning was not seen had begun before. */
function pairs(
  entries: readonly Lifecycle[],
  begins: Lifecycle["kind"],
  ends: Lifecycle["kind"],
): Span[] {
  const spans: Span[] = [];
  let from: number | null = ALWAYS.from;
  for (const { kind, at } of entries) {
    if (kind === begins) from = from === null || from === ALWAYS.from ? at : from;
    if (kind === ends && from !== null) {
      spans.push({ from, until: at });
      from = null;
    }
  }
  if (from !== null && from !== ALWAYS.from) spans.push({ from, until: ALWAYS.until });
  return spans;
}
