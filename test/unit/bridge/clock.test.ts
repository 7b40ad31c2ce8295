import { describe, expect, it } from "vitest";
import { createClock } from "../../../src/bridge/clock.ts";

describe("the two clocks of a document", () => {
  it("keep their distance while the wall clock only rounds", () => {
    const trueOffset = 1_000_000.05;
    let monotonic = 0;
    const read = createClock(
      () => Math.floor(monotonic + trueOffset),
      () => monotonic,
    );
    const wallTimes = Array.from({ length: 1_000 }, () => {
      monotonic += 0.3;
      return read().wallMs;
    });
    expect(wallTimes).toEqual(wallTimes.toSorted((a, b) => a - b));
  });

  it("follow a clock that was set, or a computer that slept", () => {
    let wall = 5_000;
    const read = createClock(
      () => wall,
      () => 10,
    );
    expect(read()).toEqual({ wallMs: 5_000, monotonicMs: 10 });
    wall = 65_000;
    expect(read().wallMs).toBe(65_000);
  });
});
