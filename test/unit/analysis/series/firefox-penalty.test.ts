import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { penaltiesOf } from "../../../../src/analysis/series/firefox-penalty.ts";
import { browserWords } from "../../../../src/panel/reconnects/series-figures.ts";
import type { Connection, Session } from "../../../../src/session/session.ts";
import { makeConnection, makeRetries, makeSession, T0 } from "../../../builders.ts";

const FIREFOX = { name: "Firefox", version: "153.0" };

/** Constructed at a time since `T0`, refused at another. */
const makeFailed = (from: number, to: number, known: object = {}) =>
  makeConnection({ createdAt: T0 + from, close: { at: T0 + to }, ...known });
const penaltyOf = (...connections: Connection[]) => {
  const last = connections.at(-1);
  return last && penaltiesOf(connections).get(last.id)?.ms;
};
/** Each constructed as soon as the one before had failed, and refused as soon as Firefox lets it. */
function makeImmediate(count: number): Connection[] {
  const connections: Connection[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    const heldMs = i === 0 ? 0 : Math.min(60_000, 300 * 1.5 ** (i - 1));
    connections.push(makeFailed(at, at + heldMs + 5));
    at += heldMs + 5;
  }
  return connections;
}

describe("Firefox's penalty", () => {
  it("lets the first attempt begin at once", () => {
    expect(penaltyOf(makeFailed(0, 10))).toBeUndefined();
  });

  it("holds the next one back for 200 to 400 ms after the first failure", () => {
    const first = makeFailed(0, 10);
    expect(penaltyOf(first, makeFailed(10, 900))).toEqual([200, 400]);
    expect(penaltyOf(first, makeFailed(110, 900))).toEqual([100, 300]);
    expect(penaltyOf(first, makeFailed(320, 900))).toEqual([0, 90]);
    expect(penaltyOf(first, makeFailed(411, 900))).toBeUndefined();
  });

  it("grows by half with each further failure, up to a minute", () => {
    const all = makeImmediate(20);
    const penalties = penaltiesOf(all);
    const of = (i: number) => penalties.get(all[i]?.id ?? "")?.ms;
    expect(of(1)?.[0]).toBe(200);
    expect(of(2)).toEqual([300, 455]);
    expect(of(3)?.[0]).toBe(450);
    expect(of(15)).toEqual([58_386, 60_000]);
    expect(of(19)).toEqual([60_000, 60_000]);
  });

  it("is no longer than the handshake took", () => {
    expect(penaltyOf(makeFailed(0, 10), makeFailed(10, 310))).toEqual([200, 300]);
  });

  it("is not in force where a handshake was over sooner", () => {
    expect(penaltyOf(makeFailed(0, 10), makeFailed(10, 110))).toBeUndefined();
  });

  it("is forgotten a minute after it ended", () => {
    const storm = makeImmediate(6);
    const lastAt = (storm.at(-1)?.end?.at ?? 0) - T0;
    const delayMs = 400 * 1.5 ** 5;
    const wait = (ms: number) => {
      const at = lastAt + ms;
      return penaltyOf(...storm, makeFailed(at, at + 5), makeFailed(at + 5, at + 60_000));
    };
    expect(wait(delayMs + 60_000)).toEqual([200, 400]);
    expect(wait(delayMs + 59_999)?.[0]).toBeGreaterThan(400);
  });

  it("ends with a success", () => {
    const opened = makeConnection({
      createdAt: T0 + 5_000,
      open: { at: T0 + 5_010 },
      close: { at: T0 + 9_000, code: 1000 },
    });
    expect(penaltyOf(makeFailed(0, 10), opened, makeFailed(9_000, 9_900))).toBeUndefined();
  });

  it("begins anew where a connection breaks, and not where it closes cleanly", () => {
    const opened = (code: number) =>
      makeConnection({ open: true, close: { at: T0 + 9_000, code } });
    expect(penaltyOf(opened(1006), makeFailed(9_000, 9_900))).toEqual([200, 400]);
    expect(penaltyOf(opened(1000), makeFailed(9_000, 9_900))).toBeUndefined();
  });

  it("counts a page that gave up while it waited once, and no further", () => {
    const given = { closing: { at: T0 + 100 } };
    const rest = [makeFailed(150, 1_000, given), makeFailed(1_000, 2_000)];
    expect(penaltyOf(makeFailed(0, 100), ...rest)).toBeUndefined();
    expect(penaltyOf(makeFailed(0, 100, given), makeFailed(100, 1_000))).toEqual([200, 400]);
  });

  it("keeps apart what differs in host, port or path, but not in its query", () => {
    const first = makeFailed(0, 10, { url: "wss://a.example.com/live?room=1" });
    const next = (url: string) => penaltyOf(first, makeFailed(10, 900, { url }));
    expect(next("wss://a.example.com/live?room=2")).toEqual([200, 400]);
    expect(next("wss://a.example.com/other")).toBeUndefined();
    expect(next("wss://a.example.com:8443/live")).toBeUndefined();
    expect(next("wss://b.example.com/live")).toBeUndefined();
  });

  it("begins for a handshake that stood in line once it is its turn", () => {
    const first = makeFailed(0, 1_000);
    const queued = makeFailed(400, 1_900);
    expect(penaltyOf(first, queued)).toEqual([200, 400]);
  });
});

describe("a diagnosis of Firefox's sockets", () => {
  const judge = (connections: Connection[], browser: Session["browser"], nowMs = T0 + 600_000) =>
    diagnose(makeSession({ connections, browser }), nowMs);
  const idsOf = (report: ReturnType<typeof judge>) => report.findings.map(({ id }) => id);
  const slow = [
    ...makeImmediate(12),
    makeConnection({ createdAt: T0 + 60_000, open: { at: T0 + 76_000 } }),
  ];

  it("does not call a handshake slow that Firefox held back", () => {
    // The twelfth failure holds the next attempt back for up to 34.6 s.
    const [last, next] = [slow.at(-2) as Connection, slow.at(-1) as Connection];
    next.createdAt = last.end?.at ?? 0;
    next.open = { at: next.createdAt + 26_000, protocol: "", extensions: "" };
    expect(idsOf(judge(slow, FIREFOX))).not.toContain("slow-handshake");
    expect(idsOf(judge(slow, null))).toContain("slow-handshake");
  });

  it("does not blame the server for an attempt that the page gave up before it was sent", () => {
    const storm = makeImmediate(12);
    const at = (storm.at(-1)?.end?.at ?? 0) - T0;
    const given = makeFailed(at, at + 10_000, { closing: { at: T0 + at + 9_990 } });
    const titleOf = (browser: Session["browser"]) =>
      judge([...storm, given], browser).findings.find(
        ({ id, subject }) => id === "handshake-timeout" && subject.id === given.id,
      );
    expect(titleOf(FIREFOX)).toMatchObject({
      severity: "warning",
      title: expect.stringContaining("while Firefox held it back"),
    });
    expect(titleOf(null)).toMatchObject({ severity: "error" });
  });

  it("names the browser whose rule it was", () => {
    const [firefox] = judge(makeImmediate(12), FIREFOX).series;
    expect(firefox?.throttledBy).toBe("Firefox");
    expect(firefox && browserWords(firefox)).toBe(
      "Firefox itself may have held back 11 handshakes after the failures before.",
    );
    const many = makeRetries(Array<number>(20).fill(100));
    for (const browser of [null, { name: "chromium", version: "156" }]) {
      const [series] = judge(many, browser).series;
      expect(series?.throttledBy).toBe("Chromium");
      expect(series && browserWords(series)).toContain("Chromium itself may have held back");
    }
    const [webkit] = judge(many, { name: "webkit", version: "26" }).series;
    expect(webkit?.throttledBy).toBeNull();
    expect(webkit && browserWords(webkit)).toBeNull();
  });

  it("leaves out waits that a proxy saw stretched by Firefox", () => {
    // The page retries at once; the requests come by Firefox's rule alone.
    const seen = makeImmediate(10).map((connection) => ({
      ...connection,
      documentId: null,
      createdAt: (connection.end?.at ?? 0) - 5,
    }));
    const [series] = judge(seen, FIREFOX).series;
    expect(series?.history.slice(1).map(({ heldBy }) => heldBy)).toEqual(
      Array<string>(9).fill("browser"),
    );
    expect(series?.policy).toMatchObject({ kind: "unknown", n: 0 });
    expect(judge(seen, null).series[0]?.policy.kind).toBe("exponential");
  });
});
