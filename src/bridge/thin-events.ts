import type { PageEvent } from "../protocol/page-event.ts";

/** A session keeps no more of either: older ones would be forgotten on arrival. */
const MAX_OF_KIND = { "constructor-threw": 200, "csp-violation": 200 } as const;

/** Leaves out of a list of events what a page can repeat without end, and nothing else is told by. */
export function thinEvents(events: readonly PageEvent[]): PageEvent[] {
  const seen = { "constructor-threw": 0, "csp-violation": 0 };
  const failed = new Map<number, Extract<PageEvent, { kind: "send-failed" }>>();
  const left: PageEvent[] = [];
  // From the newest on, which are the ones that stay.
  for (const event of events.toReversed()) {
    if (event.kind === "constructor-threw" || event.kind === "csp-violation") {
      if (++seen[event.kind] > MAX_OF_KIND[event.kind]) continue;
    } else if (event.kind === "send-failed") {
      const later = failed.get(event.id);
      if (later) {
        later.count = (later.count ?? 1) + (event.count ?? 1);
        continue;
      }
      failed.set(event.id, event);
    }
    left.push(event);
  }
  return left.reverse();
}
