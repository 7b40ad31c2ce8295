import { describe, expect, it } from "vitest";
import { answerQuantileMs } from "../../../../src/analysis/connection/answers.ts";
import { logWindow } from "../../../../src/analysis/connection/log-window.ts";
import { emptyTraffic, type Pairs } from "../../../../src/session/traffic.ts";
import { makeBeat, makeConnection, T0 } from "../../../builders.ts";
import { findIn, findingsOf, headers, makeCut } from "./sessions.ts";

describe("logWindow", () => {
  it("is the exact time in UTC with the ids that the handshake names", () => {
    const handshake = headers({ "CF-RAY": "8c1f-FRA", "X-Request-Id": "r-1", Date: "today" });
    expect(logWindow(makeCut({ ageMs: 60_000, createdAt: T0, handshake }))).toEqual({
      from: "2027-01-15 08:00:00.000",
      until: "2027-01-15 08:01:00.050",
      durationMs: 60_050,
      ids: [
        { name: "CF-RAY", value: "8c1f-FRA" },
        { name: "X-Request-Id", value: "r-1" },
      ],
    });
  });

  it("is none where times are absurd, and quotes no strange id", () => {
    expect(logWindow(makeConnection({ createdAt: Number.NaN }))).toBeNull();
    expect(logWindow(makeConnection({ createdAt: 1e300 }))).toBeNull();
    const strange = makeConnection({ handshake: headers({ "X-Request-Id": "<b>\u202e" }) });
    expect(logWindow(strange)?.ids).toEqual([]);
  });

  it("stands in what a server can have logged, and not in what the page did", () => {
    const kinds = (known: Parameters<typeof makeConnection>[0]) =>
      findingsOf([makeConnection(known)]).flatMap(({ evidence }) => evidence.map(({ is }) => is));
    expect(kinds({ open: true, close: { code: 1011 } })).toContain("log-window");
    expect(kinds({ close: {}, handshake: { status: 403 } })).toContain("log-window");
    expect(kinds({ open: true, closing: {}, close: { code: 1005 } })).not.toContain("log-window");
  });
});

describe("no-heartbeat", () => {
  const quiet = (known: Parameters<typeof makeConnection>[0] = {}) =>
    makeConnection({ open: { at: T0 }, url: "wss://x.herokuapp.com/", ...known });
  const judge = (ms: number, known = {}) =>
    findIn(findingsOf([quiet(known)], T0 + ms), "no-heartbeat");

  it("is a silence near a limit that is seen on the way", () => {
    expect(judge(41_249)).toBeUndefined();
    expect(judge(41_250)).toMatchObject({ severity: "info" });
    expect(judge(60_000)).toBeUndefined();
    expect(judge(41_250, { url: "wss://x.example/" })).toBeUndefined();
  });

  it("is none where something keeps the connection awake, or the limit was outlived", () => {
    expect(judge(41_250, { traffic: { send: { beats: [makeBeat()] } } })).toBeUndefined();
    expect(
      judge(41_250, { traffic: { longestQuiet: { ms: 53_000, endedAt: T0 } } }),
    ).toBeUndefined();
  });

  it("is none where the server pings by default, which only the browser sees", () => {
    const under = (server: string) => {
      const handshake = headers({ [server]: "20" });
      return judge(90_000, { url: "wss://x.example/", handshake });
    };
    expect(under("CF-RAY")).toBeDefined();
    expect(under("uWebSockets")).toBeUndefined();
  });
});

describe("noisy-helper", () => {
  const helper = (ageMs: number, code: number | null = null) =>
    makeCut({ ageMs, closing: { code }, code: code ?? 1005 });

  it("is sockets that the page opens only to close them", () => {
    const finding = findIn(findingsOf([helper(5), helper(1_999, 1000)]), "noisy-helper");
    expect(finding).toMatchObject({ severity: "info", subject: { kind: "series" } });
    expect(findIn(findingsOf([helper(5)]), "noisy-helper")).toBeUndefined();
    expect(findIn(findingsOf([helper(5), helper(2_000)]), "noisy-helper")).toBeUndefined();
    expect(findIn(findingsOf([helper(5), helper(5, 4000)]), "noisy-helper")).toBeUndefined();
  });
});

describe("slow-handshake", () => {
  const opened = (ms: number, i = 0) => {
    const createdAt = T0 + i * 20_000;
    return makeConnection({ createdAt, open: { at: createdAt + ms } });
  };

  it("takes over three seconds", () => {
    expect(findIn(findingsOf([opened(3_000)]), "slow-handshake")).toBeUndefined();
    expect(findIn(findingsOf([opened(3_001)]), "slow-handshake")).toMatchObject({
      severity: "info",
    });
  });

  it("or far longer than this endpoint usually takes", () => {
    const usual = [1, 2, 3, 4, 5].map((i) => opened(100, i));
    expect(findIn(findingsOf([...usual, opened(1_000, 6)]), "slow-handshake")).toBeUndefined();
    expect(
      findIn(findingsOf([...usual, opened(1_001, 6)]), "slow-handshake")?.explanation,
    ).toContain("Usually it takes 100 ms");
    expect(
      findIn(findingsOf([...usual.slice(1), opened(1_001, 6)]), "slow-handshake"),
    ).toBeUndefined();
  });

  it("is none that the browser held back behind another", () => {
    const waiting = makeConnection({ createdAt: T0 + 10, open: { at: T0 + 8_000 } });
    const blocker = makeConnection({ createdAt: T0, close: { at: T0 + 7_900 } });
    expect(findIn(findingsOf([blocker, waiting]), "slow-handshake")).toBeUndefined();
  });
});

describe("slow-responses", () => {
  const answering = (buckets: number[]) => {
    const count = buckets.reduce((sum, n) => sum + n, 0);
    const answers = {
      count,
      buckets,
      slowest: { ms: 3_000, at: T0 },
      firstSumMs: 0,
      firstCount: 0,
    };
    return findIn(
      findingsOf([makeConnection({ open: true, traffic: { answers } })]),
      "slow-responses",
    );
  };
  /** Quick ones of under 8 ms, slow ones of 1,024 ms or more. */
  const histogram = (quick: number, slow: number, at = 21) =>
    Object.assign(Array<number>(at + 1).fill(0), { 6: quick, [at]: slow });

  it("wants thirty answers of which a twentieth, three at least, take over a second", () => {
    expect(answering(histogram(27, 3))).toMatchObject({ severity: "info" });
    expect(answering(histogram(26, 3))).toBeUndefined();
    expect(answering(histogram(38, 2))).toBeUndefined();
    expect(answering(histogram(97, 3))).toBeUndefined();
    expect(answering(histogram(27, 3, 20))).toBeUndefined();
    expect(answering(histogram(27, 3))?.title).toContain("3 of 30 answers");
  });

  it("believes answers that name their requests rather than what came first", () => {
    const quick = { ...emptyTraffic().answers, count: 40, buckets: histogram(40, 0) };
    const slow = { ...quick, count: 40, buckets: histogram(36, 4), slowest: { ms: 1_600, at: T0 } };
    const judge = (pairs: Partial<Pairs>) =>
      findIn(
        findingsOf([
          makeConnection({
            open: true,
            traffic: { answers: quick, pairs: { ...emptyTraffic().pairs, ...pairs } },
          }),
        ]),
        "slow-responses",
      );
    expect(judge({})).toBeUndefined();
    expect(judge({ answers: slow })).toMatchObject({ confidence: 0.9 });
  });

  it("never tells a time that no answer took", () => {
    const answers = { ...emptyTraffic().answers, count: 3, buckets: [0, 0, 0, 3] };
    expect(answerQuantileMs({ ...answers, slowest: { ms: 2.1, at: T0 } }, 0.95)).toBe(2.1);
  });

  it("reads quantiles off the histogram", () => {
    const answers = {
      count: 10,
      buckets: [0, 0, 5, 5],
      slowest: null,
      firstSumMs: 0,
      firstCount: 0,
    };
    expect(answerQuantileMs(answers, 0.5)).toBe(2);
    expect(answerQuantileMs(answers, 0.95)).toBeCloseTo(2 ** 1.5);
    expect(answerQuantileMs({ ...answers, count: 0, buckets: [] }, 0.5)).toBe(1);
  });
});

describe("backpressure", () => {
  const sending = (buffered: object, known = {}) =>
    findIn(
      findingsOf([
        makeConnection({
          open: true,
          send: { count: 99, lastAt: T0 + 10_000 },
          traffic: {
            buffered: {
              lastBytes: 262_144,
              risingCount: 10,
              risingSince: T0 + 8_000,
              peakAt: T0 + 10_000,
              ...buffered,
            },
          },
          ...known,
        }),
      ]),
      "backpressure",
    );

  it("is a queue of 256 KiB that grew over ten sends and two seconds", () => {
    expect(sending({})).toMatchObject({ severity: "warning" });
    expect(sending({ lastBytes: 262_143 })).toBeUndefined();
    expect(sending({ risingCount: 9 })).toBeUndefined();
    expect(sending({ risingSince: T0 + 8_001 })).toBeUndefined();
  });

  it("says what was never delivered", () => {
    expect(sending({}, { close: { at: T0 + 11_000 } })?.title).toContain("when it ended");
  });
});
