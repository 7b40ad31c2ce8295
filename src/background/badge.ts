import { diagnose } from "../analysis/diagnose.ts";
import type { Report } from "../analysis/finding.ts";
import type { Session } from "../session/session.ts";
import { shownSession } from "../session/shown.ts";
import { browser } from "../shared/browser.ts";

/** White on these reads at the badge's size in light and dark toolbars. */
const COLORS = {
  error: "#c5221f",
  warning: "#b06000",
  healthy: "#188038",
  storm: "#7b1fa2",
} as const;

/** What stands on the badge of a session's tab: each change is a call to the browser. */
const standing = new WeakMap<Session, { page: number; happened: unknown; words: string }>();

/** False where nothing is in trouble, or where there is no badge to show it on. */
export async function showBadge(session: Session, nowMs: number): Promise<boolean> {
  const shown = shownSession(session);
  const { tabId } = session;
  const report = shown.connections.size > 0 ? diagnose(shown, nowMs) : null;
  const { text, color, title } = describeBadge(report);
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

export function describeBadge(report: Report | null): {
  text: string;
  color: string;
  title: string;
} {
  if (!report) return { text: "", color: COLORS.healthy, title: "Stormglass" };
  const { reasons, grade } = report.health;
  const troubled = new Set(reasons.map(({ subject }) => subject.url)).size;
  if (troubled === 0) {
    return { text: "✓", color: COLORS.healthy, title: "Stormglass: sockets are healthy" };
  }
  const storm = reasons.find(({ findingId }) => findingId === "reconnect-storm");
  if (storm && grade === "F") {
    return { text: "⚡", color: COLORS.storm, title: `Stormglass: ${storm.text}` };
  }
  const severe = grade === "D" || grade === "F";
  return {
    text: troubled > 99 ? "99+" : String(troubled),
    color: severe ? COLORS.error : COLORS.warning,
    title: `Stormglass: ${reasons[0]?.text ?? "sockets are in trouble"}`,
  };
}
