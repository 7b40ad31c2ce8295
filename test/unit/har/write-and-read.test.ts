import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { readHar } from "../../../src/har/read.ts";
import { SESSION_FILE_VERSION, sessionFileSchema } from "../../../src/har/session-file.ts";
import { type HarOptions, writeHar, writeHarParts } from "../../../src/har/write.ts";
import { MAX_ELSEWHERE } from "../../../src/session/limits.ts";
import type { Overrides } from "../../../src/session/overrides.ts";
import type { Session } from "../../../src/session/session.ts";
import type { StoredRow } from "../../../src/session/stored-row.ts";
import { makeConnection, makeFullSession, makeRow, makeSession, START } from "./full-session.ts";
import { toJsonSchema } from "./to-json-schema.ts";

const optionsFor = (session: Session, rows: StoredRow[] = []): HarOptions<StoredRow[]> => ({
  session,
  rowsOf: (id) => rows.filter(({ connectionId }) => connectionId === id),
  creatorVersion: "0.1.0",
  exportedAt: START + 10_000,
  masked: false,
});

const writeEntry = (...connections: Parameters<typeof makeConnection>[0][]) => {
  const session = makeSession(...connections.map((known) => makeConnection(known)));
  const entry = writeHar(optionsFor(session)).log.entries[0];
  if (!entry) throw new Error("no entry was written");
  return entry;
};

describe("a session file", () => {
  it("gives back every field of the session and of its messages", () => {
    const { session, rows } = makeFullSession();
    const read = readHar(JSON.stringify(writeHar(optionsFor(session, rows))));
    expect(read.session).toEqual(session);
    expect(read.rows.get("doc-1")).toEqual(rows);
    expect(read.rows.get("doc-2")).toEqual([]);
    expect(read.origin).toEqual({ creator: "Stormglass", version: "0.1.0", ours: true });
    expect(read.notes).toEqual([]);
  });

  it("gives back no more of other tabs than a session keeps, and nothing where it is older", () => {
    const { session } = makeFullSession();
    const [one] = session.elsewhere;
    if (!one) throw new Error("the full session has one");
    session.elsewhere = Array.from({ length: 999 }, (_, i) => ({ ...one, backAt: START + i }));
    const har = writeHar(optionsFor(session));
    const read = readHar(JSON.stringify(har)).session.elsewhere;
    expect(read).toEqual(session.elsewhere.slice(-MAX_ELSEWHERE));
    delete har.log._stormglass.session.elsewhere;
    expect(readHar(JSON.stringify(har)).session.elsewhere).toEqual([]);
  });

  it("of before sizes were counted has none of them", () => {
    const { session } = makeFullSession();
    const har = writeHar(optionsFor(session));
    delete har.log.entries[0]?._stormglass.connection.traffic?.receive.sizes;
    const read = readHar(JSON.stringify(har)).session.connections.get("doc-1");
    expect(read?.traffic.receive.sizes).toEqual([]);
    expect(read?.traffic.send.sizes).toEqual([0, 0, 1, 2]);
  });

  it("is judged as of its export, because what still waited then had waited until then", () => {
    const { session } = makeFullSession();
    expect(readHar(JSON.stringify(writeHar(optionsFor(session)))).nowMs).toBe(START + 10_000);
  });

  it("is the same in parts as in one piece", async () => {
    const { session, rows } = makeFullSession();
    const parts: string[] = [];
    for await (const part of writeHarParts(optionsFor(session, rows))) parts.push(part);
    expect(JSON.parse(parts.join(""))).toEqual(
      JSON.parse(JSON.stringify(writeHar(optionsFor(session, rows)))),
    );
  });

  it("is the same in parts where there are no connections", async () => {
    const parts: string[] = [];
    for await (const part of writeHarParts(optionsFor(makeSession()))) parts.push(part);
    expect(readHar(parts.join("")).session.connections.size).toBe(0);
  });

  it("comes in many parts when there are many messages, read as they are written", async () => {
    const session = makeSession(makeConnection());
    async function* manyRows() {
      for (let seq = 0; seq < 20_000; seq++) yield makeRow({ seq });
    }
    const parts: string[] = [];
    const options = { ...optionsFor(session), rowsOf: manyRows };
    for await (const part of writeHarParts(options)) parts.push(part);
    expect(parts.length).toBeGreaterThan(4);
    expect(readHar(parts.join("")).rows.get("doc-1")).toHaveLength(20_000);
  });

  it("keeps the published schema", async () => {
    const { session, rows } = makeFullSession();
    const har = JSON.parse(JSON.stringify(writeHar({ ...optionsFor(session, rows), report: {} })));
    expect(v.safeParse(sessionFileSchema, har).issues).toBeUndefined();
    const schema = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: `urn:stormglass:session-file:${SESSION_FILE_VERSION}`,
      title: "Stormglass session file",
      description:
        "HAR 1.2 with Chrome's _webSocketMessages; what HAR has no field for stands under _stormglass.",
      ...toJsonSchema(sessionFileSchema),
    };
    // After a wanted change: npx vitest run test/unit/har -u
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
      "../../../src/har/session-file.schema.json",
    );
  });
});

describe("Chrome's importer", () => {
  it("finds the fields without which it throws", () => {
    const { session, rows } = makeFullSession();
    const { log } = writeHar(optionsFor(session, rows));
    expect(log.creator).toBeTypeOf("object");
    expect(log.pages).toEqual([]);
    for (const entry of log.entries) {
      expect(Date.parse(entry.startedDateTime)).not.toBeNaN();
      const { request, response, timings } = entry;
      const numbers = [
        entry.time,
        request.headersSize,
        request.bodySize,
        response.status,
        response.headersSize,
        response.bodySize,
        response.content.size,
        timings.send,
        timings.wait,
        timings.receive,
      ];
      for (const number of numbers) expect(number).toBeTypeOf("number");
      expect(response.httpVersion).toBeTypeOf("string");
      expect(entry._resourceType).toBe("websocket");
      // It tests `typeof === "object"` and then builds on null.
      expect(entry).not.toHaveProperty("_initiator");
      for (const message of entry._webSocketMessages) {
        expect(["send", "receive", "error"]).toContain(message.type);
        expect(message.time).toBeTypeOf("number");
        expect(message.opcode).toBeTypeOf("number");
        expect(message.data).toBeTypeOf("string");
      }
    }
  });

  it("shows messages with epoch seconds, text as it is and binary as base64", () => {
    const { session, rows } = makeFullSession();
    const messages = writeHar(optionsFor(session, rows)).log.entries[0]?._webSocketMessages ?? [];
    expect(messages[0]).toMatchObject({ type: "send", opcode: 1, data: "hi" });
    expect(messages[0]?.time).toBeCloseTo((START + 100) / 1000, 6);
    expect(messages[1]).toMatchObject({ type: "receive", opcode: 2, data: "AAEC" });
    expect(messages[2]).toMatchObject({
      data: "",
      _stormglass: { sizeBytes: 70_000, notKept: true },
    });
    expect(messages[3]).toMatchObject({
      data: "begin",
      _stormglass: { sizeBytes: 9e6, cut: true },
    });
  });

  it("shows the close as a row and finds it in _webSocketClose", () => {
    const entry = writeEntry({
      open: { at: START, protocol: "", extensions: "" },
      end: {
        at: START + 5000,
        by: "close",
        code: 1008,
        reason: "policy violation",
        wasClean: true,
      },
    });
    expect(entry._webSocketMessages).toEqual([
      { type: "receive", time: (START + 5000) / 1000, opcode: 8, data: "1008 policy violation" },
    ]);
    expect(entry._webSocketClose).toEqual({
      code: 1008,
      reason: "policy violation",
      timestamp: (START + 5000) / 1000,
    });
  });

  it("shows a failed handshake as an error row, with the browser's words where there are some", () => {
    const end = { at: START + 9, by: "close", code: 1006, reason: "", wasClean: false } as const;
    const unknown = writeEntry({ end });
    expect(unknown._webSocketMessages).toMatchObject([
      { type: "error", opcode: -1, data: "The handshake failed" },
      { opcode: 8, data: "1006 (no close frame came)" },
    ]);
    const handshake = {
      key: "k",
      at: START,
      status: null,
      statusText: "",
      error: "net::ERR_CONNECTION_REFUSED",
      blanked: false,
      requestHeaders: [],
      responseHeaders: [],
      remoteAddress: null,
      durationMs: null,
    };
    const known = writeEntry({ end, handshake });
    expect(known._webSocketMessages[0]?.data).toBe("net::ERR_CONNECTION_REFUSED");
    expect(known.response).toMatchObject({ status: 0, _error: "net::ERR_CONNECTION_REFUSED" });
  });

  it("gets a close without a code where the page went away first", () => {
    const entry = writeEntry({
      end: { at: START + 9, by: "page-gone", code: null, reason: "", wasClean: null },
    });
    expect(entry._webSocketClose).toEqual({ reason: "", timestamp: (START + 9) / 1000 });
  });

  it("keeps what the user said of the checklist", () => {
    const overrides: Overrides = {
      7: { outcome: "no", note: "TypeError in chat.ts" },
      9: { note: "new key" },
    };
    const { session } = makeFullSession();
    const har = writeHar(optionsFor({ ...session, overrides }));
    expect(har.log._stormglass.checklist).toEqual(overrides);
    expect(readHar(JSON.stringify(har)).session.overrides).toEqual(overrides);
  });

  it("gets an address without its port and without brackets", () => {
    const { session } = makeFullSession();
    const [entry] = writeHar(optionsFor(session)).log.entries;
    expect(entry).toMatchObject({ serverIPAddress: "::1", connection: "8443" });
    expect(entry?.request.queryString).toEqual([
      { name: "room", value: "1" },
      { name: "flag", value: "" },
    ]);
  });

  it("gets a date even where a page forged its clock", () => {
    const entry = writeEntry({ createdAt: 1e300 });
    expect(Date.parse(entry.startedDateTime)).not.toBeNaN();
  });
});
