import { type Connection, type ConnectionId, emptyTally } from "./session.ts";
import { emptyTraffic } from "./traffic.ts";

/** The same before and after a worker stop, because the page's side made both parts. */
export const connectionIdOf = (documentId: string, number: number): ConnectionId =>
  `${documentId}-${number}`;

/** A connection of which only the beginning is known. */
export const createConnection = (
  known: Pick<Connection, "id" | "ordinal" | "number" | "url" | "endpoint" | "createdAt"> &
    Partial<Connection>,
): Connection => ({
  revision: 0,
  documentId: null,
  mark: null,
  frameId: 0,
  page: 0,
  pageWorker: false,
  protocols: null,
  stack: null,
  state: "connecting",
  open: null,
  closing: null,
  errorAt: null,
  end: null,
  send: emptyTally(),
  receive: emptyTally(),
  traffic: emptyTraffic(),
  lastMessage: null,
  first: [],
  last: [],
  lost: { count: 0, sizeBytes: 0 },
  sendFailure: null,
  bufferedPeakBytes: 0,
  cutCount: 0,
  csp: null,
  handshake: null,
  probes: [],
  ...known,
});
