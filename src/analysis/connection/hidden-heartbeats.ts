import type { Session } from "../../session/session.ts";
import type { Ended } from "../check.ts";
import type { Evidence } from "../finding.ts";
import { watchTimers } from "../series/held-back.ts";
import { figure } from "./evidence.ts";

/** What a page sends so often, always the same or always answered, runs on a timer. */
const MIN_BEATS = 3;

/**
 * Says whether the tab was hidden while a server waited for the page's next heartbeat: browsers run
 * the timers of a hidden tab once a second, after five minutes once a minute. Empty where it was not.
 */
export function createHidden(session: Session): (connection: Ended) => Evidence[] {
  let heldIn: ReturnType<typeof watchTimers> | null = null;
  return ({ documentId, traffic, end }) => {
    const beat = traffic.send.beats
      .filter(({ count, hash, reply }) => count >= MIN_BEATS && (hash !== 0 || reply !== null))
      .sort((a, b) => a.lastAt - b.lastAt)
      .at(-1);
    if (!beat) return [];
    heldIn ??= watchTimers(session);
    if (heldIn(documentId, beat.lastAt, end.at).by !== "hidden") return [];
    const hiddenAt = session.lifecycle.findLast(
      ({ kind, at, documentId: of }) => kind === "hidden" && of === documentId && at <= end.at,
    )?.at;
    return [
      ...figure("tab-was", "hidden", undefined, { at: hiddenAt ?? null }),
      ...figure("heartbeats-of-page", beat.count, undefined, { at: beat.lastAt }),
      ...figure("longest-heartbeat-gap", Math.round(beat.longestGapMs), "ms"),
    ];
  };
}
