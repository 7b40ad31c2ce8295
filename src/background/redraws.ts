import type { Session } from "../session/session.ts";

/** How long changes gather, at least, before a badge is brought up to date. */
const GATHER_MS = 200;
/** A badge tells of an event within half a second; a little of that is the browser's. */
const SHOWN_WITHIN_MS = 450;
/** Where a diagnosis is dear, as of thousands of sockets, it is to take a fifth of the time. */
const REST_PER_WORK = 4;
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
  const tookMs = new WeakMap<Session, number>();

  const plan = (session: Session, soon: boolean, changedAt: number) => {
    const delayMs = soon ? chooseGathering(tookMs.get(session) ?? 0) : AGAIN_MS;
    const timer = setTimeout(show, delayMs, session);
    pending.set(session.tabId, { timer, soon, changedAt });
  };

  const show = async (session: Session) => {
    const nowMs = Date.now();
    const changedAt = pending.get(session.tabId)?.changedAt ?? nowMs;
    pending.delete(session.tabId);
    const isTroubled = await draw(session, nowMs);
    tookMs.set(session, Date.now() - nowMs);
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

/** `drawMs`: what the last drawing took. */
export const chooseGathering = (drawMs: number): number =>
  Math.max(GATHER_MS, Math.min(REST_PER_WORK * drawMs, SHOWN_WITHIN_MS - drawMs));
