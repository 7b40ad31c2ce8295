import { type Budget, createBudget } from "../analysis/budget.ts";
import { diagnoseInSteps } from "../analysis/diagnose.ts";
import { tryToDiagnose } from "../analysis/try-to-diagnose.ts";
import { finishInTurns } from "../analysis/turns.ts";
import { hasAttempts } from "../session/attempts.ts";
import type { Session } from "../session/session.ts";
import { shownSession } from "../session/shown.ts";
import { browser } from "../shared/browser.ts";
import { eventLoop } from "../shared/event-loop.ts";
import { describeBadge, describeUnwatched } from "./badge-words.ts";

/** What stands on the badge of a session's tab: each change is a call to the browser. */
const standing = new WeakMap<Session, { page: number; happened: unknown; words: string }>();

const budgets = new WeakMap<Session, Budget>();

function budgetOf(session: Session): Budget {
  const budget = budgets.get(session) ?? createBudget(eventLoop.now);
  budgets.set(session, budget);
  return budget;
}

/** False where nothing is in trouble, or where there is no badge to show it on. */
export async function showBadge(session: Session, nowMs: number): Promise<boolean> {
  const shown = shownSession(session);
  const { tabId } = session;
  const judged = hasAttempts(shown) ? shown : null;
  // Other tabs are heard meanwhile, and this one: what changes by then is an event of its own.
  const judgement = await finishInTurns(
    tryToDiagnose(diagnoseInSteps, judged, nowMs, budgetOf(session)),
    eventLoop,
  );
  const { report } = judgement;
  const { text, color, title } =
    session.unwatchedSince === undefined
      ? describeBadge(judgement)
      : describeUnwatched(session.unwatchedSince, nowMs);
  const isTroubled = (report?.health.reasons.length ?? 0) > 0;
  const words = `${text} ${color} ${title}`;
  const before = standing.get(session);
  // The browser clears a badge when its tab goes to another page, and that is an event of its own.
  const { page } = session;
  const happened = session.lifecycle.at(-1);
  if (before?.words === words && before.page === page && before.happened === happened)
    return isTroubled;
  try {
    await browser.action.setBadgeBackgroundColor({ tabId, color });
    await browser.action.setBadgeText({ tabId, text });
    await browser.action.setTitle({ tabId, title });
    standing.set(session, { page, happened, words });
    return isTroubled;
  } catch {
    // The tab was closed meanwhile.
    return false;
  }
}
