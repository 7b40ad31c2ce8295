import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import type { Report } from "../../../src/analysis/finding.ts";
import type { Connection, Lifecycle } from "../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

const MINUTE = 60_000;

const judge = (connections: Connection[], afterMs = 5_000, lifecycle: Lifecycle[] = []): Report => {
  const last = Math.max(...connections.map(({ end, createdAt }) => end?.at ?? createdAt));
  return diagnose(makeSession({ connections, lifecycle }), last + afterMs);
};
const idsOf = (report: Report) => new Set(report.findings.map(({ id }) => id));
const troublesOf = ({ findings }: Report) =>
  findings.filter(({ severity }) => severity !== "info").map(({ id }) => id);

type Parts = NonNullable<Parameters<typeof makeConnection>[0]>;

/** So many in a row, each begun so long after the one before. */
const row = (count: number, everyMs: number, parts: (createdAt: number) => Parts) =>
  Array.from({ length: count }, (_, i) => {
    const createdAt = T0 + i * everyMs;
    return makeConnection({ createdAt, ...parts(createdAt) });
  });

describe("one question, one socket", () => {
  const saying = (body: string, lastWord: "send" | "receive") => (createdAt: number) => ({
    open: true,
    close: { at: createdAt + 1_500, code: 1000 },
    send: { count: 1, firstAt: createdAt + 60, lastAt: createdAt + 60 },
    receive: { count: 5, firstAt: createdAt + 200, lastAt: createdAt + 1_400 },
    lastMessage: { at: createdAt + 1_400, direction: lastWord },
    last: [{ seq: 5, at: createdAt + 1_400, direction: "receive" as const, body }],
  });
  it("is healthy where the server answers and closes, however soon the next one comes", () => {
    for (const everyMs of [1_600, 2_300, 10_000]) {
      const report = judge(row(8, everyMs, saying('{"text":"sleet"}', "receive")));
      expect(troublesOf(report)).toEqual([]);
      expect(new Set(report.connections.map(({ primary }) => primary))).toEqual(
        new Set(["closed-normally"]),
      );
    }
  });
  it("is a storm where the server's answer is an error", () => {
    const report = judge(row(8, 1_600, saying('{"error":{"message":"no such room"}}', "receive")));
    expect(idsOf(report)).toContain("reconnect-storm");
  });
  it("is a storm where what the page said last made the server close", () => {
    expect(idsOf(judge(row(8, 1_600, saying("{}", "send"))))).toContain("reconnect-storm");
  });
});

describe("sockets side by side", () => {
  const LOST_AT = T0 + 10 * MINUTE;
  const lost = (count: number, code: number) =>
    Array.from({ length: count }, (_, i) =>
      makeConnection({ createdAt: T0 + i * 20, open: true, close: { at: LOST_AT + i * 5, code } }),
    );
  const back = (count: number, everyMs: number) =>
    Array.from({ length: count }, (_, i) =>
      makeConnection({ createdAt: LOST_AT + 700 + i * everyMs, open: true }),
    );
  it.each([
    [12, 1012],
    [8, 1001],
    [12, 1006],
  ])("are no storm where %i come back once each after one restart (%i)", (count, code) => {
    for (const afterMs of [5_000, 5 * MINUTE]) {
      const ids = idsOf(judge([...lost(count, code), ...back(count, 100)], afterMs));
      for (const id of ["reconnect-storm", "no-backoff", "no-jitter", "thundering-herd"] as const)
        expect(ids).not.toContain(id);
    }
  });
  it("are no storm where each has waits that grow", () => {
    const waits = Array.from({ length: 8 }, (_, i) =>
      [500, 1_500, 3_500, 7_500].map((afterMs) => LOST_AT + afterMs + i),
    ).flat();
    const tries = waits
      .sort((a, b) => a - b)
      .map((createdAt) => makeConnection({ createdAt, close: { at: createdAt + 10 } }));
    expect(idsOf(judge([...lost(8, 1012), ...tries]))).not.toContain("reconnect-storm");
  });
  it("are a storm where each is tried again every 250 ms", () => {
    const tries = Array.from({ length: 8 }, (_, round) =>
      Array.from({ length: 6 }, (_, i) => {
        const createdAt = LOST_AT + 250 * (round + 1) + i * 5;
        return makeConnection({ createdAt, close: { at: createdAt + 10 } });
      }),
    ).flat();
    const report = judge([...lost(6, 1012), ...tries]);
    const storm = report.findings.find(({ id }) => id === "reconnect-storm");
    expect(storm?.title).toContain("48 attempts");
  });
  it("hide no storm of one among them", () => {
    const tries = row(8, 260, (createdAt) => ({ close: { at: createdAt + 10 } }));
    const others = Array.from({ length: 6 }, () => makeConnection({ createdAt: T0, open: true }));
    expect(idsOf(judge([...others, ...tries]))).toContain("reconnect-storm");
  });
  it("are one herd for each loss, however many instants they fill", () => {
    const rooms = (round: number, everyMs: number) =>
      Array.from({ length: 10 }, (_, i) =>
        makeConnection({
          url: `wss://api.example.com/room/${i}`,
          createdAt: T0 + round * 5 * MINUTE + i * everyMs,
          open: true,
          ...(round < 2
            ? { close: { at: T0 + (round + 1) * 5 * MINUTE - 1_000, code: 1012 } }
            : {}),
        }),
      );
    const once = [...rooms(1, 100), ...rooms(2, 101)].slice(0, 20);
    expect(idsOf(judge(once))).not.toContain("thundering-herd");
    const twice = [...rooms(0, 20), ...rooms(1, 20), ...rooms(2, 20)];
    const herd = judge(twice).findings.find(({ id }) => id === "thundering-herd");
    expect(herd?.title).toContain("(2 times)");
  });
});

describe("what held was not refused", () => {
  const ended = (livedMs: number) =>
    row(4, livedMs + 1_500, (createdAt) => ({
      open: { at: createdAt },
      close: { at: createdAt + livedMs, code: 1008, reason: "slow consumer" },
    }));
  it("so that coming back after 1008 is not in vain", () => {
    expect(idsOf(judge(ended(10 * MINUTE)))).not.toContain("retry-hopeless");
    expect(idsOf(judge(ended(30_000)))).not.toContain("retry-hopeless");
    expect(idsOf(judge(ended(29_999)))).toContain("retry-hopeless");
  });
});

describe("attempts while the browser is offline", () => {
  const tries = (error: string | null) =>
    row(20, 1_000, (createdAt) => ({
      close: { at: createdAt + 2 },
      ...(error === null ? {} : { handshake: { error } }),
    }));
  const offline: Lifecycle[] = [{ kind: "offline", at: T0 - 1_000, documentId: "d1" }];
  it("are no storm, as nothing leaves the machine", () => {
    const said = tries("Error in connection establishment: net::ERR_INTERNET_DISCONNECTED");
    expect(idsOf(judge(said))).not.toContain("reconnect-storm");
    expect(idsOf(judge(tries(null), 5_000, offline))).not.toContain("reconnect-storm");
  });
  it("are one where another answer shows that they left it", () => {
    const refused = tries("Error in connection establishment: net::ERR_CONNECTION_REFUSED");
    expect(idsOf(judge(refused, 5_000, offline))).toContain("reconnect-storm");
    const back: Lifecycle = { kind: "online", at: T0 - 1, documentId: "d1" };
    expect(idsOf(judge(tries(null), 5_000, [...offline, back]))).toContain("reconnect-storm");
  });
});

describe("a page that changes its mind", () => {
  const given = (afterMs: number) =>
    row(8, afterMs + 300, (createdAt) => ({
      closing: { at: createdAt + afterMs },
      close: { at: createdAt + afterMs + 5 },
    }));
  it("makes no storm of sockets that it closes while they connect", () => {
    expect(troublesOf(judge(given(3)))).toEqual([]);
    expect(idsOf(judge(given(2_999)))).not.toContain("reconnect-storm");
  });
  it("makes none of a server that does not answer either, where it gives up after 3 s: 18 a minute", () => {
    expect(idsOf(judge(given(3_000)))).not.toContain("reconnect-storm");
  });
});

describe("a development server's client", () => {
  const knocks = (protocols: string[]) =>
    row(20, 1_000, (createdAt) => ({ protocols, close: { at: createdAt + 5 } }));
  it("may knock every second until its server is back", () => {
    const ids = idsOf(judge(knocks(["vite-ping"])));
    expect(ids).not.toContain("reconnect-storm");
    expect(ids).not.toContain("no-backoff");
  });
  it("is the only one that may", () => {
    const ids = idsOf(judge(knocks(["chat"])));
    expect(ids).toContain("reconnect-storm");
    expect(ids).toContain("no-backoff");
  });
});

describe("a socket that another one stands in for", () => {
  const lost = makeConnection({ open: true, close: { at: T0 + MINUTE, code: 1001 } });
  const other = (afterMs: number) =>
    makeConnection({
      url: "wss://b.example.com/live",
      createdAt: T0 + MINUTE + afterMs - 50,
      open: true,
    });
  it("was not given up", () => {
    expect(idsOf(judge([lost, other(60_000)], 6 * MINUTE))).not.toContain("gave-up");
  });
  it("was, where the other one came minutes later or had been there before", () => {
    expect(idsOf(judge([lost, other(60_001)], 6 * MINUTE))).toContain("gave-up");
    expect(idsOf(judge([lost, other(-1)], 6 * MINUTE))).toContain("gave-up");
  });
});

describe("a tab that is frozen again and again", () => {
  const life = (kind: "freeze" | "resume", afterMs: number): Lifecycle => ({
    kind,
    at: T0 + afterMs,
    documentId: "d1",
  });
  const lifecycle = [life("freeze", 10_000), life("resume", 20_000), life("freeze", 90_000)];
  const cut = (afterMs: number) => makeConnection({ open: true, close: { at: T0 + afterMs } });
  const primaryOf = (connection: Connection) =>
    judge([connection], 5_000, lifecycle).connections[0]?.primary;
  it("is blamed for what died until half a minute after its own resume", () => {
    expect(primaryOf(cut(50_000))).toBe("page-suspended");
    expect(primaryOf(cut(50_001))).not.toBe("page-suspended");
    expect(primaryOf(cut(200_000))).toBe("page-suspended");
  });
});
