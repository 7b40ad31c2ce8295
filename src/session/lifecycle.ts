import { MAX_LIFECYCLE } from "./limits.ts";
import type { DocumentRecord, Lifecycle, Session } from "./session.ts";

export function note(session: Session, entry: Lifecycle): void {
  session.lifecycle.push(entry);
  if (session.lifecycle.length > MAX_LIFECYCLE) session.lifecycle.shift();
}

/** A document is shown, maybe again, out of the back/forward cache: its page is the tab's page. */
export function revive(session: Session, document: DocumentRecord, at: number): void {
  if (document.state === "live") return;
  document.state = "live";
  if (!document.top || session.page === document.page) return;
  session.page = document.page;
  document.shownAt = at;
}
