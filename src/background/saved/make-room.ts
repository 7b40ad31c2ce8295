import type { Session } from "../../session/session.ts";
import { thinSession } from "../../session/thin.ts";
import { weighSession } from "../../session/weigh.ts";

/**
 * Makes room in what all tabs share, at the cost of the tab that takes most of it: a busy tab cannot
 * push out what a quiet one has. Something goes in any case, and then whatever makes all of them
 * heavier than `maxBytes`. Gives whose session changed: none where nothing is left that could go.
 */
export function makeRoomIn(
  sessions: Iterable<Session>,
  maxBytes = Number.POSITIVE_INFINITY,
): Set<Session> {
  const thinned = new Set<Session>();
  const weighed = [...sessions].map((session) => ({ session, bytes: weighSession(session) }));
  do {
    weighed.sort((a, b) => b.bytes - a.bytes);
    const largest = weighed.find(({ session }) => thinSession(session));
    if (!largest) break;
    largest.bytes = weighSession(largest.session);
    thinned.add(largest.session);
  } while (weighed.reduce((sum, { bytes }) => sum + bytes, 0) > maxBytes);
  return thinned;
}
