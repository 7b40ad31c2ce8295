import type { WorkerMessages } from "../protocol/devtools-message.ts";
import type { Body, Rows } from "../protocol/rows.ts";
import { ROW_SEND } from "../protocol/rows.ts";
import { addDropped } from "./add-dropped.ts";
import { touch } from "./change.ts";
import { connectionIdOf } from "./connection.ts";
import { foldMessage } from "./fold.ts";
import { FIRST_SAMPLES, LAST_SAMPLES } from "./limits.ts";
import { messageAt } from "./message-at.ts";
import { cutSample } from "./sample.ts";
import type { Connection, Sample, Session } from "./session.ts";

/** Rows are kept by document and number; each page worker's socket stands for a document of its own. */
export const workerDocumentOf = (key: string): string => `worker-${key}`;

/** The page worker's socket that messages are of; null where it is the page's own, or was cleared. */
export function findWorkerConnection(session: Session, key: string): Connection | null {
  return session.connections.get(connectionIdOf(workerDocumentOf(key), 0)) ?? null;
}

/** Counts, once, what a page worker's socket said, and keeps its first and last bodies. */
export function takeWorkerMessages(
  session: Session,
  { at, key, rows, left }: WorkerMessages & { at: number },
): void {
  const connection = findWorkerConnection(session, key);
  if (!connection || connection.lastMessage) return;
  touch(session, connection);
  for (const batch of rows) for (let i = 0; i < batch.at.length; i++) count(connection, batch, i);
  const samples = rows.flatMap(samplesOf);
  connection.first = left.count === 0 ? samples.slice(0, FIRST_SAMPLES) : [];
  connection.last = samples.slice(-LAST_SAMPLES);
  const dropped = notKept(rows, left);
  if (dropped.count > 0) {
    addDropped(session, { documentId: null, at, ...dropped, why: "body-budget" });
  }
}

const count = (connection: Connection, rows: Rows, i: number): void =>
  foldMessage(connection, messageAt(rows, i, rows.at[i] as number));

/** Only the ends of a batch can be among the first or the last. */
function samplesOf({ firstSeq, at, flags, bodies }: Rows): Sample[] {
  const samples: Sample[] = [];
  bodies?.forEach((body: Body | null, i) => {
    if (body === null || (i >= FIRST_SAMPLES && i < bodies.length - LAST_SAMPLES)) return;
    const direction = (flags[i] as number) & ROW_SEND ? "send" : "receive";
    samples.push({ seq: firstSeq + i, at: at[i] as number, direction, body: cutSample(body) });
  });
  return samples;
}

/** Messages of which not even the body's beginning is there. */
function notKept(rows: readonly Rows[], left: WorkerMessages["left"]): WorkerMessages["left"] {
  const sum = { ...left };
  for (const { bodies, sizeBytes } of rows) {
    bodies?.forEach((body, i) => {
      if (body !== null) return;
      sum.count++;
      sum.sizeBytes += sizeBytes[i] as number;
    });
  }
  return sum;
}
