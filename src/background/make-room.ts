import type { ConnectionId, Session } from "../session/session.ts";

export type Forgotten = { tabId: number; id: ConnectionId };

/** What goes at once: little enough to keep nearly all that has room, and not one by one. */
const SHARE = 1 / 8;

/**
 * Makes room in what all tabs share: of the connections that are over, in whichever tab, the oldest
 * go and are counted where they were. A busy tab cannot push out younger ones of a quiet one.
 */
export function forgetOldestOf(sessions: Iterable<Session>): Forgotten[] {
  const over = [...sessions].flatMap((session) =>
    [...session.connections.values()].flatMap(({ id, end }) =>
      end ? [{ session, id, endedAt: end.at }] : [],
    ),
  );
  over.sort((a, b) => a.endedAt - b.endedAt);
  return over.slice(0, Math.ceil(over.length * SHARE)).map(({ session, id }) => {
    session.connections.delete(id);
    session.forgottenCount++;
    return { tabId: session.tabId, id };
  });
}
