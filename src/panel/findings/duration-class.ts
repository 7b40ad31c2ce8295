import type { FindingId } from "../../analysis/finding.ts";
import { FINDINGS } from "../../analysis/findings.ts";
import type { Connection } from "../../session/session.ts";
import { formatDuration } from "../../words/words.ts";

/** Nothing that thinks takes less: a refusal by a rule, or nothing there at all. */
const AT_ONCE_MS = 100;

/** How long it lived says what kind of end to look for; null while it lives, or where it says nothing. */
export function durationClass(
  { createdAt, open, end }: Connection,
  primary: FindingId | null,
): string | null {
  // How long a page lived that went away says nothing of its sockets.
  if (!end || end.by === "page-gone") return null;
  const what = open ? "open" : "pending";
  const ms = Math.max(0, end.at - (open?.at ?? createdAt));
  if (ms < AT_ONCE_MS) return `at once: ${what} for ${formatDuration(ms)}`;
  const limit = primary && FINDINGS[primary].limit;
  // What counted is how long it was quiet; the finding says that.
  if (limit === "silence") return `at a limit of silence: ${what} for ${formatDuration(ms)} in all`;
  if (limit === "time") return `at a limit: ${what} for ${formatDuration(ms)}`;
  return `at no known limit: ${what} for ${formatDuration(ms)}`;
}
