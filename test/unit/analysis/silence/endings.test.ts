import { describe, expect, it } from "vitest";
import { makeConnection, T0 } from "../../../builders.ts";
import { findIn, findingsOf, makeCut, primariesOf } from "./sessions.ts";

describe("immediate-disconnect", () => {
  const silent = (ageMs: number, code = 1006) => makeCut({ ageMs, code });

  it("is an end within two seconds without a message", () => {
    expect(primariesOf([silent(1_999)])).toEqual(["immediate-disconnect"]);
    expect(primariesOf([silent(2_000)])).toEqual(["abnormal-closure"]);
    expect(primariesOf([makeCut({ ageMs: 1_999, quietMs: 10 })])).toEqual(["abnormal-closure"]);
  });

  it("says when it was faster than an application decides", () => {
    expect(findIn(findingsOf([silent(99)]), "immediate-disconnect")?.title).toContain(
      "within 99 ms",
    );
    expect(findIn(findingsOf([silent(100)]), "immediate-disconnect")?.title).toContain(
      "after 100 ms",
    );
  });

  it("calls a proper goodbye a failure only when it comes each time", () => {
    expect(primariesOf([silent(50, 1000), silent(50, 1000)])).toEqual([
      "closed-normally",
      "closed-normally",
    ]);
    expect(primariesOf([silent(50, 1000), silent(50, 1000), silent(50, 1005)])).toEqual(
      Array(3).fill("immediate-disconnect"),
    );
  });
});

describe("not ready", () => {
  const unheard = (ageMs: number, known = {}) =>
    makeCut({ ageMs, send: { count: 1, lastAt: T0 }, ...known });
  const talking = () => makeCut({ ageMs: 20_000, quietMs: 10, closing: {}, code: 1005 });

  it("is closed-before-ready when a first message was not answered, and others were", () => {
    expect(primariesOf([talking(), unheard(60_000)])[1]).toBe("closed-before-ready");
    expect(primariesOf([talking(), unheard(60_001)])[1]).toBe("abnormal-closure");
    expect(primariesOf([unheard(7_000)])).toEqual(["abnormal-closure"]);
  });

  it("is a time limit when the age repeats", () => {
    const findings = findingsOf([talking(), unheard(15_000), unheard(15_200)]);
    const finding = findIn(findings, "application-handshake-timeout");
    expect(finding).toMatchObject({ severity: "error", primary: true });
    expect(finding?.title).toContain("2 times");
  });

  it("takes one who sends a line and gets a goodbye for served, unless the server usually answers", () => {
    expect(primariesOf([unheard(7_000, { code: 1000 })])).toEqual(["closed-normally"]);
    expect(primariesOf([talking(), unheard(7_000, { code: 1000 })])[1]).toBe("closed-before-ready");
  });

  it("is an unanswered greeting where pages usually answer", () => {
    const greeted = () => makeCut({ ageMs: 8_000, receive: { count: 1, lastAt: T0 } });
    expect(primariesOf([greeted()])).toEqual(["abnormal-closure"]);
    expect(primariesOf([talking(), greeted()])[1]).toBe("closed-before-ready");
  });
});

describe("network-lost", () => {
  const settled = (url: string, ageMs = 10_000) =>
    makeCut({ url, ageMs, quietMs: 10, createdAt: T0 });

  it("is sockets of several hosts that had settled and break together", () => {
    expect(primariesOf([settled("wss://a.example/"), settled("wss://b.example/")])).toEqual([
      "network-lost",
      "network-lost",
    ]);
    expect(primariesOf([settled("wss://a.example/"), settled("wss://a.example/x")])).not.toContain(
      "network-lost",
    );
    expect(
      primariesOf([settled("wss://a.example/"), settled("wss://b.example/", 11_001)]),
    ).not.toContain("network-lost");
    expect(
      primariesOf([settled("wss://a.example/", 1_990), settled("wss://b.example/", 1_990)]),
    ).not.toContain("network-lost");
  });

  it("is what the browser itself says", () => {
    const at = T0 + 10_050;
    const offline = (ms: number) => ({ kind: "offline" as const, at: at + ms, documentId: "d1" });
    const judge = (ms: number) =>
      primariesOf([settled("wss://a.example/")], undefined, [offline(ms)])[0];
    expect(judge(-60_000)).toBe("abnormal-closure");
    expect(judge(-9_000)).toBe("network-lost");
    expect(judge(2_000)).toBe("network-lost");
    expect(judge(2_001)).toBe("abnormal-closure");
  });
});

describe("close-hung", () => {
  const closing = { at: T0 + 1_000, code: 1000 };

  it("is a close() without an answer for five seconds", () => {
    const hanging = makeConnection({ open: true, closing, state: "closing" });
    expect(findIn(findingsOf([hanging], T0 + 5_999), "close-hung")).toBeUndefined();
    expect(findIn(findingsOf([hanging], T0 + 6_000), "close-hung")).toMatchObject({
      severity: "warning",
      until: null,
    });
  });

  it("explains an end that only the browser brought about", () => {
    const ended = (code: number) =>
      makeConnection({ open: true, closing, close: { code, at: T0 + 61_000 } });
    expect(primariesOf([ended(1006)])).toEqual(["close-hung"]);
    expect(primariesOf([ended(1000)])).toEqual(["closed-by-page"]);
  });
});

describe("response-timeout", () => {
  /** Answers of at most 64 ms; the last request 20 s before the end. */
  const asking = (known: Parameters<typeof makeConnection>[0], waitedMs = 20_000, answers = 10) =>
    makeConnection({
      open: true,
      send: { count: 40, lastAt: T0 + 100_000 },
      receive: { count: 40, lastAt: T0 + 90_000 },
      lastMessage: { at: T0 + 100_000, direction: "send" },
      traffic: {
        unanswered: { count: 2, since: T0 + 100_000 },
        answers: {
          count: answers,
          buckets: Array(12).fill(0).concat(answers),
          slowest: { ms: 60, at: T0 },
          firstSumMs: 0,
          firstCount: 0,
        },
      },
      ...(known?.close ? { close: { at: T0 + 100_000 + waitedMs, ...known.close } } : {}),
      ...(known?.closing ? { closing: { at: T0 + 99_990 + waitedMs, ...known.closing } } : {}),
    });

  it("is a page that gave up, by its words or its own code", () => {
    expect(
      primariesOf([
        asking({ closing: { code: 1000, reason: "request timeout" }, close: { code: 1000 } }),
      ]),
    ).toEqual(["response-timeout"]);
    expect(primariesOf([asking({ closing: { code: 4000 }, close: { code: 4000 } })])).toEqual([
      "response-timeout",
    ]);
    expect(primariesOf([asking({ closing: { code: 1000 }, close: { code: 1000 } })])).toEqual([
      "closed-by-page",
    ]);
  });

  it("is no page that only writes, and never was to be answered", () => {
    const writing = () =>
      makeConnection({
        open: true,
        send: { count: 60, lastAt: T0 + 59_000 },
        lastMessage: { at: T0 + 59_000, direction: "send" },
        traffic: { unanswered: { count: 60, since: T0 + 1_000 } },
        closing: { at: T0 + 60_000, code: 4000, reason: "done" },
        close: { at: T0 + 60_020, code: 4000, reason: "done" },
      });
    expect(primariesOf([writing()])).toEqual(["closed-by-page"]);
    const answered = makeConnection({ open: true, receive: { count: 1 } });
    expect(primariesOf([writing(), answered])[0]).toBe("response-timeout");
  });

  it("is a break after an answer was long due", () => {
    expect(primariesOf([asking({ close: {} }, 5_000)])).toEqual(["response-timeout"]);
    expect(primariesOf([asking({ close: {} }, 4_999)])).toEqual(["abnormal-closure"]);
    expect(primariesOf([asking({ close: {} }, 5_000, 2)])).toEqual(["abnormal-closure"]);
  });

  it("is a remark while it waits", () => {
    const open = asking({});
    expect(findIn(findingsOf([open], T0 + 109_999), "response-timeout")).toBeUndefined();
    expect(findIn(findingsOf([open], T0 + 110_000), "response-timeout")).toMatchObject({
      severity: "info",
      until: null,
    });
    expect(
      findIn(findingsOf([asking({}, 0, 9)], T0 + 150_000), "response-timeout"),
    ).toBeUndefined();
  });
});

describe("page-suspended", () => {
  const jump = { kind: "clock-jump" as const, at: T0 + 100_000, documentId: "d1", ms: 90_000 };
  const slept = (known = {}) =>
    makeConnection({ open: true, close: { at: T0 + 100_500 }, ...known });
  const severityOf = (connections: ReturnType<typeof slept>[], nowMs: number) =>
    findIn(findingsOf(connections, nowMs, [jump]), "page-suspended")?.severity;

  it("is a warning only when the page did not come back within a minute", () => {
    expect(severityOf([slept()], T0 + 160_499)).toBe("info");
    expect(severityOf([slept()], T0 + 160_500)).toBe("warning");
    expect(
      severityOf([slept(), makeConnection({ createdAt: T0 + 101_000, open: true })], T0 + 900_000),
    ).toBe("info");
  });

  it("may be found out two minutes after waking, where nothing was heard since", () => {
    const late = (afterMs: number, heard: number | null = null) =>
      makeConnection({
        open: true,
        close: { at: T0 + 100_000 + afterMs },
        send: { count: 9, lastAt: T0 + 99_000 + afterMs },
        receive: heard === null ? {} : { count: 9, lastAt: heard },
        lastMessage: { at: T0 + 99_000 + afterMs, direction: "send" },
      });
    const primaryOf = (one: ReturnType<typeof late>) => primariesOf([one], undefined, [jump])[0];
    expect(primaryOf(late(45_000))).toBe("page-suspended");
    expect(primaryOf(late(120_000))).toBe("page-suspended");
    expect(primaryOf(late(120_001))).not.toBe("page-suspended");
    expect(primaryOf(late(45_000, T0 + 101_000))).not.toBe("page-suspended");
  });

  it("also explains a server or a page that gave up meanwhile", () => {
    const byServer = slept({ close: { at: T0 + 100_500, code: 1001 } });
    expect(primariesOf([byServer], undefined, [jump])).toEqual(["page-suspended"]);
    const byPage = slept({
      closing: { code: 4000, reason: "heartbeat timeout" },
      close: { at: T0 + 100_500, code: 4000 },
    });
    expect(primariesOf([byPage], undefined, [jump])).toEqual(["page-suspended"]);
    const crashed = slept({ close: { at: T0 + 100_500, code: 1011 } });
    expect(primariesOf([crashed], undefined, [jump])).toEqual(["server-error"]);
  });
});
