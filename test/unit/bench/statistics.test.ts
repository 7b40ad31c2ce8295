import { describe, expect, it } from "vitest";
import { interval90, median, slope } from "../../bench/statistics.ts";

describe("the figures of the benchmarks", () => {
  it("are medians, between the middle two where their number is even", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it("have an interval that holds the median and stays within what was measured", () => {
    const [low, high] = interval90([1, 1.1, 1.2, 1.3, 1.4]);
    expect(low).toBeGreaterThanOrEqual(1);
    expect(low).toBeLessThanOrEqual(1.2);
    expect(high).toBeGreaterThanOrEqual(1.2);
    expect(high).toBeLessThanOrEqual(1.4);
  });

  it("rise by the slope of the straight line that fits best", () => {
    expect(slope([1, 2, 3], [5, 7, 9])).toBeCloseTo(2);
    expect(slope([1, 2, 3], [4, 4, 4])).toBe(0);
  });
});
