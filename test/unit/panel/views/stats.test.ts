import { describe, expect, it } from "vitest";
import { joinActivity } from "../../../../src/analysis/connection/join-activity.ts";
import { hasStats, shownTab } from "../../../../src/panel/connections/choose-tab.ts";
import {
  countUnsized,
  sizeFigures,
  sizeOfShare,
} from "../../../../src/panel/stats/size-figures.ts";
import { describeCover } from "../../../../src/panel/stats/stats-cover.ts";
import { flowFigures, latencyOf } from "../../../../src/panel/stats/traffic-figures.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { MAX_SIZES } from "../../../../src/session/traffic.ts";
import { makeConnection, T0 } from "../../../builders.ts";

const makeActive = (startAt: number, stepMs: number, receive: number[]) =>
  makeConnection({
    open: true,
    traffic: {
      activity: { startAt, stepMs, send: [], receive, sendBytes: [], receiveBytes: [] },
    },
  });

const makeAnswering = (buckets: number[], slowestMs: number) =>
  makeConnection({
    open: true,
    traffic: {
      answers: {
        count: buckets.reduce((sum, n) => sum + n, 0),
        buckets,
        slowest: { ms: slowestMs, at: T0 },
        firstSumMs: 0,
        firstCount: 0,
      },
    },
  });

describe("the activity of several connections", () => {
  it("is put on one time axis, however coarse each one was counted", () => {
    const rates = joinActivity(
      [makeActive(T0, 1_000, [4, 0, 2, 2]), makeActive(T0 + 2_000, 2_000, [10])],
      4,
    );
    expect(rates?.from).toBe(T0);
    expect(rates?.stepMs).toBe(1_000);
    expect(rates?.receive).toEqual([4, 0, 7, 7]);
  });

  it("is cut to the time that is asked for", () => {
    const span = { from: T0 + 2_000, until: T0 + 4_000 };
    expect(joinActivity([makeActive(T0, 1_000, [4, 0, 2, 3])], 2, span)?.receive).toEqual([2, 3]);
  });

  it("is nothing where no message ever went", () => {
    expect(joinActivity([makeConnection()], 4)).toBeNull();
  });
});

describe("the figures of the traffic", () => {
  it("join what several connections sent", () => {
    const figures = flowFigures(
      [
        makeConnection({ send: { count: 3, sizeBytes: 30, largestBytes: 20, binaryCount: 1 } }),
        makeConnection({ send: { count: 1, sizeBytes: 50, largestBytes: 50 } }),
      ],
      "send",
    );
    expect(figures).toMatchObject({ count: 4, meanBytes: 20, largestBytes: 50, binaryShare: 0.25 });
  });

  it("have the percentiles of all answers together, never beyond the slowest", () => {
    const latency = latencyOf([makeAnswering([0, 0, 8], 1.9), makeAnswering([0, 0, 0, 0, 2], 3.5)]);
    expect(latency?.count).toBe(10);
    expect(latency?.quantiles).toEqual([
      { share: 0.5, ms: 2 },
      { share: 0.9, ms: 3.5 },
      { share: 0.95, ms: 3.5 },
      { share: 0.99, ms: 3.5 },
    ]);
    expect(latency?.histogram.map(({ count }) => count)).toEqual([8, 0, 2]);
  });

  it("are left out where nothing was answered", () => {
    expect(latencyOf([makeConnection()])).toBeNull();
  });
});

/** `sizes`: how many of under 1 B, of under 2 B, of under 4 B, … */
const makeSized = (sizes: number[], count: number, largestBytes: number) =>
  makeConnection({
    open: true,
    receive: { count, largestBytes },
    traffic: { receive: { sizes } },
  });

describe("the sizes of messages", () => {
  const small = makeSized([0, 0, 0, 0, 0, 0, 8], 8, 50);
  const mixed = makeSized([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 5, 600);

  it("are those of all connections, from the smallest to the largest", () => {
    const figures = sizeFigures([small, mixed]);
    expect(figures?.ends).toEqual(["0 B", "1 KiB"]);
    const filled = figures?.steps.filter(({ received, sent }) => received + sent > 0);
    expect(filled?.map(({ words, received }) => [words, received])).toEqual([
      ["0 B", 2],
      ["32 B to under 64 B", 8],
      ["512 B to under 1 KiB", 1],
    ]);
  });

  it("have shares that are no larger than the largest message", () => {
    expect(sizeOfShare([small, mixed], "receive", 0.5)).toBe("under 64 B");
    expect(sizeOfShare([small, mixed], "receive", 0.95)).toBe("at most 600 B");
    expect(sizeOfShare([small], "receive", 0.5)).toBe("at most 50 B");
    expect(sizeOfShare([small], "send", 0.5)).toBeNull();
  });

  it("name the last step by where it begins", () => {
    const sizes = [...new Array<number>(MAX_SIZES - 1).fill(0), 1];
    const huge = makeSized(sizes, 1, 2 ** 28);
    expect(sizeFigures([huge])?.steps.at(-1)?.words).toBe("64 MiB and more");
    expect(sizeOfShare([huge], "receive", 0.5)).toBe("at most 256 MiB");
  });

  it("are unknown of messages of which only sums arrived, and of older files", () => {
    expect(countUnsized([small, mixed])).toBe(2);
    const old = makeSized([], 7, 90);
    expect(countUnsized([old])).toBe(7);
    expect(sizeFigures([old])).toBeNull();
  });
});

describe("what the figures of a chosen time cover", () => {
  const range = { from: T0, to: T0 + 64_000 };
  const cover = (connections: Connection[]) =>
    describeCover(
      joinActivity(connections, 64, { from: range.from, until: range.to }),
      connections,
      range,
    );

  it("is the rates, and the whole lives of the connections for the rest", () => {
    const active = [makeActive(T0, 1_000, [4, 0, 2]), makeActive(T0, 1_000, [1])];
    expect(cover(active)).toMatch(
      /^Rates: .*[\d:]+–[\d:]+, about 7 received and 0 sent\. The rest: the whole lives of the 2 connections in that time\.$/,
    );
  });

  it("says where it was counted more coarsely than it is drawn", () => {
    expect(cover([makeActive(T0, 8_000, [16])])).toMatch(
      /about 16 received and 0 sent, counted in steps of 8 s\. The rest: the whole life of #\d+\.$/,
    );
  });

  it("has no rates where nothing was ever counted", () => {
    expect(cover([makeConnection()])).toMatch(/^Rates: none\./);
  });
});

describe("the tabs", () => {
  it("keep what the user chose where the selection has it, and fall back to the reasons", () => {
    const items = [{ id: "why" }, { id: "stats" }] as const;
    expect(shownTab("stats", items)).toBe("stats");
    expect(shownTab("reconnects", items)).toBe("why");
  });

  it("have statistics once a message was counted", () => {
    expect(hasStats([makeConnection()])).toBe(false);
    expect(hasStats([makeActive(T0, 1_000, [1])])).toBe(true);
  });
});
