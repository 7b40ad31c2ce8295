import { type Body, ROW_SEND, type Rows } from "../protocol/rows.ts";
import { connectionIdOf } from "./connection.ts";
import { foldMessage, type Message } from "./fold.ts";
import { LAST_SAMPLES } from "./limits.ts";
import { messageAt } from "./message-at.ts";
import { cutSample, keepFirst, keepLast } from "./sample.ts";
import type { Connection, DocumentRecord, Sample, Session } from "./session.ts";

/** Counts the rows `from` to `to` of one document. */
export function applyRows(
  session: Session,
  document: DocumentRecord,
  rows: Rows,
  from: number,
  to: number,
  wall: (at: number) => number,
): void {
  let number = -1;
  let connection: Connection | undefined;
  for (let i = from; i < to; i++) {
    // Rows of one connection often follow each other, and making its id is dear.
    if (rows.connection[i] !== number) {
      number = rows.connection[i] as number;
      connection = session.connections.get(connectionIdOf(document.id, number));
    }
    // Forgotten, cleared, or forged: its messages are counted nowhere else.
    if (!connection) continue;
    connection.revision = session.revision;
    const at = wall(rows.at[i] as number);
    watchAgain(connection, at);
    const message = messageAt(rows, i, at);
    foldMessage(connection, message);
    const { body } = message;
    if (body === null) continue;
    keepFirst(connection, message.seq, () => sampleOf(message, body));
  }
  // While only the first bodies leave the page, they are no last ones.
  const last = document.recordingFromSeq === null ? [] : newestBodies(rows, from, to);
  for (const [id, indices] of last) {
    const heard = session.connections.get(connectionIdOf(document.id, id));
    if (!heard) continue;
    for (const i of indices.reverse()) {
      const message = messageAt(rows, i, wall(rows.at[i] as number));
      if (message.body !== null) keepLast(heard, sampleOf(message, message.body));
    }
  }
  document.appliedSeq = Math.max(document.appliedSeq, rows.firstSeq + to);
}

/**
 * Where the last bodies of each connection are, by its number, the newest first. In a flood, all
 * before them would be pushed out at once.
 */
function newestBodies({ connection, bodies }: Rows, from: number, to: number) {
  const newest = new Map<number, number[]>();
  for (let i = to - 1; i >= from; i--) {
    if (bodies?.[i] == null) continue;
    const number = connection[i] as number;
    const indices = newest.get(number) ?? [];
    if (indices.length === LAST_SAMPLES) continue;
    indices.push(i);
    newest.set(number, indices);
  }
  return newest;
}

const sampleOf = ({ seq, at, flags }: Message, body: Body): Sample => ({
  seq,
  at,
  direction: flags & ROW_SEND ? "send" : "receive",
  body: cutSample(body),
});

/** A sign of life after a pause: the socket has lived on, and is watched again. */
export function watchAgain(connection: Connection, at: number): void {
  if (connection.end?.by !== "unwatched" || at <= connection.end.at) return;
  connection.end = null;
  connection.traffic.watchedFrom = at;
  connection.state = connection.closing ? "closing" : "open";
}
