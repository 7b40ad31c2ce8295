import type { Connection, Session } from "../session/session.ts";

/** Epoch ms of the last thing that happened in a session: "now", for a session that is over. */
export function lastEventAt(session: Session): number {
  let last = session.startedAt;
  const note = (at: number | null | undefined) => {
    if (at !== null && at !== undefined && at > last) last = at;
  };
  for (const document of session.documents.values()) note(document.joinedAt);
  for (const { at } of session.lifecycle) note(at);
  for (const { at } of session.constructorErrors) note(at);
  for (const { at, until } of session.dropped) {
    note(at);
    note(until);
  }
  for (const { since, until } of session.devtools) {
    note(since);
    note(until);
  }
  for (const { endedAt } of session.http) note(endedAt);
  for (const { handshake } of session.unmatchedHandshakes) note(handshake.at);
  for (const connection of session.connections.values()) timesOf(connection).forEach(note);
  return last;
}

const timesOf = (connection: Connection) => [
  connection.createdAt,
  connection.open?.at,
  connection.closing?.at,
  connection.errorAt,
  connection.end?.at,
  connection.lastMessage?.at,
  connection.sendFailure?.at,
  connection.csp?.at,
  connection.handshake?.at,
  ...connection.probes.map(({ at }) => at),
];
