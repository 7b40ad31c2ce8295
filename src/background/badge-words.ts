import { createOverSince } from "../analysis/outages/over-since.ts";
import type { Judgement } from "../analysis/try-to-diagnose.ts";
import { unwatchedInWords } from "../analysis/unwatched-words.ts";

type BadgeWords = { text: string; color: string; title: string };

/** White on these reads at the badge's size in light and dark toolbars. */
const COLORS = {
  error: "#c5221f",
  warning: "#b06000",
  healthy: "#188038",
  storm: "#7b1fa2",
} as const;

/** What is not watched has no grade. */
export const describeUnwatched = (since: number, nowMs: number): BadgeWords => ({
  text: "",
  color: COLORS.healthy,
  title: `Stormglass: ${unwatchedInWords(since, nowMs)}`,
});

/** The sign on the toolbar's button, and the sentence behind it. */
export function describeBadge({ report, failure }: Judgement): BadgeWords {
  if (failure) {
    const title = `Stormglass: the diagnosis failed: ${failure.message}`;
    return { text: "?", color: COLORS.warning, title };
  }
  if (!report) return { text: "", color: COLORS.healthy, title: "Stormglass" };
  const { reasons, grade } = report.health;
  const overSince = createOverSince(report);
  const standing = reasons.filter((reason) => overSince(reason) === null);
  const troubled = new Set(standing.map(({ subject }) => subject.url)).size;
  if (troubled === 0) {
    const was = reasons[0]?.text ?? "sockets are healthy";
    return { text: "✓", color: COLORS.healthy, title: `Stormglass: ${was}` };
  }
  const title = `Stormglass: ${standing[0]?.text ?? "sockets are in trouble"}`;
  const isStorm = report.findings.some(
    ({ id, until }) => id === "reconnect-storm" && until === null,
  );
  if (isStorm && grade === "F") return { text: "⚡", color: COLORS.storm, title };
  const severe = grade === "D" || grade === "F";
  return {
    text: troubled > 99 ? "99+" : String(troubled),
    color: severe ? COLORS.error : COLORS.warning,
    title,
  };
}
