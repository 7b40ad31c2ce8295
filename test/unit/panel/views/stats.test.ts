import { describe, expect, it } from "vitest";
import { joinActivity } from "../../../../src/analysis/join-activity.ts";
import { hasStats, shownTab } from "../../../../src/panel/views/choose-tab.ts";
import { flowFigures, latencyOf } from "../../../../src/panel/views/traffic-figures.ts";
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
