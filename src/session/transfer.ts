/**
 * A session as JSON, for `storage.session`, which keeps neither Maps nor typed arrays. Connections
 * travel one by one, so that only those that changed are written. (Ports carry a session as it is.)
 */
import { bytesOf, latin1Of } from "../protocol/latin1.ts";
import type { Connection, DocumentRecord, Sample, Session } from "./session.ts";
import { SESSION_VERSION } from "./session.ts";
import { emptyTraffic, isEmptyTraffic, type Traffic } from "./traffic.ts";

type PlainSample = Omit<Sample, "body"> & { body: string | { bytes: string } };
export type PlainConnection = Omit<Connection, "traffic" | "first" | "last"> & {
  /** Null where nothing was said: a storm's attempts are many, and room is short. */
  traffic: Traffic | null;
  first: PlainSample[];
  last: PlainSample[];
};
/** Everything but the connections. */
export type PlainSession = Omit<Session, "documents" | "connections"> & {
  documents: DocumentRecord[];
};

const plainSample = (sample: Sample): PlainSample => ({
  ...sample,
  // A character a byte: a list of numbers would cost the browser as many values.
  body: typeof sample.body === "string" ? sample.body : { bytes: latin1Of(sample.body) },
});
const fullSample = (sample: PlainSample): Sample => ({
  ...sample,
  body: typeof sample.body === "string" ? sample.body : bytesOf(sample.body.bytes),
});

export const toPlainConnection = (connection: Connection): PlainConnection => ({
  ...connection,
  traffic: isEmptyTraffic(connection.traffic) ? null : connection.traffic,
  first: connection.first.map(plainSample),
  last: connection.last.map(plainSample),
});

const fromPlainConnection = (plain: PlainConnection): Connection => ({
  ...plain,
  traffic: plain.traffic ?? emptyTraffic(),
  first: plain.first.map(fullSample),
  last: plain.last.map(fullSample),
});

export function toPlainSession({ documents, connections: _, ...rest }: Session): PlainSession {
  return { ...rest, documents: [...documents.values()] };
}

/** Null where it was written by another version: what was watched then is not worth guessing. */
export function fromPlainSession(
  { documents, ...rest }: PlainSession,
  connections: PlainConnection[],
): Session | null {
  if (rest.version !== SESSION_VERSION) return null;
  const inOrder = connections.map(fromPlainConnection).sort((a, b) => a.ordinal - b.ordinal);
  return {
    ...rest,
    documents: new Map(documents.map((document) => [document.id, document])),
    connections: new Map(inOrder.map((connection) => [connection.id, connection])),
  };
}
