import { describe, expect, it } from "vitest";
import type { MessageContext } from "../../../../src/panel/filter/filter.ts";
import { createHits } from "../../../../src/panel/find/hits.ts";
import { createPositions } from "../../../../src/panel/scan/positions.ts";
import { createRowTester } from "../../../../src/panel/scan/row-tester.ts";
import { planScan } from "../../../../src/panel/scan/scan-plan.ts";
import type { IndexEntry } from "../../../../src/store/database.ts";
import { T0 } from "../../../builders.ts";

const context: MessageContext = {
  openedAt: T0,
  zoneMinutes: 0,
  protocol: "plain",
  heartbeats: { send: [], receive: [] },
  sides: [true],
};
const row = (body: string) => ({
  ...{ at: T0, flags: 0, shape: 5, sizeBytes: body.length, bufferedBytes: 0 },
  body,
});

describe("positions", () => {
  it("stay in order whatever the order of the runs", () => {
    const positions = createPositions();
    positions.add(Uint32Array.of(50, 60));
    positions.add(Uint32Array.of(70));
    positions.add(Uint32Array.of(1, 2));
    expect([0, 1, 2, 3, 4, 5].map((i) => positions.at(i))).toEqual([1, 2, 50, 60, 70, undefined]);
    expect(positions.rank(60)).toBe(3);
  });

  it("move up when the oldest rows go, and take more afterwards", () => {
    const positions = createPositions();
    positions.add(Uint32Array.from({ length: 200 }, (_, i) => i));
    positions.shift(150);
    expect([positions.count(), positions.at(0), positions.at(49)]).toEqual([50, 0, 49]);
    positions.add(Uint32Array.of(50, 51));
    expect([positions.count(), positions.at(51)]).toEqual([52, 51]);
    positions.shift(1_000);
    expect(positions.count()).toBe(0);
    positions.add(Uint32Array.of(3));
    expect(positions.at(0)).toBe(3);
  });

  it("stay where they are when those before them are dropped", () => {
    const positions = createPositions();
    positions.add(Uint32Array.from({ length: 200 }, (_, i) => i));
    positions.dropBefore(150);
    expect([positions.count(), positions.at(0), positions.rank(160)]).toEqual([50, 150, 10]);
    positions.add(Uint32Array.of(200));
    expect([positions.count(), positions.at(50)]).toEqual([51, 200]);
    positions.dropBefore(Number.POSITIVE_INFINITY);
    expect(positions.count()).toBe(0);
  });
});

describe("hits", () => {
  const makeHits = () => {
    const hits = createHits();
    hits.arrange(["d-1", "d-2", "d-3"]);
    hits.add("d-1", Uint32Array.of(5, 9));
    hits.add("d-3", Uint32Array.of(1));
    return hits;
  };

  it("lead on to the next connection, and back", () => {
    const hits = makeHits();
    expect(hits.from({ connectionId: "d-1", seq: 6 })).toEqual({ connectionId: "d-1", seq: 9 });
    expect(hits.from({ connectionId: "d-1", seq: 10 })).toEqual({ connectionId: "d-3", seq: 1 });
    expect(hits.from({ connectionId: "d-3", seq: 2 })).toBeNull();
    expect(hits.before({ connectionId: "d-3", seq: 1 })).toEqual({ connectionId: "d-1", seq: 9 });
    expect(hits.before({ connectionId: "d-1", seq: 5 })).toBeNull();
  });

  it("have a number each", () => {
    const hits = makeHits();
    expect(hits.count()).toBe(3);
    expect(hits.rank({ connectionId: "d-3", seq: 1 })).toBe(2);
  });

  it("leave with the oldest messages, and lead on from one that is gone", () => {
    const hits = makeHits();
    const gone = { connectionId: "d-1", seq: 5 };
    expect(hits.has(gone)).toBe(true);
    hits.dropBefore("d-1", 6);
    hits.dropBefore("d-2", 6);
    expect([hits.count(), hits.has(gone)]).toEqual([2, false]);
    expect(hits.from(gone)).toEqual({ connectionId: "d-1", seq: 9 });
    hits.dropBefore("d-1", 10);
    expect(hits.from(gone)).toEqual({ connectionId: "d-3", seq: 1 });
  });

  it("are one where the same message was looked at twice", () => {
    const hits = makeHits();
    hits.add("d-1", Uint32Array.of(9, 12));
    hits.add("d-1", Uint32Array.of(5, 9));
    expect(hits.count()).toBe(4);
    expect(hits.from({ connectionId: "d-1", seq: 10 })).toEqual({ connectionId: "d-1", seq: 12 });
  });

  it("stay where connections come and go, and lead round from one that is gone", () => {
    const hits = makeHits();
    hits.arrange(["d-3", "d-4"]);
    expect(hits.count()).toBe(1);
    hits.add("d-4", Uint32Array.of(30));
    expect(hits.rank({ connectionId: "d-4", seq: 30 })).toBe(1);
    expect(hits.from({ connectionId: "d-1", seq: 6 })).toEqual({ connectionId: "d-3", seq: 1 });
    expect(hits.before({ connectionId: "d-1", seq: 6 })).toBeNull();
  });
});

const entry = (firstSeq: number, counts: [number, number][]): IndexEntry => ({
  documentId: "d",
  firstSeq,
  nextSeq: firstSeq + counts.reduce((sum, [, rows]) => sum + rows, 0),
  rows: counts.reduce((sum, [, rows]) => sum + rows, 0),
  startAt: T0,
  endAt: T0,
  messageBytes: 0,
  storedBytes: 0,
  hasBlobs: false,
  counts,
});
const target = (connectionId: string, from = 0) => ({ connectionId, context, from, isFed: false });

describe("the plan of a scan", () => {
  const entries = [
    entry(0, [
      [1, 10],
      [2, 5],
    ]),
    entry(15, [[2, 7]]),
    entry(22, [
      [1, 4],
      [3, 1],
    ]),
  ];

  it("knows where the rows of each connection stand in each segment", () => {
    const targets = [target("d-1"), target("d-3")];
    const plan = planScan(entries, { by: "position", targets, start: null });
    expect(plan.map(({ entry, rows }) => [entry.firstSeq, rows])).toEqual([
      [0, 10],
      [22, 5],
    ]);
    expect([...(plan[1]?.firsts ?? [])]).toEqual([
      [1, { target: 0, position: 10 }],
      [3, { target: 1, position: 0 }],
    ]);
  });

  it("begins near the place where the user is, and leaves out what is known", () => {
    const targets = [target("d-1"), target("d-2")];
    const near = planScan(entries, { by: "position", targets, start: { target: 1, place: 6 } });
    expect(near.map(({ entry }) => entry.firstSeq)).toEqual([15, 22, 0]);
    const rest = planScan(entries, {
      by: "position",
      targets: [target("d-1", 10)],
      start: null,
    });
    expect(rest.map(({ entry }) => entry.firstSeq)).toEqual([22]);
  });

  it("can be told the numbers of messages rather than where they stand", () => {
    const targets = [target("d-1", 15), target("d-2", 15)];
    const rest = planScan(entries, { by: "seq", targets, start: { target: 0, place: 22 } });
    expect(rest.map(({ entry }) => entry.firstSeq)).toEqual([22, 15]);
  });
});

describe("testing rows", () => {
  it("asks for the filter and the text at once, and counts each term by itself", () => {
    const search = { text: "b", isRegex: false, matchesCase: false };
    const tester = createRowTester("a size:>2", search, true);
    const found = ["a b", "ab", "a", "b b b", "xyz"].map((body) => tester.test(row(body), context));
    expect(found).toEqual([true, false, false, false, false]);
    expect(tester.termCounts).toEqual([3, 3]);
  });

  it("matches case and expressions where it is asked to", () => {
    const test = (text: string, body: string, isRegex: boolean, matchesCase: boolean) =>
      createRowTester("", { text, isRegex, matchesCase }, false).test(row(body), context);
    expect(test("Foo", "foo", false, false)).toBe(true);
    expect(test("Foo", "foo", false, true)).toBe(false);
    expect(test("F.o", "foo", true, false)).toBe(true);
    expect(test("F.o", "foo", true, true)).toBe(false);
    expect(test(".", "x", false, false)).toBe(false);
  });
});
