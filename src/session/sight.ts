/** What is looked at, and by whom: DevTools alone sees the sockets of page workers. */
import { endConnection } from "./change.ts";
import type { Connection, Session } from "./session.ts";
import type { EventOf } from "./session-event.ts";

export function applyDevtools(session: Session, event: EventOf<"devtools">): void {
  const last = session.devtools.at(-1);
  if (event.open) {
    if (!last || last.until !== null) session.devtools.push({ since: event.at, until: null });
  } else if (last?.until === null) {
    last.until = event.at;
    loseSight(session, event.at, isOfWorker);
  }
}

export function applyMode(session: Session, event: EventOf<"mode">): void {
  if (session.mode === event.mode) return;
  session.mode = event.mode;
  if (event.mode === "off") {
    session.unwatchedSince = event.at;
    loseSight(session, event.at, () => true);
  } else delete session.unwatchedSince;
}

export function pauseHandshakes(session: Session, event: EventOf<"handshakes-paused">): void {
  session.handshakesPaused = event.on;
  if (event.on) loseSight(session, event.at, isOfWorker);
}

const isOfWorker = ({ pageWorker }: Connection): boolean => pageWorker;

/** From now on nobody would tell of their end. */
function loseSight(
  session: Session,
  at: number,
  isLost: (connection: Connection) => boolean,
): void {
  for (const connection of session.connections.values()) {
    if (connection.end || !isLost(connection)) continue;
    const end = { at, by: "unwatched", code: null, reason: "", wasClean: null } as const;
    endConnection(session, connection, end);
  }
}
