import { ROW_BINARY, ROW_BLOB, ROW_CUT, ROW_LOST, ROW_SEND } from "../../../src/protocol/rows.ts";
import { createConnection } from "../../../src/session/connection.ts";
import { endpointOf } from "../../../src/session/endpoint.ts";
import { type Connection, createSession, type Session } from "../../../src/session/session.ts";
import type { StoredRow } from "../../../src/session/stored-row.ts";
import type { Flow, Traffic } from "../../../src/session/traffic.ts";

/** A moment with a fraction that seconds cannot hold. */
export const START = 1_795_176_000_000.3;

export const makeRow = (row: Partial<StoredRow> = {}): StoredRow => ({
  documentId: "doc",
  connectionId: "doc-1",
  seq: 0,
  at: START + 100,
  flags: 0,
  shape: 5,
  sizeBytes: 2,
  bufferedBytes: 0,
  body: "hi",
  ...row,
});

export const makeConnection = (known: Partial<Connection> = {}): Connection => {
  const url = known.url ?? "wss://example.test/ws";
  return createConnection({
    id: "doc-1",
    ordinal: 1,
    number: 1,
    createdAt: START,
    url,
    endpoint: endpointOf(url),
    ...known,
  });
};

export function makeSession(...connections: Connection[]): Session {
  const session = createSession(7, START - 1000);
  for (const connection of connections) session.connections.set(connection.id, connection);
  session.nextOrdinal = connections.length + 1;
  return session;
}

/** A session with every field set, so that one that a file forgets is missed. */
export function makeFullSession(): { session: Session; rows: StoredRow[] } {
  const session = makeSession(
    makeConnection({
      revision: 41,
      documentId: "doc",
      frameId: 3,
      page: 2,
      pageWorker: true,
      url: "wss://example.test:8443/ws?room=1&flag",
      protocols: ["chat", "json"],
      stack: "at connect (app.js:1:2)",
      state: "closed",
      open: { at: START + 20, protocol: "chat", extensions: "permessage-deflate" },
      closing: { at: START + 4000, code: 4001, reason: "bye", stack: "at bye (app.js:3:4)" },
      errorAt: START + 4990,
      end: { at: START + 5000, by: "close", code: 1008, reason: "policy", wasClean: true },
      send: makeTally(3),
      receive: makeTally(4),
      traffic: makeFullTraffic(),
      lastMessage: { at: START + 900, direction: "receive" },
      first: [{ seq: 0, at: START + 100, direction: "send", body: "hé\ud800" }],
      last: [
        { seq: 5, at: START + 900, direction: "receive", body: Uint8Array.of(0, 128, 255, 61) },
      ],
      lost: { count: 1, sizeBytes: 9 },
      sendFailure: { count: 2, name: "InvalidStateError", message: "too early", at: START + 1 },
      bufferedPeakBytes: 4096,
      cutCount: 1,
      csp: { at: START + 2, directive: "connect-src" },
      handshake: makeHandshake("r1"),
      probes: [
        {
          at: START + 6000,
          withCredentials: true,
          outcome: "failed",
          durationMs: 12,
          status: 403,
          error: "net::ERR_CONNECTION_REFUSED",
          headers: [{ name: "Server", value: "nginx" }],
          pages: ["nginx-itself"],
        },
      ],
    }),
    makeConnection({ id: "doc-2", ordinal: 2, number: 2, createdAt: START + 1 }),
  );
  session.revision = 42;
  session.mode = "record";
  session.preserveLog = true;
  session.page = 2;
  session.documents.set("doc", {
    id: "doc",
    frameId: 3,
    url: "https://example.test/",
    top: true,
    page: 2,
    joinedAt: START - 500,
    shownAt: START - 600,
    hooked: true,
    state: "cached",
    visible: false,
    frozen: true,
    online: false,
    appliedEnvelope: 12,
    appliedSeq: 9,
    clock: { wallMs: START, monotonicMs: 12.5 },
    bodiesFromSeq: 3,
    recordingFromSeq: 4,
  });
  session.elsewhere = [
    {
      ...{ tab: 8, connectionId: "other-2", page: 2, hostPort: "example.test:8443" },
      ...{ livedFrom: START, lostAt: START + 5000, backAt: START + 5100.5 },
    },
  ];
  session.lifecycle = [
    { kind: "clock-jump", at: START, documentId: null, ms: 60_000 },
    { kind: "pagehide", at: START, documentId: "doc", persisted: true },
  ];
  session.constructorErrors = [
    { documentId: "doc", at: START, url: "wss:x", name: "SyntaxError", message: "no", stack: "s" },
  ];
  session.dropped = [
    { documentId: "doc", at: START, count: 5, sizeBytes: 6, why: "back-pressure" },
  ];
  session.overrides = { 7: { outcome: "no", note: "seen in the log" }, 9: { note: "new key" } };
  session.forgedCount = 1;
  session.forgottenCount = 2;
  session.devtools = [{ since: START, until: null }];
  session.handshakesPaused = true;
  session.browser = { name: "Chrome", version: "156.0.0.0" };
  session.unmatchedHandshakes = [
    {
      url: "wss://other.test/",
      startedAt: START,
      endedAt: START + 1,
      mark: "0.5.9",
      fromWorker: true,
      handshake: makeHandshake("r2"),
    },
  ];
  const rows = [
    makeRow({ seq: 0, flags: ROW_SEND, bufferedBytes: 17 }),
    makeRow({ seq: 1, flags: ROW_BINARY, shape: 1, sizeBytes: 3, body: Uint8Array.of(0, 1, 2) }),
    makeRow({ seq: 2, sizeBytes: 70_000, body: null }),
    makeRow({ seq: 3, flags: ROW_CUT, sizeBytes: 9_000_000, body: "begin" }),
    makeRow({ seq: 4, flags: ROW_SEND | ROW_LOST }),
    makeRow({ seq: 5, flags: ROW_SEND | ROW_BINARY | ROW_BLOB, sizeBytes: 8, body: null }),
    makeRow({ seq: 6, sizeBytes: 0, shape: 2, body: "" }),
    makeRow({ seq: 7, at: 1_795_176_000_000, body: "on the second" }),
  ];
  return { session, rows };
}

const makeTally = (count: number) => ({
  count,
  sizeBytes: 10 * count,
  binaryCount: 1,
  largestBytes: 8,
  largestAt: START + 200,
  firstAt: START + 100,
  lastAt: START + 900,
  lastBytes: 2,
});

const makeFullFlow = (count: number): Flow => ({
  shapes: [0, count],
  sizes: [0, 0, 1, count - 1],
  newFormat: { at: START + 900, seq: 5, shape: 1, before: 3 },
  longestGap: { ms: 800.5, endedAt: START + 900 },
  beats: [
    {
      hash: 0xdead_beef,
      sizeBytes: 4,
      shape: 5,
      count,
      firstAt: START + 100,
      lastAt: START + 900,
      gapMeanMs: 400,
      gapM2: 2.5,
      longestGapMs: 500,
      reply: { hash: 0, sizeBytes: 4, shape: 5, count: 2, sumMs: 9, maxMs: 5, lastAt: START + 505 },
      unanswered: 1,
    },
  ],
  seenTexts: { keys: [7, 0], at: [START, 0] },
  seenForms: { keys: [0, 9], at: [0, START] },
});

const makeFullTraffic = (): Traffic => ({
  send: makeFullFlow(3),
  receive: makeFullFlow(4),
  watchedFrom: START + 50,
  longestQuiet: { ms: 700, endedAt: START + 900 },
  answers: {
    count: 2,
    buckets: [0, 2],
    slowest: { ms: 1.3, at: START + 500 },
    firstSumMs: 2.5,
    firstCount: 2,
  },
  pairs: {
    pending: [{ id: 5, kind: 6, content: 7, at: START + 800 }],
    answers: {
      count: 1,
      buckets: [1],
      slowest: { ms: 0.5, at: START + 500 },
      firstSumMs: 0.5,
      firstCount: 1,
    },
    kinds: [{ kind: 6, answered: 1 }],
  },
  exchanges: {
    recent: [{ at: START + 500, seq: 3, outcome: 1 }],
    stream: { askedAt: START + 300, firstAt: START + 400, lastAt: START + 500, pieces: 2 },
    firstPiece: { count: 1, sumMs: 100, slowest: { ms: 100, at: START + 400 } },
    longestStall: { ms: 100, at: START + 500 },
    gaps: { count: 1, sumMs: 100 },
    truncated: { byTokens: 1, byFilter: 0, last: { at: START + 500, seq: 3 } },
    limit: { remaining: 1, of: 9, resetAt: START + 900, at: START + 500, seq: 3 },
  },
  talk: {
    read: { send: 3, receive: 4 },
    subscriptions: [{ key: 8, id: 9, label: "orders", at: START + 300, left: true }],
    sent: [{ id: 5, kind: 6, content: 7, at: START + 800 }],
    numbered: [{ name: "seq", of: 1, first: 1, last: 4, count: 4, jumps: 0 }],
    isCut: true,
    isResumed: true,
  },
  unanswered: { count: 1, since: START + 800 },
  buffered: { lastBytes: 17, risingCount: 2, risingSince: START + 300, peakAt: START + 300 },
  activity: {
    startAt: START + 20,
    stepMs: 1_000,
    send: [3],
    receive: [4],
    sendBytes: [30],
    receiveBytes: [40],
  },
  json: {
    parsed: 3,
    malformed: 1,
    firstMalformed: { at: START + 300, seq: 2, direction: "send" },
    secondAt: START + 100,
    inSecond: 3,
  },
});

const makeHandshake = (key: string) => ({
  key,
  at: START + 19,
  status: 101,
  statusText: "Switching Protocols",
  error: "net::ERR_FAILED",
  blanked: true,
  requestHeaders: [{ name: "Origin", value: "https://example.test" }],
  responseHeaders: [{ name: "Server", value: "nginx" }],
  remoteAddress: "[::1]:8443",
  durationMs: 19,
});
