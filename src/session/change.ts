import type { Connection, End, Session } from "./session.ts";

/** Marks a connection as changed in this revision, so that only changes are saved and sent. */
export function touch(session: Session, connection: Connection): void {
  connection.revision = session.revision;
}

export function endConnection(session: Session, connection: Connection, end: End): void {
  connection.end = end;
  connection.state = "closed";
  touch(session, connection);
}
