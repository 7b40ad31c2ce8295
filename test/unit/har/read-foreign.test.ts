import { describe, expect, it } from "vitest";
import { whoClosed } from "../../../src/analysis/connection/evidence.ts";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { HarError } from "../../../src/har/har-error.ts";
import { readHar } from "../../../src/har/read.ts";
import { ROW_BINARY, ROW_SEND, SHAPE_BINARY } from "../../../src/protocol/rows.ts";
import type { Connection } from "../../../src/session/session.ts";
import { makeSession } from "./full-session.ts";

const START_S = 1_795_176_000;
const START = START_S * 1000;

const makeFile = (creator: string, ...entries: object[]) =>
  JSON.stringify({
    log: { version: "1.2", creator: { name: creator, version: "1" }, pages: [], entries },
  });

const request = {
  method: "GET",
  url: "wss://example.test/ws",
  httpVersion: "HTTP/1.1",
  headers: [{ name: "Sec-WebSocket-Protocol", value: "chat, json" }],
  queryString: [],
  cookies: [],
  headersSize: 300,
  bodySize: 0,
};
const response = {
  status: 101,
  statusText: "Switching Protocols",
  httpVersion: "HTTP/1.1",
  headers: [{ name: "Sec-WebSocket-Protocol", value: "chat" }],
  cookies: [],
  content: { size: 0, mimeType: "x-unknown" },
  redirectURL: "",
  headersSize: 200,
  bodySize: 0,
};

const makeChromeEntry = (entry: object = {}) => ({
  _initiator: { type: "script" },
  _priority: "High",
  _resourceType: "websocket",
  _webSocketMessages: [
    { type: "send", time: START_S + 0.5, opcode: 1, data: '{"hé":1}' },
    { type: "receive", time: START_S + 1, opcode: 2, data: "AAEC" },
  ],
  cache: {},
  request,
  response: { ...response, _error: null },
  serverIPAddress: "127.0.0.1",
  startedDateTime: new Date(START).toISOString(),
  time: 5000,
  timings: { blocked: -1, dns: -1, connect: 2, send: 1, wait: 17, receive: 4980 },
  ...entry,
});

const readOne = (text: string): { connection: Connection } & ReturnType<typeof readHar> => {
  const file = readHar(text);
  const [connection] = file.session.connections.values();
  if (!connection) throw new Error("no connection was read");
  return { connection, ...file };
};
const messageOf = (entry: object): string => {
  try {
    readHar(makeFile("x", entry));
  } catch (error) {
    if (error instanceof HarError) return error.message;
    throw error;
  }
  return "it was read";
};

describe("Chrome DevTools", () => {
  it("tells handshake and messages, and that the connection ended, but not how", () => {
    const { connection, rows, origin, notes, nowMs } = readOne(
      makeFile("WebInspector", makeChromeEntry()),
    );
    expect(connection).toMatchObject({
      url: "wss://example.test/ws",
      endpoint: "wss://example.test/ws",
      createdAt: START,
      protocols: ["chat", "json"],
      state: "closed",
      open: { at: START + 20, protocol: "chat" },
      end: { at: START + 5000, by: "devtools", code: null, wasClean: null },
      handshake: { status: 101, error: null, remoteAddress: "127.0.0.1", durationMs: 20 },
      send: { count: 1, sizeBytes: 9 },
      receive: { count: 1, binaryCount: 1, sizeBytes: 3 },
      lastMessage: { at: START + 1000, direction: "receive" },
    });
    expect(connection.first).toHaveLength(2);
    expect(rows.get(connection.id)?.map(({ body }) => body)).toEqual([
      '{"hé":1}',
      Uint8Array.of(0, 1, 2),
    ]);
    expect(origin.ours).toBe(false);
    expect(notes).toEqual([expect.stringContaining("no close codes")]);
    expect(nowMs).toBe(START + 5000);
  });

  it("leaves a connection open that had not closed when it was exported", () => {
    const timings = { blocked: -1, send: 0, wait: 1000, receive: 0 };
    const entry = makeChromeEntry({ time: 1000, timings });
    const { connection } = readOne(makeFile("WebInspector", entry));
    expect(connection).toMatchObject({ state: "open", end: null });
  });

  it.each([
    ["Error during WebSocket handshake: Unexpected response code: 403", 403],
    ["net::ERR_CONNECTION_REFUSED", null],
  ])("tells of a failed handshake: %s", (data, status) => {
    const messages = [{ type: "error", time: START_S + 0.2, opcode: -1, data }];
    const entry = makeChromeEntry({
      response: { ...response, status: 0, _error: null },
      _webSocketMessages: messages,
    });
    const { connection } = readOne(makeFile("WebInspector", entry));
    expect(connection).toMatchObject({
      state: "closed",
      open: null,
      handshake: { status, error: data, blanked: false },
    });
  });

  it("recognises a reason that another extension blanked", () => {
    const entry = makeChromeEntry({
      response: { ...response, status: 0 },
      _webSocketMessages: [{ type: "error", time: START_S, opcode: -1, data: "" }],
    });
    const { connection } = readOne(makeFile("WebInspector", entry));
    expect(connection).toMatchObject({
      state: "closed",
      handshake: { blanked: true, error: null },
    });
  });

  it("leaves a pending handshake pending", () => {
    const entry = makeChromeEntry({
      response: { ...response, status: 0, _error: null },
      _webSocketMessages: [],
    });
    expect(readOne(makeFile("WebInspector", entry)).connection.state).toBe("connecting");
  });

  it("shows a close that was written as a message of opcode 8, as our own files do", () => {
    const messages = [
      { type: "receive", time: START_S + 4, opcode: 8, data: "1008 policy violation" },
    ];
    const entry = makeChromeEntry({ _webSocketMessages: messages });
    expect(readOne(makeFile("WebInspector", entry)).connection.end).toEqual({
      at: START + 4000,
      by: "close",
      code: 1008,
      reason: "policy violation",
      wasClean: true,
    });
  });
});

describe("other tools", () => {
  it("reads Playwright's milliseconds, unknown times and failure texts", () => {
    const entry = makeChromeEntry({
      _initiator: undefined,
      _priority: undefined,
      _webSocketMessages: [
        { type: "send", time: START + 500, opcode: 1, data: "a" },
        { type: "receive", time: -1, opcode: 1, data: "b" },
      ],
    });
    const failed = makeChromeEntry({
      response: { ...response, status: -1, _failureText: "net::ERR_NAME_NOT_RESOLVED" },
      _webSocketMessages: [],
    });
    const { session, rows, notes } = readHar(makeFile("Playwright", entry, failed));
    const [first, second] = session.connections.values();
    expect(rows.get(first?.id ?? "")?.map(({ at }) => at)).toEqual([START + 500, START + 500]);
    expect(second?.handshake).toMatchObject({ status: null, error: "net::ERR_NAME_NOT_RESOLVED" });
    expect(notes[0]).toContain("Playwright");
  });

  it("says that Playwright's attached messages are in another file", () => {
    const entry = makeChromeEntry({
      response: { ...response, content: { size: 0, mimeType: "", _file: "ws.jsonl" } },
      _webSocketMessages: undefined,
    });
    expect(readHar(makeFile("Playwright", entry)).notes[1]).toContain("1 connection are in files");
  });

  it("reads HTTP Toolkit's close, whose time is not an epoch", () => {
    const close = { code: 4401, reason: "token expired", timestamp: 12.5 };
    const { connection } = readOne(
      makeFile("HTTP Toolkit", makeChromeEntry({ _webSocketClose: close })),
    );
    expect(connection.end).toEqual({
      at: START + 5000,
      by: "close",
      code: 4401,
      reason: "token expired",
      wasClean: true,
    });
  });

  it.each([1000, 1001, 1005])("does not say whose close with %i it was", (code) => {
    const { connection } = readOne(
      makeFile("HTTP Toolkit", makeChromeEntry({ _webSocketClose: { code, reason: "" } })),
    );
    expect(connection.end).toMatchObject({ by: "devtools", code });
    expect(whoClosed(connection)).toBe("unseen");
    const { findings } = diagnose(makeSession(connection), START + 60_000);
    const [primary] = findings.filter((finding) => finding.primary);
    expect(primary).toMatchObject({ id: "abnormal-closure", severity: "info" });
    expect(primary?.title).toContain(`Closed with ${code}`);
  });

  it("reads HTTP Toolkit's aborted connections as what the page saw: 1006", () => {
    const { connection } = readOne(
      makeFile("HTTP Toolkit", makeChromeEntry({ _webSocketClose: "aborted" })),
    );
    expect(connection.end).toMatchObject({ code: 1006, wasClean: false });
  });

  it("reads mitmproxy's http addresses and leaves out its control frames", () => {
    const entry = {
      startedDateTime: "2026-11-20T12:00:00.123456+00:00",
      time: 21.5,
      request: { ...request, url: "https://example.test/ws" },
      response,
      cache: {},
      timings: { connect: null, ssl: null, send: 1, receive: 0.5, wait: 20 },
      _resourceType: "websocket",
      _webSocketMessages: [
        { type: "send", time: START_S + 1.5, opcode: 1, data: "a" },
        { type: "receive", time: START_S + 2, opcode: 9, data: "" },
      ],
    };
    const { connection, notes } = readOne(makeFile("mitmproxy exporthar", entry));
    expect(connection).toMatchObject({ url: "wss://example.test/ws", state: "open", end: null });
    expect(notes).toEqual([
      expect.stringContaining("mitmproxy"),
      expect.stringContaining("1 frame"),
    ]);
  });

  it("says that Firefox exports no messages", () => {
    const entry = { startedDateTime: new Date(START).toISOString(), time: 9, request, response };
    const { connection, notes } = readOne(makeFile("Firefox", entry));
    expect(connection.state).toBe("open");
    expect(notes).toEqual([expect.stringContaining("Firefox exports no WebSocket messages")]);
  });

  it("skips what is no WebSocket, and counts it", () => {
    const page = {
      ...makeChromeEntry({ _resourceType: "document" }),
      _webSocketMessages: undefined,
    };
    const entry = { ...page, request: { ...request, url: "https://example.test/" } };
    const { session, notes } = readHar(makeFile("WebInspector", entry, entry));
    expect(session.connections.size).toBe(0);
    expect(notes[1]).toBe("2 entries are no WebSockets and were skipped.");
  });

  it("forgives opcodes that are missing or text, and data that is missing", () => {
    const messages = [
      { type: "send", time: START_S, data: "a" },
      { type: "send", time: START_S, opcode: "1" },
    ];
    const { connection, rows } = readOne(
      makeFile("x", makeChromeEntry({ _webSocketMessages: messages })),
    );
    expect(rows.get(connection.id)?.map(({ body }) => body)).toEqual(["a", ""]);
  });

  it("puts messages and connections in order of time", () => {
    const messages = [
      { type: "send", time: START_S + 2, opcode: 1, data: "b" },
      { type: "receive", time: START_S + 1, opcode: 1, data: "a" },
    ];
    const later = makeChromeEntry({ startedDateTime: new Date(START + 1).toISOString() });
    const { session, rows } = readHar(
      makeFile("x", later, makeChromeEntry({ _webSocketMessages: messages })),
    );
    const [first, second] = session.connections.values();
    expect([first?.ordinal, second?.ordinal]).toEqual([1, 2]);
    expect(first?.createdAt).toBe(START);
    expect(rows.get(first?.id ?? "")?.map(({ body }) => body)).toEqual(["a", "b"]);
  });
});

describe("what tools do each in its own way", () => {
  const bodiesOf = (_webSocketMessages: object[]) => {
    const { connection, rows } = readOne(makeFile("x", makeChromeEntry({ _webSocketMessages })));
    return (rows.get(connection.id) ?? []).map(({ flags, body, at }) => [
      flags & ROW_SEND ? "send" : "receive",
      body,
      at - START,
    ]);
  };
  const time = START_S + 1;

  it.each([
    ["Restura, jmeter", { type: "sent", time, data: "a" }, "send"],
    ["proxies", { direction: "incoming", time, data: "a" }, "receive"],
    ["clients", { type: "message", direction: "outgoing", time, data: "a" }, "send"],
    [
      "Chrome's protocol",
      { type: "Network.webSocketFrameReceived", time, payloadData: "a" },
      "receive",
    ],
    ["its short names", { dir: "send", timestamp: time, payload: "a" }, "send"],
    ["words for opcodes", { type: "receive", time, opcode: "text", data: "a" }, "receive"],
    ["dates", { type: "send", time: new Date(START + 1000).toISOString(), data: "a" }, "send"],
  ])("names of directions and fields: %s", (_, message, direction) => {
    expect(bodiesOf([message])).toEqual([[direction, "a", 1000]]);
  });

  it("writes JSON as what it is", () => {
    expect(bodiesOf([{ type: "send", time, data: { a: 1 } }])[0]?.[1]).toBe('{"a":1}');
  });

  it("has messages without times", () => {
    const messages = [
      { type: "send", data: "a" },
      { type: "receive", data: "b" },
    ];
    expect(bodiesOf(messages).map(([, body]) => body)).toEqual(["a", "b"]);
  });

  it.each([
    ["seconds", [5, 5.25], 250],
    ["milliseconds", [900_000, 903_000], 3000],
  ])("has a clock of its own, in %s", (_, [first, second], gapMs) => {
    const rows = bodiesOf([
      { type: "send", time: first, data: "a" },
      { type: "receive", time: second, data: "b" },
    ]);
    expect(Number(rows[1]?.[2]) - Number(rows[0]?.[2])).toBe(gapMs);
  });

  it("writes headers as an object", () => {
    const entry = makeChromeEntry({ response: { ...response, headers: { Server: "nginx" } } });
    expect(readOne(makeFile("x", entry)).connection.handshake?.responseHeaders).toEqual([
      { name: "Server", value: "nginx" },
    ]);
  });

  it("writes an https address and no type, but the upgrade", () => {
    const upgrade = [{ name: "Upgrade", value: "websocket" }];
    const entry = {
      startedDateTime: new Date(START).toISOString(),
      time: 9,
      request: { ...request, url: "https://example.test/ws", headers: upgrade },
      response,
      _webSocketMessages: null,
    };
    expect(readOne(makeFile("Charles Proxy", entry)).connection.url).toBe("wss://example.test/ws");
  });

  it("calls the messages frames, and writes their close with its code", () => {
    const frames = [
      { type: "receive", time, opcode: 1, data: "a" },
      { type: "receive", time: time + 1, opcode: 8, code: 4001, data: "bye" },
    ];
    const entry = makeChromeEntry({ _webSocketMessages: undefined, _webSocketFrames: frames });
    expect(readOne(makeFile("x", entry)).connection.end).toMatchObject({
      code: 4001,
      reason: "bye",
    });
  });
});

describe("Chrome's starts before 1970", () => {
  const refused = (ms: number) =>
    makeChromeEntry({
      startedDateTime: "1969-12-31T23:59:59.000Z",
      time: ms,
      response: { ...response, status: 0 },
      _webSocketMessages: [
        { type: "error", time: ms / 1000, opcode: -1, data: "net::ERR_CONNECTION_REFUSED" },
      ],
    });

  it("are put beside their neighbour, and their own clock keeps the time between them", () => {
    const { session, nowMs } = readHar(
      makeFile("WebInspector", makeChromeEntry(), refused(80_000_000), refused(80_004_000)),
    );
    const starts = [...session.connections.values()].map(({ createdAt }) => createdAt - START);
    expect(starts).toEqual([0, 0, 4000]);
    expect(nowMs).toBe(START + 5000);
  });

  it("leave a handshake that waits for its answer unjudged", () => {
    const pending = { ...refused(80_000_000), _webSocketMessages: [] };
    const { session, notes } = readHar(makeFile("WebInspector", pending, makeChromeEntry()));
    expect(session.connections.size).toBe(1);
    expect(notes[0]).toContain("wss://example.test/ws");
  });
});

describe("a binary message that is not base64", () => {
  const messages = [
    { type: "send", time: START_S + 1, opcode: 1, data: "a" },
    { type: "receive", time: START_S + 2, opcode: 2, data: "????" },
    { type: "receive", time: START_S + 3, opcode: 1, data: "b" },
  ];

  it("is listed without its bytes, and the rest of the file with all it says", () => {
    const { connection, rows, notes } = readOne(
      makeFile("WebInspector", makeChromeEntry({ _webSocketMessages: messages })),
    );
    expect(rows.get(connection.id)).toMatchObject([
      { body: "a" },
      { body: null, flags: ROW_BINARY, shape: SHAPE_BINARY, sizeBytes: 3 },
      { body: "b" },
    ]);
    expect(connection.receive).toMatchObject({ count: 2, binaryCount: 1 });
    expect(notes).toContain("1 message was not base64: it is listed without its bytes.");
  });

  it("is no sample of what was said", () => {
    const { connection } = readOne(
      makeFile("WebInspector", makeChromeEntry({ _webSocketMessages: messages })),
    );
    expect(connection.first.map(({ body }) => body)).toEqual(["a", "b"]);
    expect(connection.last.map(({ body }) => body)).toEqual(["a", "b"]);
  });

  it("is counted over all connections", () => {
    const entry = makeChromeEntry({ _webSocketMessages: messages });
    expect(readHar(makeFile("x", entry, entry)).notes).toContain(
      "2 messages were not base64: they are listed without their bytes.",
    );
  });
});

describe("a damaged file of another tool names the place", () => {
  const message = { type: "send", time: START_S, opcode: 1, data: "" };
  const withMessage = (damaged: object) =>
    makeChromeEntry({ _webSocketMessages: [{ ...message, ...damaged }] });
  const at = "log.entries[0]._webSocketMessages[0]";

  it.each([
    [withMessage({ time: "soon" }), `${at}.time is not a time`],
    [withMessage({ time: {} }), `${at}.time is not a number`],
    [withMessage({ time: 1e300 }), `${at}.time is not a time`],
    [withMessage({ type: "typed" }), `${at}.type is not "send", "receive" or "error"`],
    [withMessage({ type: undefined }), `${at}.type is missing`],
    [withMessage({ opcode: "two" }), `${at}.opcode is not a number`],
    [withMessage({ data: 5 }), `${at}.data is not a text`],
    [makeChromeEntry({ _webSocketMessages: [null] }), `${at} is not an object`],
  ])("of a message that costs only itself: %#", (entry, expected) => {
    const { session, notes } = readHar(makeFile("WebInspector", makeChromeEntry(), entry));
    expect(session.connections.size).toBe(2);
    const told = expected.replace("entries[0]", "entries[1]");
    expect(notes).toContain(`1 message could not be read, and the rest was: ${told}.`);
  });

  it("of an entry that costs only itself", () => {
    const { session, notes } = readHar(
      makeFile("WebInspector", makeChromeEntry({ startedDateTime: "x" }), makeChromeEntry()),
    );
    expect(session.connections.size).toBe(1);
    expect(notes).toContain(
      "1 entry could not be read, and the rest was: log.entries[0].startedDateTime is not a date.",
    );
  });

  it.each([
    [
      makeChromeEntry({ _webSocketMessages: {} }),
      "log.entries[0]._webSocketMessages is not a list",
    ],
    [makeChromeEntry({ startedDateTime: "x" }), "log.entries[0].startedDateTime is not a date"],
    [makeChromeEntry({ time: "1" }), "log.entries[0].time is not a number"],
    [makeChromeEntry({ request: null }), "log.entries[0].request is not an object"],
    [makeChromeEntry({ request: {} }), "log.entries[0].request.url is missing"],
    [makeChromeEntry({ _webSocketClose: 5 }), "log.entries[0]._webSocketClose is not an object"],
    [
      makeChromeEntry({ _webSocketClose: { code: "x" } }),
      "log.entries[0]._webSocketClose.code is not a number",
    ],
  ])("where nothing else is in it: %#", (entry, expected) => {
    expect(messageOf(entry)).toBe(expected);
  });
});

describe("what is no socket is left alone", () => {
  const plain = (entry: object) => ({
    ...makeChromeEntry({ _resourceType: "fetch", _webSocketMessages: [], ...entry }),
    request: { ...request, url: "https://example.test/", headers: [{ name: "a", value: 5 }] },
    response: { ...response, status: 200 },
  });

  it("where its headers are no texts", () => {
    const { notes } = readHar(makeFile("x", makeChromeEntry(), plain({})));
    expect(notes).not.toContainEqual(expect.stringContaining("could not be read"));
  });

  it.each([1e300, 8.64e15])("where it is said to have lasted %d ms", (time) => {
    const close = { code: 1000, timestamp: 1e300 };
    const { session, nowMs } = readHar(
      makeFile("x", makeChromeEntry({ time, _webSocketClose: close, _webSocketMessages: [] })),
    );
    const [connection] = session.connections.values();
    expect(Math.max(nowMs, connection?.end?.at ?? 0)).toBeLessThan(START + 60_000);
  });

  it("where it lasted longer than there is time", () => {
    const file = makeFile("x", makeChromeEntry(), plain({ time: "?" })).replace('"?"', "1e999");
    expect(readHar(file).nowMs).toBe(START + 5_000);
    expect(readHar(file).session.http).toMatchObject([{ startedAt: START, endedAt: START }]);
  });
});

it("an error of a socket that was open has its own time", () => {
  const error = { type: "error", time: START_S + 4, opcode: -1, data: "" };
  const file = makeFile("WebInspector", makeChromeEntry({ _webSocketMessages: [error] }));
  expect(readOne(file).connection.errorAt).toBe(START + 4_000);
});

it("several sockets without a time are spoken of as several", () => {
  const { _webSocketMessages: _, ...untold } = makeChromeEntry({
    startedDateTime: "1969-12-31T23:59:59.000Z",
    response: { ...response, status: 0 },
  });
  expect(readHar(makeFile("WebInspector", makeChromeEntry(), untold, untold)).notes[0]).toMatch(
    /their times are unknown, and they are not judged\.$/,
  );
});
