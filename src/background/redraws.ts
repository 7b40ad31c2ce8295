import type { Session } from "../session/session.ts";

/** How long changes gather, at least, before a badge is brought up to date. */
const GATHER_MS = 200;
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

type Pending = {
  timer: ReturnType<typeof setTimeout>;
  soon: boolean;
  changedAt: number;
  /** Whether something changed while it is drawn; left out: it is not drawn yet. */
  again?: boolean;
};

/** `draw` shows a session's badge, and says whether something is in trouble. */
export function createRedraws(draw: (session: Session, nowMs: number) => Promise<boolean>) {
  const pending = new Map<number, Pending>();
  /** When the last drawing of each was done, and what it took. */
  const drawn = new WeakMap<Session, { at: number; tookMs: number }>();

  const plan = (session: Session, soon: boolean, changedAt: number) => {
    const { at, tookMs } = drawn.get(session) ?? { at: 0, tookMs: 0 };
    const restMs = REST_PER_WORK * tookMs - (Date.now() - at);
    const delayMs = soon ? Math.max(GATHER_MS, restMs) : AGAIN_MS;
    const timer = setTimeout(show, delayMs, session);
    pending.set(session.tabId, { timer, soon, changedAt });
  };

  const show = async (session: Session) => {
    const nowMs = Date.now();
    const { tabId } = session;
    const shown = pending.get(tabId);
    if (!shown) return;
    shown.again = false;
    const isTroubled = await draw(session, nowMs).catch(() => false);
    const at = Date.now();
    drawn.set(session, { at, tookMs: at - nowMs });
    // Forgotten meanwhile.
    if (pending.get(tabId) !== shown) return;
    pending.delete(tabId);
    if (shown.again) plan(session, true, at);
    else if (isTroubled && nowMs - shown.changedAt < AGAIN_FOR_MS)
      plan(session, false, shown.changedAt);
  };

  return {
    changed(session: Session): void {
      const planned = pending.get(session.tabId);
      if (planned?.again !== undefined) planned.again = true;
      else if (!planned?.soon) {
        clearTimeout(planned?.timer);
        plan(session, true, Date.now());
      }
    },
    forget(tabId: number): void {
      clearTimeout(pending.get(tabId)?.timer);
      pending.delete(tabId);
    },
  };
}
