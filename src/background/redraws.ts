import type { Session } from "../session/session.ts";

/** How long changes gather, at least, before a badge is brought up to date. */
const GATHER_MS = 200;
/** In steady traffic; of messages alone a badge rarely changes, and each look is a diagnosis. */
const STEADY_MS = 1_000;
/**
 * A badge tells of an event within half a second, unless a diagnosis is dear, as of thousands of
 * sockets: it is to take a fifth of the time at most, or no other tab would be heard.
 */
const REST_PER_WORK = 4;
/**
 * Time alone settles some findings: a storm is over after a quiet minute. Each redraw is a call to
 * the browser, and by that keeps this worker alive until the next one: no alarm is needed, which
 * would be one more permission.
 */
const AGAIN_MS = 20_000;
/** What has not settled by then waits for the next event, so that the worker can sleep. */
const AGAIN_FOR_MS = 120_000;

/** `time`: nothing did, but time alone may settle a finding. */
type Changed = "events" | "messages" | "time";

type Pending = {
  timer: ReturnType<typeof setTimeout>;
  dueAt: number;
  changedAt: number;
  /** What changed while it is drawn, null where nothing did; left out: it is not drawn yet. */
  again?: Changed | null;
};

/** `draw` shows a session's badge, and says whether something is in trouble. */
export function createRedraws(draw: (session: Session, nowMs: number) => Promise<boolean>) {
  const pending = new Map<number, Pending>();
  /** When the last drawing of each was done, and what it took. */
  const drawn = new WeakMap<Session, { at: number; tookMs: number }>();

  const dueAt = (session: Session, changed: Changed): number => {
    const now = Date.now();
    if (changed === "time") return now + AGAIN_MS;
    const { at, tookMs } = drawn.get(session) ?? { at: 0, tookMs: 0 };
    const restMs = Math.max(REST_PER_WORK * tookMs, changed === "messages" ? STEADY_MS : 0);
    return Math.max(now + GATHER_MS, at + restMs);
  };

  const plan = (session: Session, at: number, changedAt: number) => {
    const planned = pending.get(session.tabId);
    if (planned && planned.dueAt <= at) return;
    clearTimeout(planned?.timer);
    const timer = setTimeout(show, at - Date.now(), session);
    pending.set(session.tabId, { timer, dueAt: at, changedAt });
  };

  const show = async (session: Session) => {
    const nowMs = Date.now();
    const { tabId } = session;
    const shown = pending.get(tabId);
    if (!shown) return;
    shown.again = null;
    const isTroubled = await draw(session, nowMs).catch(() => false);
    const at = Date.now();
    drawn.set(session, { at, tookMs: at - nowMs });
    // Forgotten meanwhile.
    if (pending.get(tabId) !== shown) return;
    pending.delete(tabId);
    if (shown.again) plan(session, dueAt(session, shown.again), at);
    else if (isTroubled && nowMs - shown.changedAt < AGAIN_FOR_MS)
      plan(session, dueAt(session, "time"), shown.changedAt);
  };

  return {
    changed(session: Session, what: "events" | "messages" = "events"): void {
      const planned = pending.get(session.tabId);
      if (planned?.again === undefined) plan(session, dueAt(session, what), Date.now());
      else if (planned.again !== "events") planned.again = what;
    },
    forget(tabId: number): void {
      clearTimeout(pending.get(tabId)?.timer);
      pending.delete(tabId);
    },
  };
}
