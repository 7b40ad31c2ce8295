import { MAX_LIFECYCLE } from "./limits.ts";
import type { Lifecycle, Session } from "./session.ts";

export function note(session: Session, entry: Lifecycle): void {
  session.lifecycle.push(entry);
  if (session.lifecycle.length > MAX_LIFECYCLE) session.lifecycle.shift();
}
