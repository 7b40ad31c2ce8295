/** Events in any order, with any times and sizes that the parsers let through. */
import fc from "fast-check";
import type { PageEvent } from "../../../src/protocol/page-event.ts";
import { type Body, ROW_BINARY, ROW_SEND, type Rows } from "../../../src/protocol/rows.ts";
import type { Header, Return } from "../../../src/session/session.ts";
import type { SessionEvent } from "../../../src/session/session-event.ts";
import { makeHandshake, makeRows, T0 } from "../../builders.ts";

const EXTREME_MS = 8.64e15;
const URLS = [
  "wss://api.example.com/live",
  "wss://api.example.com/live?token=abc",
  "ws://localhost:3000/socket.io/?EIO=4&transport=websocket",
  "wss://gateway.discord.gg/?v=10",
  "wss://[::1]:99999/%zz",
  "not an address",
];
const BODIES: (Body | null)[] = [
  null,
  "",
  "ping",
  '{"error":{"code":"rate_limit_exceeded"}}',
  '{"broken":',
  "42[]",
  "\u0000CONNECT\u001e",
  "[".repeat(9_000),
  new Uint8Array([1, 2, 3]),
];

/** Mostly within some minutes, and now and then absurd. */
const monotonic = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 300_000 }) },
  { weight: 2, arbitrary: fc.double({ min: -1_000, max: 1e6, noNaN: true }).map((ms) => ms + 0) },
  { weight: 1, arbitrary: fc.constantFrom(-EXTREME_MS, EXTREME_MS, 0) },
);
const at = monotonic.map((ms) => T0 + ms);
const id = fc.integer({ min: 1, max: 5 });
const seq = fc.integer({ min: 0, max: 60 });
const documentId = fc.constantFrom("d1", "d2", "d3");
const count = fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.constant(Number.MAX_SAFE_INTEGER));
const url = fc.constantFrom(...URLS);
const reason = fc.constantFrom("", "rate limited", "token expired", "ping timeout", "\u202eabc");
const stack = fc.constantFrom(null, "at connect (https://app.example.com/app.js:1:2)");
const code = fc.oneof(
  fc.constantFrom(1000, 1001, 1005, 1006, 1008, 1011, 1012, 3000, 4001, 4429),
  fc.integer({ min: 0, max: 65_535 }),
);
const base = { at: monotonic, seq };
const ofConnection = { ...base, id };
const bare = (...kinds: ("freeze" | "resume" | "online" | "offline")[]) =>
  fc.record({ kind: fc.constantFrom(...kinds), ...base });
const sample = fc.record({
  seq,
  at: monotonic,
  send: fc.boolean(),
  body: fc
    .constantFrom(...BODIES.filter((body) => body !== null))
    .map((body) => body.slice(0, 4096)),
});

const pageEvent: fc.Arbitrary<PageEvent> = fc.oneof(
  fc.record({
    kind: fc.constant("connecting" as const),
    ...ofConnection,
    mark: fc.constantFrom("m.1", "m.2", "m.3"),
    url,
    protocols: fc.constantFrom<(string[] | null)[]>(null, [], ["mqtt"], ["graphql-transport-ws"]),
    stack,
  }),
  fc.record({
    kind: fc.constant("open" as const),
    ...ofConnection,
    protocol: fc.constantFrom("", "mqtt"),
    extensions: fc.constant(""),
  }),
  fc.record({
    kind: fc.constant("closing" as const),
    ...ofConnection,
    code: fc.option(code),
    reason: fc.option(reason),
    stack,
  }),
  fc.record({
    kind: fc.constant("error" as const),
    ...ofConnection,
    readyState: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
  }),
  fc.record({
    kind: fc.constant("close" as const),
    ...ofConnection,
    code,
    reason,
    wasClean: fc.boolean(),
    last: fc.array(sample, { maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant("constructor-threw" as const),
    ...base,
    url: fc.option(url),
    name: fc.constantFrom("SyntaxError", "SecurityError"),
    message: fc.constant("no"),
    stack,
  }),
  fc.record({
    kind: fc.constant("send-failed" as const),
    ...ofConnection,
    name: fc.constant("InvalidStateError"),
    message: fc.constant("Still in CONNECTING state."),
    sizeBytes: fc.option(count),
  }),
  fc.record({
    kind: fc.constant("dropped" as const),
    ...base,
    count,
    sizeBytes: count,
    why: fc.constantFrom("body-budget" as const, "back-pressure" as const, "hook-error" as const),
  }),
  fc.record({
    kind: fc.constant("dropped" as const),
    ...base,
    count,
    sizeBytes: fc.constant(0),
    why: fc.constant("hook-silent" as const),
    what: fc.constant("sockets" as const),
  }),
  fc.record({ kind: fc.constant("heard-again" as const), ...base }),
  fc.record({
    kind: fc.constant("folded" as const),
    ...ofConnection,
    send: fc.boolean(),
    count,
    sizeBytes: count,
    binaryCount: count,
    largestBytes: count,
    largestAt: monotonic,
    firstAt: monotonic,
    lastAt: monotonic,
    lastBytes: count,
    lost: fc.record({ count, sizeBytes: count }),
    bufferedPeakBytes: count,
  }),
  fc.record({
    kind: fc.constant("folded-connections" as const),
    ...base,
    url,
    count,
    openedCount: count,
    messageCount: count,
    sizeBytes: count,
    firstAt: monotonic,
    lastAt: monotonic,
  }),
  fc.record({ kind: fc.constant("recording" as const), ...base, on: fc.boolean() }),
  fc.record({
    kind: fc.constant("csp-violation" as const),
    ...base,
    url,
    directive: fc.constant("connect-src"),
    disposition: fc.constantFrom("enforce" as const, "report" as const),
  }),
  fc.record({ kind: fc.constant("visibility" as const), ...base, visible: fc.boolean() }),
  fc.record({ kind: fc.constantFrom("pagehide", "pageshow"), ...base, persisted: fc.boolean() }),
  bare("freeze", "resume", "online", "offline"),
);

const message = fc.record({
  id,
  at: monotonic,
  flags: fc.integer({ min: 0, max: 31 }),
  shape: fc.integer({ min: 0, max: 15 }),
  sizeBytes: count,
  hash: fc.integer({ min: 0, max: 3 }),
  bufferedBytes: count,
  body: fc.constantFrom(...BODIES),
});

/** Some as the hook would write them, at a steady pace, some with nothing in order. */
const rows: fc.Arbitrary<Rows> = fc.oneof(
  fc
    .record({ firstSeq: seq, list: fc.array(message, { maxLength: 40 }) })
    .map(({ firstSeq, list }) =>
      makeRows(
        list.map((row) => row.at),
        {
          firstSeq,
          connection: Uint32Array.from(list, (row) => row.id),
          flags: Uint8Array.from(list, (row) => row.flags),
          shape: Uint8Array.from(list, (row) => row.shape),
          sizeBytes: Float64Array.from(list, (row) => row.sizeBytes),
          hash: Uint32Array.from(list, (row) => row.hash),
          bufferedBytes: Float64Array.from(list, (row) => row.bufferedBytes),
          bodies: list.map(({ body }) => body),
        },
      ),
    ),
  fc
    .record({
      startAt: fc.integer({ min: 0, max: 100_000 }),
      stepMs: fc.integer({ min: 0, max: 30_000 }),
    })
    .map(({ startAt, stepMs }) =>
      makeRows(
        Array.from({ length: 30 }, (_, i) => startAt + i * stepMs),
        {
          flags: Uint8Array.from({ length: 30 }, (_, i) => (i % 2 ? ROW_SEND : ROW_BINARY)),
          hash: new Uint32Array(30).fill(77),
        },
      ),
    ),
);

const handshake = fc
  .record({
    key: fc.constantFrom("r1", "r2", "r3"),
    at,
    status: fc.constantFrom(null, 0, 101, 200, 301, 401, 404, 429, 502, 999),
    error: fc.constantFrom(null, "", "net::ERR_CONNECTION_REFUSED", "what?"),
    blanked: fc.boolean(),
    durationMs: fc.option(monotonic),
  })
  .map(makeHandshake);

const returned: fc.Arbitrary<Return> = fc.record({
  tab: fc.integer({ min: 2, max: 9 }),
  connectionId: id.map((number) => `other-${number}`),
  page: id,
  hostPort: fc.constantFrom("api.example.com", "x".repeat(9_000)),
  livedFrom: at,
  lostAt: at,
  backAt: at,
});

const sessionEvent: fc.Arbitrary<SessionEvent> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("envelope" as const),
      documentId,
      n: fc.integer({ min: 1, max: 40 }),
      clock: fc.record({ wallMs: at, monotonicMs: monotonic }),
      rows: fc.option(rows),
      events: fc.array(pageEvent, { maxLength: 12 }),
      damaged: fc.integer({ min: 0, max: 2 }),
    }),
  },
  fc.record({
    kind: fc.constant("document-joined" as const),
    at,
    documentId,
    frameId: fc.integer({ min: 0, max: 3 }),
    top: fc.boolean(),
    url: fc.constant("https://app.example.com/"),
    hooked: fc.boolean(),
    visible: fc.boolean(),
    online: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("document-left" as const), at, documentId }),
  fc.record({
    kind: fc.constant("document-stopped" as const),
    at,
    documentId,
    how: fc.constantFrom("crashed" as const, "discarded" as const, "frame-crashed" as const),
  }),
  fc.record({
    kind: fc.constant("handshakes" as const),
    at,
    handshakes: fc.array(
      fc.record({
        url,
        startedAt: at,
        endedAt: fc.option(at),
        mark: fc.option(fc.constantFrom("m.1", "m.2", "m.3")),
        fromWorker: fc.boolean(),
        handshake,
      }),
      { maxLength: 4 },
    ),
  }),
  fc.record({
    kind: fc.constant("worker-messages" as const),
    at,
    key: fc.constantFrom("r1", "r2"),
    rows: fc.array(rows, { maxLength: 2 }),
    left: fc.record({ count, sizeBytes: count }),
  }),
  fc.record({ kind: fc.constant("forged" as const), count: fc.nat(9) }),
  fc.record({ kind: fc.constant("devtools" as const), at, open: fc.boolean() }),
  fc.record({ kind: fc.constant("handshakes-paused" as const), at, on: fc.boolean() }),
  fc.record({
    kind: fc.constant("mode" as const),
    at,
    mode: fc.constantFrom("off", "watch", "record"),
  }),
  fc.record({ kind: fc.constant("preserve-log" as const), on: fc.boolean() }),
  fc.record({
    kind: fc.constant("overrides" as const),
    overrides: fc.constant({ 7: { outcome: "no" as const } }),
  }),
  fc.record({ kind: fc.constant("elsewhere" as const), returns: fc.array(returned) }),
  fc.record({
    kind: fc.constant("probe" as const),
    connectionId: id.map((number) => `d1-${number}`),
    probe: fc.record({
      at,
      withCredentials: fc.boolean(),
      outcome: fc.constantFrom("answered", "failed", "timeout"),
      durationMs: monotonic,
      status: fc.constantFrom(null, 200, 426, 503),
      error: fc.constantFrom(null, "net::ERR_NAME_NOT_RESOLVED"),
      headers: fc.constantFrom<Header[]>([], [{ name: "Server", value: "nginx" }]),
      pages: fc.constantFrom<string[]>([], ["ws"]),
    }),
  }),
);

export const sessionEvents = fc.array(sessionEvent, { minLength: 1, maxLength: 30 });
