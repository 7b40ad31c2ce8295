import { ROW_SEND, type Rows } from "../protocol/rows.ts";
import { connectionIdOf } from "./connection.ts";
import { foldMessage } from "./fold.ts";
import { FIRST_SAMPLES } from "./limits.ts";
import { cutSample } from "./sample.ts";
import type { Connection, DocumentRecord, Session } from "./session.ts";

/** Counts the rows `from` to `to` of one document. */
export function applyRows(
  session: Session,
  document: DocumentRecord,
  rows: Rows,
  from: number,
  to: number,
  wall: (at: number) => number,
): void {
  for (let i = from; i < to; i++) {
    const number = rows.connection[i] as number;
    const connection = session.connections.get(connectionIdOf(document.id, number));
    // Forgotten, cleared, or forged: its messages are counted nowhere else.
    if (!connection) continue;
    connection.revision = session.revision;
    const at = wall(rows.at[i] as number);
    watchAgain(connection, at);
    const flags = rows.flags[i] as number;
    foldMessage(connection, {
      at,
      flags,
      sizeBytes: rows.sizeBytes[i] as number,
      bufferedBytes: rows.bufferedBytes[i] as number,
    });
    const body = rows.bodies?.[i] ?? null;
    if (body !== null && connection.first.length < FIRST_SAMPLES) {
      const direction = flags & ROW_SEND ? "send" : "receive";
      connection.first.push({ seq: rows.firstSeq + i, at, direction, body: cutSample(body) });
    }
  }
  document.appliedSeq = Math.max(document.appliedSeq, rows.firstSeq + to);
}

/** A message after a pause: the socket has lived on, and is watched again. */
export function watchAgain(connection: Connection, at: number): void {
  if (connection.end?.by !== "unwatched" || at <= connection.end.at) return;
  connection.end = null;
  connection.state = connection.closing ? "closing" : "open";
}
