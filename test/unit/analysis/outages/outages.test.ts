import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { Outage } from "../../../../src/analysis/finding.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeDocument, makeSession, T0 } from "../../../builders.ts";

const S = 1_000;
const GATEWAY = "wss://gate.example.com:8105/ws";

type Parts = Parameters<typeof makeConnection>[0];
const at = (seconds: number) => T0 + seconds * S;

/** Opened, and lived until it broke without a word. */
const broke = (from: number, until: number, parts: Parts = {}) =>
  makeConnection({
    url: GATEWAY,
    createdAt: at(from),
    open: { at: at(from) + 50 },
    close: { at: at(until) },
    ...parts,
  });
const failed = (from: number, error: string, parts: Parts = {}) =>
  makeConnection({
    url: GATEWAY,
    createdAt: at(from),
    close: { at: at(from) + 20 },
    handshake: { error, ...(parts?.handshake ?? {}) },
    ...parts,
  });
const refused = (from: number, parts: Parts = {}) =>
  failed(from, "Error in connection establishment: net::ERR_CONNECTION_REFUSED", parts);
const answered = (from: number, status: number, parts: Parts = {}) =>
  makeConnection({
    url: GATEWAY,
    createdAt: at(from),
    close: { at: at(from) + 20 },
    handshake: {
      status,
      error: `Error during WebSocket handshake: Unexpected response code: ${status}`,
    },
    ...parts,
  });
const works = (from: number, parts: Parts = {}) =>
  makeConnection({ url: GATEWAY, createdAt: at(from), open: { at: at(from) + 50 }, ...parts });
/** Closed by the server so many seconds after it opened. */
const closed = (from: number, afterS: number, code: number, reason = "", parts: Parts = {}) =>
  makeConnection({
    url: GATEWAY,
    createdAt: at(from),
    open: { at: at(from) + 50 },
    close: { at: at(from + afterS) + 50, code, reason, wasClean: true },
    ...parts,
  });

const tell = (connections: Connection[], nowS: number, documents = [makeDocument()]): Outage[] =>
  diagnose(makeSession({ connections, documents, page: documents.at(-1)?.page ?? 1 }), at(nowS))
    .outages;

describe("an outage", () => {
  it("of a killed process says so, by what came at once after the break", () => {
    const lost = broke(0, 60);
    const tries = [61, 63, 67, 75].map((second) => refused(second));
    const starting = closed(85, 1, 1013, "the gateway is still starting up");
    const [outage, ...others] = tell([lost, ...tries, starting, works(90)], 120);
    expect(others).toEqual([]);
    expect(outage).toMatchObject({
      url: GATEWAY,
      hosts: ["gate.example.com:8105"],
      begin: at(60),
      openAgain: at(90) + 50,
      readyAgain: at(90) + 50,
      state: "over",
      cause: "handshake-refused",
      told: "process-gone",
      attempts: 6,
    });
    expect(outage?.phases.map(({ words, count }) => [words, count])).toEqual([
      ["connection broke", 1],
      ["refused", 4],
      ["starting", 1],
    ]);
    expect(outage?.title).toBe(
      "gate.example.com:8105/ws gone for 30 s: connection broke, refused 4× for 24 s, starting, back on its own",
    );
  });

  it.each([
    ["upstream-gone", "handshake-server-error", (s: number) => answered(s, 502)],
    [
      "network-gone",
      "handshake-dns",
      (s: number) => failed(s, "Error in connection establishment: net::ERR_NAME_NOT_RESOLVED"),
    ],
    [null, "auth-rejected", (s: number) => answered(s, 403)],
  ] as const)("is told by what came after: %s", (told, cause, attempt) => {
    const [outage] = tell([broke(0, 60), attempt(61), attempt(63), works(70)], 100);
    expect(outage).toMatchObject({ told, cause, state: told === null ? "solved-by-user" : "over" });
  });

  it("that is over with the first try was a cut of this connection alone", () => {
    const [outage] = tell([broke(0, 60), works(61)], 100);
    expect(outage).toMatchObject({ told: "cut-alone", cause: "abnormal-closure", attempts: 1 });
  });

  it("keeps a cause that the loss itself tells", () => {
    const [outage] = tell([closed(0, 60, 1012, "restart"), refused(61), works(63)], 100);
    expect(outage).toMatchObject({
      told: "restarting",
      cause: "server-restart",
      begin: at(60) + 50,
    });
  });

  it("is explained by the attempt that is explained best, wherever it stands", () => {
    const blind = [0, 2].map((s) => makeConnection({ url: GATEWAY, createdAt: at(s), close: {} }));
    const [outage] = tell([...blind, ...[4, 8, 16].map((s) => answered(s, 401))], 17);
    expect(outage).toMatchObject({ begin: at(0), cause: "auth-rejected", attempts: 5 });
    expect(outage?.state).toBe("going-on");
  });

  it("is solved by the user where another address got through after a refusal", () => {
    const url = (token: string) => `${GATEWAY}?token=${token}`;
    const wrong = answered(0, 401, { url: url("aaaaaaaa") });
    const right = works(10, { url: url("bbbbbbbb") });
    const [outage] = tell([wrong, right], 30);
    expect(outage).toMatchObject({ state: "solved-by-user", begin: at(0), openAgain: at(10) + 50 });
    expect(outage?.title).toContain("solved with another login");
  });

  it("of wrong credentials at several endpoints is solved for all, where one shows the new ones", () => {
    const other = GATEWAY.replace("/ws", "/events");
    const [outage, ...others] = tell(
      [
        ...[0, 1, 3].flatMap((second) => [
          answered(second, 401, { url: `${GATEWAY}?token=wrong` }),
          answered(second, 401, { url: other }),
        ]),
        works(5, { url: `${GATEWAY}?token=right` }),
        works(5, { url: other }),
      ],
      20,
    );
    expect(others).toEqual([]);
    expect(outage).toMatchObject({ cause: "auth-rejected", state: "solved-by-user" });
    expect(outage?.endpoints).toHaveLength(2);
  });

  it("is two where the gateway worked in between", () => {
    const first = [answered(0, 401), works(10, { close: { at: at(60) } })];
    const outages = tell([...first, refused(61), works(65)], 100);
    expect(outages.map(({ begin, state }) => [begin, state])).toEqual([
      [at(60), "over"],
      [at(0), "solved-by-user"],
    ]);
  });

  it("lasts while each connection dies as soon as it has opened, and flickers never", () => {
    const overload = Array.from({ length: 20 }, (_, i) => closed(i * 3, 2, 1013));
    const [outage, ...others] = tell([...overload, works(60)], 61);
    expect(others).toEqual([]);
    expect(outage).toMatchObject({ cause: "server-overloaded", state: "going-on", attempts: 20 });
    expect(tell([...overload, works(60)], 70)[0]?.state).toBe("over");
  });

  it("is given up where the page tries no more, and going on while it may still try", () => {
    const tries = [broke(0, 60), refused(61), refused(63)];
    expect(tell(tries, 70)[0]?.state).toBe("going-on");
    expect(tell(tries, 100)[0]).toMatchObject({ state: "given-up", openAgain: null });
    expect(tell(tries, 100, [makeDocument({ online: false })])[0]?.state).toBe("going-on");
  });

  it("is over at once when it works again", () => {
    const [outage] = tell([broke(0, 60), refused(61), works(63)], 63.1);
    expect(outage).toMatchObject({ state: "over", readyAgain: at(63) + 50 });
  });

  it("is open before it is ready, where the application has a handshake of its own", () => {
    const sample = (seq: number, seconds: number, direction: "send" | "receive", body: string) => ({
      seq,
      at: at(seconds),
      direction,
      body,
    });
    const init = sample(0, 63.1, "send", '{"type":"connection_init"}');
    const ack = sample(1, 66, "receive", '{"type":"connection_ack"}');
    const graphql = (first: (typeof init)[], received: number) =>
      works(63, {
        protocols: ["graphql-transport-ws"],
        open: { at: at(63) + 50, protocol: "graphql-transport-ws" },
        first,
        send: { count: 1 },
        receive: { count: received },
      });
    const before = [broke(0, 60), refused(61)];
    expect(tell([...before, graphql([init], 0)], 65)[0]).toMatchObject({
      state: "going-on",
      openAgain: at(63) + 50,
      readyAgain: null,
    });
    expect(tell([...before, graphql([init, ack], 1)], 67)[0]).toMatchObject({
      state: "over",
      openAgain: at(63) + 50,
      readyAgain: at(66),
    });
  });

  it("of one restart is one, with all its endpoints", () => {
    const rooms = Array.from({ length: 40 }, (_, i) => `wss://gate.example.com:8105/room/${i}`);
    const connections = rooms.flatMap((url, i) => [
      broke(0, 60 + i / 100, { url }),
      refused(61 + i / 100, { url }),
      refused(63, { url }),
      works(91 + i / 50, { url }),
    ]);
    const [outage, ...others] = tell(connections, 120);
    expect(others).toEqual([]);
    expect(outage?.endpoints).toHaveLength(40);
    expect(outage).toMatchObject({ state: "over", told: "process-gone", attempts: 120 });
    expect(outage?.title).toContain("40 endpoints at gate.example.com:8105 gone for 32 s");
    expect(outage?.title).toContain("refused 80×");
  });

  it("does not take strangers in: another host, or another cause on the same one", () => {
    const other = "wss://other.example.com/ws";
    const admin = "wss://gate.example.com:8105/admin";
    const outages = tell(
      [
        answered(0, 403, { url: admin }),
        answered(30, 403, { url: admin }),
        broke(1, 60),
        refused(61),
        works(65),
        closed(1, 60, 1013, "", { url: other }),
        works(63, { url: other }),
      ],
      70,
    );
    expect(outages.map(({ url, endpoints }) => [url, endpoints.length]).sort()).toEqual(
      [
        [admin, 1],
        [GATEWAY, 1],
        [other, 1],
      ].sort(),
    );
  });

  it("is over though an attempt that began beside the one that got through fails later", () => {
    const slow = refused(13, { close: { at: at(16) } });
    const [outage] = tell([broke(0, 10), refused(10.5), slow, works(14)], 20);
    expect(outage).toMatchObject({ state: "over" });
  });

  it("is none where the page closed by itself, or went away", () => {
    const own = works(0, { closing: { code: 1000 }, close: { code: 1000, at: at(20) } });
    const gone = works(30, {
      end: { at: at(40), by: "page-gone", code: null, reason: "", wasClean: null },
    });
    expect(tell([own, gone], 100)).toEqual([]);
  });

  it("counts what was sent in vain", () => {
    const lost = broke(0, 60, { lost: { count: 3, sizeBytes: 30 } });
    const [outage] = tell([lost, works(61)], 100);
    expect(outage?.lost).toMatchObject({ sendsFailed: 3, requestsUnanswered: 0 });
  });

  it("knows those before it", () => {
    const [latest] = tell([broke(0, 60), works(62, { close: { at: at(100) } }), works(101)], 120);
    expect(latest?.before).toEqual({ count: 1, longestMs: 2_050 });
  });
});
