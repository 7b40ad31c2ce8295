import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { FindingId } from "../../../../src/analysis/finding.ts";
import { fitPolicy } from "../../../../src/analysis/policy/fit-policy.ts";
import { asRun } from "../../../../src/analysis/policy/observe.ts";
import { formatLoad } from "../../../../src/analysis/series/series-cost.ts";
import { costWords } from "../../../../src/panel/reconnects/series-figures.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeDocument, makeRetries, makeSession, T0 } from "../../../builders.ts";

const judge = (connections: Connection[], nowMs?: number) => {
  const last = connections.at(-1);
  return diagnose(makeSession({ connections }), nowMs ?? (last?.end?.at ?? T0) + 1_000);
};
const find = (id: FindingId, connections: Connection[], nowMs?: number) =>
  judge(connections, nowMs).findings.find((finding) => finding.id === id);
const repeat = (delayMs: number, n: number) => Array<number>(n).fill(delayMs);

describe("a series", () => {
  it("measures from each close to the next construction", () => {
    const { series } = judge(makeRetries([1_000, 2_000, 4_000]));
    expect(series).toHaveLength(1);
    expect(series[0]).toMatchObject({ attempts: 4, delaysMs: [1_000, 2_000, 4_000] });
    expect(series[0]?.policy).toMatchObject({ kind: "unknown", n: 3, factor: null });
  });

  it("takes a socket opened while the one before lives for no retry", () => {
    const connections = [
      makeConnection({ open: true }),
      makeConnection({ createdAt: T0 + 5_000, open: true }),
    ];
    expect(judge(connections).series[0]).toMatchObject({ attempts: 2, delaysMs: [] });
  });

  it("runs across the iframes of a page, and ends with the page", () => {
    const documents = [
      makeDocument({ id: "d1", page: 1 }),
      makeDocument({ id: "frame", page: 1, top: false }),
      makeDocument({ id: "d2", page: 2, joinedAt: T0 + 9_000 }),
    ];
    const connections = ["d1", "frame", "d2"].map((documentId, i) =>
      makeConnection({ documentId, createdAt: T0 + i * 5_000, close: {} }),
    );
    const session = makeSession({ connections, documents, page: 2 });
    expect(diagnose(session, T0 + 20_000).series.map(({ attempts }) => attempts)).toEqual([2, 1]);
  });

  it("does not measure from a document that went away", () => {
    const connections = [
      makeConnection({
        end: { at: T0 + 10, by: "page-gone", code: null, reason: "", wasClean: null },
      }),
      makeConnection({ createdAt: T0 + 100, open: true }),
    ];
    expect(judge(connections).series[0]?.delaysMs).toEqual([]);
  });
});

const estimatePolicy = (delaysMs: number[]) => fitPolicy(asRun(delaysMs));

describe("the policy of a few waits", () => {
  it("calls it immediate only when every wait is under 100 ms", () => {
    expect(estimatePolicy([5, 50, 99]).kind).toBe("immediate");
    expect(estimatePolicy([5, 50, 100]).kind).toBe("unknown");
  });
  it("calls waits that agree fixed", () => {
    expect(estimatePolicy([1_000, 1_010, 995])).toMatchObject({ kind: "fixed", baseMs: 1_000 });
  });
  it("says nothing on two waits", () => {
    expect(estimatePolicy([1_000, 1_000]).kind).toBe("unknown");
  });
});

describe("no-backoff", () => {
  it("needs four waits", () => {
    expect(find("no-backoff", makeRetries(repeat(5_000, 3)))).toBeUndefined();
    expect(find("no-backoff", makeRetries(repeat(5_000, 4)))?.title).toContain(
      "every 5 s (4 times)",
    );
  });
  it("wants them under 30 s", () => {
    expect(find("no-backoff", makeRetries(repeat(29_999, 4)))).toBeDefined();
    expect(find("no-backoff", makeRetries(repeat(30_000, 4)))).toBeUndefined();
  });
  it("lets a variation of a tenth pass", () => {
    // Half the waits below and half above the mean by the share: that is the variation.
    const spread = (share: number) =>
      [1 - share, 1 + share, 1 - share, 1 + share].map((factor) => 10_000 * factor);
    expect(find("no-backoff", makeRetries(spread(0.099)))).toBeDefined();
    expect(find("no-backoff", makeRetries(spread(0.1)))).toBeUndefined();
  });
  it("takes any waits under 100 ms for an immediate retry", () => {
    expect(find("no-backoff", makeRetries([1, 40, 99, 10]))?.title).toContain("at once");
    expect(find("no-backoff", makeRetries([1, 40, 100, 10]))).toBeUndefined();
  });
  it("leaves exponential backoff alone", () => {
    expect(find("no-backoff", makeRetries([1_000, 2_000, 4_000, 8_000]))).toBeUndefined();
  });
  it("leaves a page alone that closes and opens on purpose", () => {
    const connections = [0, 1, 2, 3, 4, 5].map((i) =>
      makeConnection({
        createdAt: T0 + i * 5_000,
        open: true,
        closing: { at: T0 + i * 5_000 + 500 },
        close: { code: 1005, at: T0 + i * 5_000 + 510 },
      }),
    );
    expect(find("no-backoff", connections)).toBeUndefined();
  });
});

describe("reconnect-storm", () => {
  it("calls eight attempts that come one a second a storm, and no fewer", () => {
    expect(find("reconnect-storm", makeRetries(repeat(990, 7)))?.severity).toBe("error");
    expect(find("reconnect-storm", makeRetries(repeat(990, 6)))).toBeUndefined();
  });

  it("calls thirty a minute one where it stands, and warns of it", () => {
    expect(find("reconnect-storm", makeRetries(repeat(1_990, 7)))?.severity).toBe("warning");
    expect(find("reconnect-storm", makeRetries(repeat(1_200, 7)))).toBeUndefined();
    expect(find("reconnect-storm", makeRetries(repeat(1_200, 10)))?.severity).toBe("warning");
  });

  it.each([
    ["Socket.IO's defaults while its server is down", [1_000, 2_000, 4_000, ...repeat(5_000, 30)]],
    ["a fixed wait of 3 s", repeat(3_000, 40)],
    ["full jitter up to 5 s", Array.from({ length: 60 }, (_, i) => (((i * 37) % 60) / 60) * 5_000)],
  ])("is none: %s", (_, waitsMs) => {
    expect(find("reconnect-storm", makeRetries(waitsMs))).toBeUndefined();
  });

  it("counts the time that each connection lived: cut every 9.6 s and back after 1 s is none", () => {
    const connections = Array.from({ length: 22 }, (_, i) =>
      makeConnection({
        createdAt: T0 + i * 10_600,
        open: { at: T0 + i * 10_600 },
        close: { at: T0 + i * 10_600 + 9_600 },
      }),
    );
    expect(find("reconnect-storm", connections)).toBeUndefined();
  });

  it("is none where one of the attempts held for 30 s", () => {
    const connections = makeRetries(repeat(100, 8));
    const held = (livedMs: number) =>
      connections.map((connection, i) =>
        i === 2
          ? makeConnection({
              createdAt: connection.createdAt,
              open: { at: connection.createdAt },
              close: { at: connection.createdAt + livedMs },
            })
          : connection,
      );
    expect(find("reconnect-storm", held(90))).toBeDefined();
    expect(find("reconnect-storm", held(30_000), T0 + 40_000)).toBeUndefined();
  });

  it("is over after 60 quiet seconds", () => {
    const connections = makeRetries(repeat(900, 8));
    const lastAt = connections.at(-1)?.createdAt ?? 0;
    expect(find("reconnect-storm", connections, lastAt + 59_999)?.until).toBeNull();
    expect(find("reconnect-storm", connections, lastAt + 60_000)?.until).toBe(lastAt + 10);
  });

  it("says rate and policy in the title, and with what it costs at the head of the details", () => {
    const storm = find("reconnect-storm", makeRetries(repeat(990, 12)));
    expect(storm?.title).toBe(
      "Reconnect storm: 13 attempts (60 a minute), the same wait of 989 ms each time",
    );
    const whole =
      "Reconnect storm: 13 attempts in 12 s (60 a minute), the same wait of 989 ms each time; 1,000 such pages make 1,017 handshakes a second in the first minute of an outage.";
    expect(storm?.explanation.startsWith(whole)).toBe(true);
  });

  it.each([
    ["fails to open", makeRetries(repeat(250, 20))],
    ["waits longer up to a low cap", makeRetries([200, 400, ...repeat(800, 8)])],
    ["opens for a while each time", makeRetries(repeat(250, 20), 400)],
  ])(
    "names the same cost in the details as beside the waits, of a page that %s",
    (_, connections) => {
      const { findings, series } = judge(connections);
      const details = findings.find(({ id }) => id === "reconnect-storm")?.explanation;
      const cost = series[0]?.cost;
      expect(details).toContain(`pages make ${cost && formatLoad(cost)} handshakes a second`);
      expect(series[0] && costWords(series[0])).toContain(
        `${cost && formatLoad(cost)} handshakes a second`,
      );
    },
  );

  it("names no cost where no policy is known", () => {
    const { findings, series } = judge(
      makeRetries([5, 1_700, 40, 3_000, 220, 7, 310, 90, 2, 130, 700]),
    );
    expect(series[0]).toMatchObject({ policy: { kind: "unknown" }, cost: null });
    const title = findings.find(({ id }) => id === "reconnect-storm")?.title;
    expect(title).not.toContain("1,000");
  });

  it("does not take sockets for retries whose forerunners the page closed itself", () => {
    const asked = (i: number) => {
      const createdAt = T0 + i * 300;
      const open = { at: createdAt + 20 };
      return makeConnection({
        createdAt,
        open,
        closing: {},
        close: { code: 1005, at: createdAt + 80 },
      });
    };
    const connections = Array.from({ length: 20 }, (_, i) => asked(i));
    expect(find("reconnect-storm", connections)).toBeUndefined();
    expect(
      find("reconnect-storm", [...connections, ...makeRetries(repeat(250, 30))]),
    ).toBeDefined();
  });

  it("does not take many sockets opened at once for retries", () => {
    const connections = Array.from({ length: 30 }, (_, i) =>
      makeConnection({ createdAt: T0 + i, open: true }),
    );
    expect(find("reconnect-storm", connections, T0 + 5_000)).toBeUndefined();
  });
});

describe("health", () => {
  const failedAt = (createdAt: number) => makeConnection({ createdAt, close: {} });
  const gradeOf = (connections: Connection[], nowMs: number) =>
    judge(connections, nowMs).health.grade;

  it("is A while nothing is wrong", () => {
    expect(judge([makeConnection({ open: true })]).health).toEqual({
      grade: "A",
      score: 100,
      reasons: [],
      endpoints: [{ url: "wss://api.example.com/live", grade: "A", score: 100 }],
    });
  });
  it("is F in a storm", () => {
    const connections = makeRetries(repeat(100, 8));
    expect(gradeOf(connections, T0 + 5_000)).toBe("F");
  });
  it("is D with an error that stands, C once it has recovered, A when that was long ago", () => {
    const failed = failedAt(T0);
    const opened = makeConnection({ createdAt: T0 + 5_000, open: true });
    expect(gradeOf([failed], T0 + 10_000)).toBe("D");
    expect(gradeOf([failed, failedAt(T0 + 3_000)], T0 + 10_000)).toBe("D");
    expect(gradeOf([failed, makeConnection({ createdAt: T0 + 5_000 })], T0 + 5_001)).toBe("D");
    expect(gradeOf([failed, opened], T0 + 10_000)).toBe("C");
    expect(gradeOf([failed, opened], T0 + 5_050 + 5 * 60_000)).toBe("C");
    expect(gradeOf([failed, opened], T0 + 5_051 + 5 * 60_000)).toBe("A");
  });
  it("does not take a sibling that was open before for a recovery", () => {
    const sibling = makeConnection({ createdAt: T0 + 100, open: true });
    const lost = makeConnection({ open: true, close: { at: T0 + 9_000 } });
    expect(gradeOf([lost, sibling], T0 + 10_000)).toBe("D");
  });
  it("is B with a warning", () => {
    expect(gradeOf([makeConnection({ open: true, close: { code: 1012 } })], T0 + 5_000)).toBe("B");
  });
  it("forgets the errors of a page that was left", () => {
    const documents = [makeDocument(), makeDocument({ id: "d2", page: 2, joinedAt: T0 + 5_000 })];
    const session = makeSession({ connections: [failedAt(T0)], documents, page: 2 });
    expect(diagnose(session, T0 + 6_000).health.grade).toBe("C");
    expect(diagnose(session, T0 + 600_000).health.grade).toBe("A");
  });
  it("says what each reason took off", () => {
    const { health } = judge([failedAt(T0)], T0 + 5_000);
    expect(health.score).toBe(100 - health.reasons.reduce((sum, { cost }) => sum + cost, 0));
    expect(health.reasons[0]?.cost).toBe(42);
  });
});
