import type { Session } from "../session/session.ts";

/** How long changes gather before a badge is brought up to date. */
const GATHER_MS = 200;
/**
 * Time alone settles some findings: a storm is over after a quiet minute. Each redraw is a call to
 * the browser, and by that keeps this worker alive until the next one: no alarm is needed, which
 * would be one more permission.
 */
const AGAIN_MS = 20_000;
/** What has not settled by then waits for the next event, so that the worker can sleep. */
const AGAIN_FOR_MS = 120_000;

type Pending = { timer: ReturnType<typeof setTimeout>; soon: boolean; changedAt: number };

/** `draw` shows a session's badge, and says whether something is in trouble. */
export function createRedraws(draw: (session: Session, nowMs: number) => Promise<boolean>) {
  const pending = new Map<number, Pending>();

  const plan = (session: Session, soon: boolean, changedAt: number) => {
    const timer = setTimeout(show, soon ? GATHER_MS : AGAIN_MS, session);
    pending.set(session.tabId, { timer, soon, changedAt });
  };

  const show = async (session: Session) => {
    const nowMs = Date.now();
    const changedAt = pending.get(session.tabId)?.changedAt ?? nowMs;
    pending.delete(session.tabId);
    const isTroubled = await draw(session, nowMs);
    if (!isTroubled || pending.has(session.tabId)) return;
    if (nowMs - changedAt < AGAIN_FOR_MS) plan(session, false, changedAt);
  };

  return {
    changed(session: Session): void {
      const planned = pending.get(session.tabId);
      if (planned?.soon) return;
      clearTimeout(planned?.timer);
      plan(session, true, Date.now());
    },
    forget(tabId: number): void {
      clearTimeout(pending.get(tabId)?.timer);
      pending.delete(tabId);
    },
  };
}
