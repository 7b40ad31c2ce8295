import { describe, expect, it } from "vitest";
import { fillChecklist } from "../../../../src/analysis/checklist/checklist.ts";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { Overrides } from "../../../../src/session/overrides.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeRetries, makeSession, T0 } from "../../../builders.ts";
import { makeTalk, received, sent } from "../content/talk.ts";

function fill(connections: Connection[], overrides: Overrides = {}) {
  const session = makeSession({ connections, overrides });
  const rows = fillChecklist(session, diagnose(session, T0 + 3_600_000));
  const row = (number: number) => {
    const found = rows.find((candidate) => candidate.number === number);
    if (!found) throw new Error(`no item ${number}`);
    return found;
  };
  return { rows, row, outcome: (number: number) => row(number).outcome };
}

const failed = (error: string, url = "wss://api.example.com/live") =>
  makeConnection({ url, close: { code: 1006 }, handshake: { error } });

describe("the checklist", () => {
  it("has nineteen items, numbered, and asks them all while nothing was seen", () => {
    const { rows } = fill([]);
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 19 }, (_, i) => i + 1));
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(["ask"]));
  });

  it("knows from an open connection that host, port, name, path and certificate are right", () => {
    const { outcome } = fill([
      makeConnection({ open: true, receive: { count: 3, firstAt: T0, lastAt: T0 + 9 } }),
    ]);
    for (const number of [1, 2, 3, 4, 5, 6, 8, 9, 16]) expect(outcome(number)).toBe("yes");
    expect(outcome(7)).toBe("ask");
    expect(outcome(11)).toBe("not-applicable");
  });

  it("says until when a token holds, and takes none for valid that has run out", () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const withToken = (afterS: number) =>
      makeConnection({
        url: `wss://api.example.com/live?token=${part({ alg: "HS256" })}.${part({ iat: T0 / 1_000, exp: T0 / 1_000 + afterS })}.c2lnbmF0dXJl`,
        open: true,
        receive: { count: 3, firstAt: T0, lastAt: T0 + 9 },
      });
    const good = fill([withToken(4_500)]).row(9);
    expect(good.outcome).toBe("yes");
    expect(good.note).toMatch(/talked on\. .*15 min/);
    expect(fill([withToken(1_800)]).row(9)).toMatchObject({ outcome: "no" });
    expect(fill([withToken(1_800)]).row(9).note).toContain("30 min");
  });

  it("tells a refused port from a host that is gone", () => {
    const { outcome, row } = fill([failed("net::ERR_CONNECTION_REFUSED")]);
    expect([outcome(1), outcome(2), outcome(5)]).toEqual(["yes", "no", "yes"]);
    expect(row(2).findings).toEqual(["handshake-refused"]);
    expect(row(2).note).toContain("api.example.com");
  });

  it("blames the name, and nothing that lies behind it", () => {
    const { outcome } = fill([failed("net::ERR_NAME_NOT_RESOLVED")]);
    expect([outcome(1), outcome(2), outcome(5), outcome(16)]).toEqual(["ask", "ask", "no", "ask"]);
  });

  it("asks no name server about an address, and no certificate without TLS", () => {
    const { outcome } = fill([makeConnection({ url: "ws://127.0.0.1:9000/x", open: true })]);
    expect([outcome(5), outcome(16)]).toEqual(["not-applicable", "not-applicable"]);
  });

  it("sees the upstream in a gateway's answer", () => {
    const { outcome } = fill([
      makeConnection({ close: { code: 1006 }, handshake: { status: 502 } }),
    ]);
    expect([outcome(12), outcome(17)]).toEqual(["no", "no"]);
  });

  it("takes nothing that a healthy endpoint shows for a proof of one in trouble", () => {
    const healthy = makeConnection({
      url: "wss://good.example.com/a",
      open: true,
      receive: { count: 3, firstAt: T0, lastAt: T0 + 9 },
    });
    const silent = failed("", "wss://bad.example.com/b");
    const { outcome, row } = fill([healthy, silent]);
    for (const number of [1, 2, 3, 4, 5, 9, 13, 16, 18]) expect(outcome(number)).toBe("ask");
    expect(row(1).note).toContain("bad.example.com/b: No answer of any kind was seen.");
    expect(row(1).note).toContain("nc -vz -w 5 bad.example.com 443");
    expect(row(16).note).toContain("openssl s_client -connect bad.example.com:443");
  });

  it("puts no host into a command that a shell would run", () => {
    const { row } = fill([
      makeConnection({ url: "wss://good.example.com/a", open: true }),
      failed("", "wss://$(reboot).example.com/b"),
    ]);
    expect(row(1).note).toContain("nc -vz -w 5 HOST 443");
  });

  it("lets the user answer, and keeps the evidence's note where they wrote none", () => {
    const { row } = fill([makeConnection({ open: true })], {
      7: { outcome: "no", note: "TypeError in chat.ts" },
      1: { outcome: "no" },
    });
    expect(row(7)).toMatchObject({ outcome: "no", note: "TypeError in chat.ts", byUser: true });
    expect(row(1)).toMatchObject({
      outcome: "no",
      note: "1 of 1 connection opened.",
      byUser: true,
    });
    expect(row(2).byUser).toBe(false);
  });

  it("takes nothing for accepted credentials but an answer to what the page said last", () => {
    const cut = makeTalk({ lines: [sent('{"token":"x"}')], close: { code: 1006 } });
    const greeted = makeTalk({
      lines: [received("hello"), sent('{"token":"x"}')],
      close: { code: 1000 },
    });
    const refused = makeTalk({
      lines: [sent('{"token":"x"}'), received("hm")],
      close: { code: 1008 },
    });
    const answered = makeTalk({ lines: [sent('{"token":"x"}'), received("welcome")] });
    for (const connection of [cut, greeted, refused])
      expect(fill([connection]).outcome(9)).toBe("ask");
    expect(fill([refused]).row(9).note).toContain("1008");
    expect(fill([answered]).outcome(9)).toBe("yes");
    expect(fill([answered, refused]).outcome(9)).toBe("ask");
  });
});

const exponential = (n: number, jitter: readonly number[] = [1]) =>
  Array.from({ length: n }, (_, i) => 2 ** i * 1_000 * (jitter[i % jitter.length] ?? 1));

describe("the checklist on reconnecting", () => {
  it("says yes to exponential backoff with jitter only", () => {
    expect(fill(makeRetries(exponential(7, [0.91, 1.08, 0.97, 1.05]))).row(11)).toMatchObject({
      outcome: "yes",
      note: expect.stringMatching(/^Exponential backoff/),
    });
    const bare = fill(makeRetries(exponential(6)));
    expect(bare.row(11)).toMatchObject({ outcome: "no", findings: ["no-jitter"] });
  });

  it.each([
    ["linear", Array.from({ length: 9 }, (_, i) => (i + 1) * 1_000)],
    ["fixed, and long", Array<number>(9).fill(60_000)],
  ])("says no where the waits are %s", (_, delaysMs) => {
    expect(fill(makeRetries(delaysMs)).outcome(11)).toBe("no");
  });

  it("asks where too few attempts failed in a row", () => {
    expect(fill(makeRetries([1_000])).row(11).outcome).toBe("ask");
    let createdAt = T0;
    const returns = Array.from({ length: 6 }, () => {
      const connection = makeConnection({
        createdAt,
        open: { at: createdAt + 50 },
        close: { code: 1012, at: createdAt + 300_000 },
      });
      createdAt += 301_000;
      return connection;
    });
    expect(fill([...returns, makeConnection({ createdAt, open: true })]).outcome(11)).toBe("ask");
  });

  it("says how many waits follow no rule", () => {
    const odd = [900, 7_000, 350, 20_000, 1_200, 40_000, 5_000, 600];

    expect(fill(makeRetries(odd)).row(11)).toMatchObject({
      outcome: "ask",
      note: expect.stringContaining("8 waits without a clear rule"),
    });
  });
});

const saying = (code: string, message: string) =>
  makeTalk({ lines: [sent("{}"), received(JSON.stringify({ error: { code, message } }))] });

describe("the checklist on what servers say", () => {
  it("knows an upstream by the code, whatever the figures in the title are", () => {
    const slow = makeConnection({ open: true, close: { code: 1011, at: T0 + 50 + 502 } });
    const gateway = makeConnection({
      open: true,
      createdAt: T0 - 90_000,
      close: { code: 1014, at: T0 - 80_000 },
    });
    expect(fill([slow]).outcome(17)).toBe("ask");
    expect(fill([gateway, slow]).row(17)).toMatchObject({
      outcome: "no",
      note: expect.stringContaining("1014"),
    });
  });

  it("calls a server overloaded that says so, by status or in a message", () => {
    const unavailable = makeConnection({ close: { code: 1006 }, handshake: { status: 503 } });
    const opened = makeConnection({ open: true });
    expect(fill([unavailable]).outcome(13)).toBe("no");
    expect(fill([unavailable, opened]).outcome(13)).toBe("no");
    const overloaded = saying("overloaded_error", "Overloaded");
    expect([13, 17, 19].map(fill([overloaded]).outcome)).toEqual(["no", "no", "no"]);
  });

  it.each([
    '{"type":"error","error":{"type":"upstream_error","message":"Provider anthropic returned 529"}}',
    '{"error":{"message":"Provider returned error","code":502,"metadata":{"provider_name":"Together"}}}',
    '{"type":"error","error":{"type":"server_error","message":"upstream connect error or disconnect/reset before headers"}}',
  ])("believes a gateway that says in a message that who is behind it failed: %s", (body) => {
    const { outcome, row } = fill([makeTalk({ lines: [sent('{"id":1}'), received(body)] })]);
    expect(outcome(17)).toBe("no");
    expect(row(17).findings).toEqual(["error-payload"]);
    // Whoever hands it on works.
    expect(outcome(12)).toBe("ask");
  });

  it.each([
    '{"type":"error","error":{"type":"invalid_request_error","message":"model gpt-9 not found"}}',
    '{"type":"error","message":"row 7 is not valid"}',
  ])("takes no other error for one of a service behind: %s", (body) => {
    const { outcome } = fill([makeTalk({ lines: [sent('{"id":1}'), received(body)] })]);
    expect(outcome(17)).toBe("ask");
  });

  it("asks whether slowness is load", () => {
    const late = makeConnection({ open: { at: T0 + 4_000 }, handshake: { durationMs: 4_000 } });
    expect(fill([late]).row(13)).toMatchObject({
      outcome: "ask",
      note: expect.stringContaining("4 s"),
    });
  });

  it("does not call a limit on connections unreached that the server names", () => {
    const limited = makeConnection({
      open: true,
      close: { code: 1008, reason: "Too many connections from this IP" },
    });
    expect([14, 18].map(fill([limited]).outcome)).toEqual(["no", "no"]);
    const often = makeConnection({ open: true, close: { code: 1008, reason: "rate limited" } });
    expect([14, 18].map(fill([often]).outcome)).toEqual(["ask", "no"]);
  });

  it("does not deny an error that stands in a message, however little it weighs", () => {
    const { row, outcome } = fill([saying("E_BOOM", "no such room")]);
    expect(row(19)).toMatchObject({ outcome: "no", findings: ["error-payload"] });
    expect(outcome(12)).toBe("ask");
    expect(fill([saying("invalid_api_key", "x")]).outcome(19)).toBe("no");
    const fine = makeTalk({ lines: [sent("{}"), received("{}")] });
    expect([12, 13, 14, 18, 19].map(fill([fine]).outcome)).toEqual(Array(5).fill("yes"));
  });
});
