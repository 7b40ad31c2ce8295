import type { ConnectionId, Session } from "../session/session.ts";

export type Forgotten = { tabId: number; id: ConnectionId };

/**
 * Makes room in what all tabs share: of the connections that are over, in whichever tab, the older
 * half goes and is counted where it was. A busy tab cannot push out younger ones of a quiet one.
 */
export function forgetOlderHalfOf(sessions: Iterable<Session>): Forgotten[] {
  const over = [...sessions].flatMap((session) =>
    [...session.connections.values()].flatMap(({ id, end }) =>
      end ? [{ session, id, endedAt: end.at }] : [],
    ),
  );
  over.sort((a, b) => a.endedAt - b.endedAt);
  return over.slice(0, Math.ceil(over.length / 2)).map(({ session, id }) => {
    session.connections.delete(id);
    session.forgottenCount++;
    return { tabId: session.tabId, id };
  });
}
