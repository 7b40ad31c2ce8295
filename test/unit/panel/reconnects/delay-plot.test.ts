import { describe, expect, it } from "vitest";
import { PLOT, plotDelays } from "../../../../src/panel/reconnects/delay-plot.ts";
import type { DelayRow } from "../../../../src/panel/reconnects/delay-rows.ts";
import { T0 } from "../../../builders.ts";

const makeRow = (attempt: number, delayMs: number, known: Partial<DelayRow> = {}): DelayRow => ({
  attempt,
  delayMs,
  at: T0,
  connectionId: `d:${attempt}`,
  policy: null,
  goodMs: 0,
  outcome: "failed",
  uptimeMs: null,
  heldBy: null,
  ...known,
});
const around = (meanMs: number) => ({
  policy: { meanMs, lowMs: meanMs / 2, highMs: meanMs * 2 },
  goodMs: 1_000,
});

describe("the chart of waits", () => {
  it("has whole powers of ten below and above all that it shows", () => {
    const plot = plotDelays([makeRow(2, 30), makeRow(3, 4_000)]);
    expect(plot.waits.map(({ ms }) => ms)).toEqual([10, 100, 1_000, 10_000]);
    expect(plot.waits.map(({ y }) => y)).toEqual([100, 66.67, 33.33, 0]);
  });

  it("shows a wait of nothing, and one wait alone, within it", () => {
    const plot = plotDelays([makeRow(2, 0)]);
    expect(plot.waits.map(({ ms }) => ms)).toEqual([1, 10]);
    expect(plot.dots).toBe(`M${PLOT.width / 2} ${PLOT.height}h0`);
    expect(plot.attempts).toEqual([{ attempt: 2, x: PLOT.width / 2 }]);
  });

  it("draws the policy as far as there is one", () => {
    const plot = plotDelays([
      makeRow(2, 100, around(100)),
      makeRow(3, 200, around(200)),
      makeRow(4, 200),
      makeRow(5, 400, around(400)),
    ]);
    expect(plot.policy.match(/[ML]/g)?.join("")).toBe("MLM");
    expect(plot.band.match(/[MLZ]/g)?.join("")).toBe("MLLLZMLZ");
    expect(plot.good.match(/[ML]/g)?.join("")).toBe("MLM");
  });

  it("numbers a few attempts, roundly", () => {
    const numbersOf = (count: number) =>
      plotDelays(Array.from({ length: count }, (_, i) => makeRow(i + 2, 100))).attempts.map(
        ({ attempt }) => attempt,
      );
    expect(numbersOf(4)).toEqual([2, 3, 4, 5]);
    expect(numbersOf(60)).toEqual([10, 20, 30, 40, 50, 60]);
    expect(numbersOf(10_000).every((attempt) => attempt % 1_000 === 0)).toBe(true);
  });

  it("finds the attempt that a pointer is nearest to", () => {
    const plot = plotDelays([makeRow(2, 100), makeRow(3, 100), makeRow(9, 100)]);
    expect([0, 0.2, 0.5, 0.9, 2].map(plot.nearest)).toEqual([0, 1, 1, 2, 2]);
  });
});
