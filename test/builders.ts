/** Sessions for tests: each names only what its test is about. */
import type { PageEvent } from "../src/protocol/page-event.ts";
import type { Rows } from "../src/protocol/rows.ts";
import { createConnection } from "../src/session/connection.ts";
import { endpointOf } from "../src/session/endpoint.ts";
import {
  type Connection,
  createSession,
  type DocumentRecord,
  type End,
  emptyTally,
  type Handshake,
  type Probe,
  type Return,
  type Session,
  type Tally,
} from "../src/session/session.ts";
import type { SessionEvent } from "../src/session/session-event.ts";
import { type Beat, emptyTraffic, type Flow, type Traffic } from "../src/session/traffic.ts";

/** A round moment, so that times in failures are readable. */
export const T0 = 1_800_000_000_000;

export const makeHandshake = (known: Partial<Handshake> = {}): Handshake => ({
  key: "handshake-1",
  at: T0 + 20,
  status: null,
  statusText: "",
  error: null,
  blanked: false,
  requestHeaders: [],
  responseHeaders: [],
  remoteAddress: null,
  durationMs: 20,
  ...known,
});

export const makeProbe = (known: Partial<Probe> = {}): Probe => ({
  at: T0 + 5_000,
  withCredentials: false,
  outcome: "answered",
  durationMs: 10,
  status: null,
  error: null,
  headers: [],
  pages: [],
  ...known,
});

type ConnectionParts = Partial<
  Omit<Connection, "open" | "end" | "closing" | "send" | "receive" | "traffic" | "handshake">
> & {
  /** True: opened 50 ms after its construction. */
  open?: boolean | Partial<NonNullable<Connection["open"]>>;
  /** A `close` event of this code; 1 s after the open, clean unless it is 1006. */
  close?: Partial<End>;
  end?: End | null;
  closing?: Partial<NonNullable<Connection["closing"]>>;
  send?: Partial<Tally>;
  receive?: Partial<Tally>;
  traffic?: TrafficParts;
  handshake?: Partial<Handshake> | null;
};

type TrafficParts = Partial<Omit<Traffic, "send" | "receive">> & {
  send?: Partial<Flow>;
  receive?: Partial<Flow>;
};

export function makeTraffic({ send, receive, ...rest }: TrafficParts = {}): Traffic {
  const empty = emptyTraffic();
  return {
    ...empty,
    ...rest,
    send: { ...empty.send, ...send },
    receive: { ...empty.receive, ...receive },
  };
}

/** "ping" of 4 bytes every 25 s, ten times, without a reply. */
export const makeBeat = (known: Partial<Beat> = {}): Beat => ({
  hash: 0x1234_5678,
  sizeBytes: 4,
  shape: 5,
  count: 10,
  firstAt: T0 + 25_000,
  lastAt: T0 + 250_000,
  gapMeanMs: 25_000,
  gapM2: 0,
  longestGapMs: 25_000,
  reply: null,
  unanswered: 0,
  ...known,
});

/** One message of connection 1 for each time given, all received, without bodies. */
export function makeRows(at: readonly number[], known: Partial<Rows> = {}): Rows {
  const n = at.length;
  return {
    firstSeq: 0,
    connection: new Uint32Array(n).fill(1),
    at: Float64Array.from(at),
    flags: new Uint8Array(n),
    shape: new Uint8Array(n),
    sizeBytes: new Float64Array(n).fill(10),
    hash: new Uint32Array(n),
    bufferedBytes: new Float64Array(n),
    bodies: null,
    ...known,
  };
}

/** Document `d1` reports; its clock began at `T0`. */
export const makeEnvelope = (
  known: Partial<Extract<SessionEvent, { kind: "envelope" }>> = {},
): Extract<SessionEvent, { kind: "envelope" }> => ({
  kind: "envelope",
  documentId: "d1",
  n: 1,
  clock: { wallMs: T0, monotonicMs: 0 },
  rows: null,
  events: [],
  damaged: 0,
  ...known,
});

export const makeConnecting = (id: number, at = 0) =>
  ({
    kind: "connecting",
    id,
    mark: `m.${id}`,
    at,
    seq: 0,
    url: "wss://api.example.com/live",
    protocols: [],
    stack: null,
  }) satisfies PageEvent;

export const makeClose = (
  id: number,
  at: number,
  seq = 0,
): Extract<PageEvent, { kind: "close" }> => ({
  kind: "close",
  id,
  at,
  seq,
  code: 1000,
  reason: "",
  wasClean: true,
  last: [],
});

let made = 0;

/** The next connection is #1 again. */
export function countAnew(): void {
  made = 0;
}

export function makeConnection(parts: ConnectionParts = {}): Connection {
  const { open, close, end, closing, send, receive, traffic, handshake, ...rest } = parts;
  const number = ++made;
  const createdAt = rest.createdAt ?? T0;
  const url = rest.url ?? "wss://api.example.com/live";
  const opened = open
    ? { at: createdAt + 50, protocol: "", extensions: "", ...(open === true ? {} : open) }
    : null;
  const ended: End | null = close
    ? {
        at: (opened?.at ?? createdAt) + 1_000,
        by: "close",
        code: 1006,
        reason: "",
        wasClean: (close.code ?? 1006) !== 1006,
        ...close,
      }
    : (end ?? null);
  return createConnection({
    id: `d1-${number}`,
    ordinal: number,
    number,
    documentId: "d1",
    endpoint: endpointOf(url),
    ...rest,
    url,
    createdAt,
    open: opened,
    end: ended,
    closing: closing
      ? {
          at: (ended?.at ?? createdAt + 500) - 1,
          code: null,
          reason: null,
          stack: null,
          ...closing,
        }
      : null,
    state: rest.state ?? (ended ? "closed" : opened ? "open" : "connecting"),
    send: { ...emptyTally(), ...send },
    receive: { ...emptyTally(), ...receive },
    traffic: makeTraffic(traffic),
    handshake: handshake ? makeHandshake(handshake) : null,
  });
}

/** Opened, and closed by the page 50 ms later without a message. */
export const makeHelper = (known: ConnectionParts = {}): Connection => {
  const { createdAt = T0 } = known;
  return makeConnection({
    open: true,
    closing: {},
    close: { code: 1005, at: createdAt + 100 },
    ...known,
  });
};

export const makeDocument = (known: Partial<DocumentRecord> = {}): DocumentRecord => ({
  id: "d1",
  frameId: 0,
  url: "https://app.example.com/",
  top: true,
  page: 1,
  joinedAt: T0 - 1_000,
  hooked: true,
  state: "live",
  visible: true,
  frozen: false,
  online: true,
  appliedEnvelope: 0,
  appliedSeq: 0,
  clock: { wallMs: T0, monotonicMs: 0 },
  bodiesFromSeq: null,
  recordingFromSeq: null,
  ...known,
});

type SessionParts = Partial<Omit<Session, "connections" | "documents">> & {
  connections?: Connection[];
  documents?: DocumentRecord[];
};

/** A tab whose one page is document `d1`. */
export function makeSession({ connections = [], documents, ...rest }: SessionParts = {}): Session {
  return {
    ...createSession(1, T0 - 1_000),
    page: 1,
    ...rest,
    documents: new Map((documents ?? [makeDocument()]).map((record) => [record.id, record])),
    connections: new Map(connections.map((connection) => [connection.id, connection])),
  };
}

/** Of tab 2, lost after a minute and back a second later. */
export const makeReturn = (known: Partial<Return> = {}): Return => ({
  tab: 2,
  connectionId: "other-2",
  page: 1,
  hostPort: "api.example.com",
  livedFrom: T0,
  lostAt: T0 + 60_000,
  backAt: T0 + 61_000,
  ...known,
});

/**
 * Connections one after the other, each failed `livedMs` after its construction, with these waits
 * between an end and the next construction.
 */
export function makeRetries(delaysMs: readonly number[], livedMs = 10): Connection[] {
  let createdAt = T0;
  return [0, ...delaysMs].map((delayMs, i) => {
    if (i > 0) createdAt += livedMs + delayMs;
    return makeConnection({ createdAt, close: { at: createdAt + livedMs } });
  });
}
