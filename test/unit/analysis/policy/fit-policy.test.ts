import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Interval } from "../../../../src/analysis/finding.ts";
import { fitPolicy } from "../../../../src/analysis/policy/fit-policy.ts";
import { asRun } from "../../../../src/analysis/policy/observe.ts";
import { calm, drawnFromNothing, jittery, type Schedule, type Truth } from "./schedules.ts";

const RUNS = 1_000;
/** Some 7 s of work each, and more on a busy machine. */
const SLOW_MS = 240_000;

const isNear = (found: number | null, truth: number, share: number) =>
  found !== null && Math.abs(found - truth) <= share * truth;
const holds = (interval: Interval | null, truth: number) =>
  interval !== null && interval[0] <= truth && truth <= interval[1];

/** How many waits were at the cap before their jitter. */
const onCap = ({ kind, baseMs, factor, stepMs, capMs }: Truth, steps: number[]) =>
  capMs === null
    ? 0
    : steps.filter(
        (step) => (kind === "linear" ? baseMs + stepMs * step : baseMs * factor ** step) >= capMs,
      ).length;

/** In which share of schedules the fit is right, by what it says. */
function measure(schedules: fc.Arbitrary<Schedule>, tolerance: number) {
  const rates: Record<string, { right: number; all: number }> = {};
  const count = (name: string, isRight: boolean) => {
    rates[name] ??= { right: 0, all: 0 };
    const rate = rates[name];
    rate.all++;
    if (isRight) rate.right++;
  };
  for (const { truth, waits } of fc.sample(schedules, { seed: 4, numRuns: RUNS })) {
    const policy = fitPolicy(waits);
    count("kind", policy.kind === truth.kind);
    if (policy.kind !== truth.kind) continue;
    const { baseMs, factor, stepMs, capMs, ci } = policy;
    const check = (
      name: string,
      found: number | null,
      interval: Interval | null,
      right: number,
    ) => {
      count(name, isNear(found, right, tolerance));
      count("intervals", holds(interval, right));
    };
    check("base", baseMs, ci.baseMs, truth.baseMs);
    if (truth.kind === "exponential") check("factor", factor, ci.factor, truth.factor);
    if (truth.kind === "linear") check("step", stepMs, ci.stepMs, truth.stepMs);
    const reached = onCap(
      truth,
      waits.map(({ step }) => step),
    );
    if (truth.capMs !== null && reached >= 3 && capMs !== null) {
      check("cap", capMs, ci.capMs, truth.capMs);
    }
    count("cap is told", reached >= 3 === (capMs !== null));
  }
  return Object.fromEntries(
    Object.entries(rates).map(([name, { right, all }]) => [name, right / all]),
  );
}

const atLeast = (least: number) => ({
  asymmetricMatch: (rate: unknown) => typeof rate === "number" && rate >= least,
  toString: () => `at least ${least}`,
});
const within = (least: number, most: number) => ({
  asymmetricMatch: (rate: unknown) => typeof rate === "number" && rate >= least && rate <= most,
  toString: () => `between ${least} and ${most}`,
});

describe("the fit over generated schedules", () => {
  it(
    "is right with at most 10 % jitter and five delays or more",
    () => {
      expect(measure(calm, 0.1)).toMatchObject({
        kind: atLeast(0.97),
        base: atLeast(0.97),
        factor: atLeast(0.97),
        step: atLeast(0.97),
        cap: atLeast(0.97),
        "cap is told": atLeast(0.97),
        intervals: within(0.85, 0.95),
      });
    },
    SLOW_MS,
  );

  it(
    "is mostly right with up to 50 % jitter and eight delays or more",
    () => {
      expect(measure(jittery, 0.2)).toMatchObject({
        kind: atLeast(0.9),
        // Equal jitter and a band of a third draw the same waits, from bases a third apart.
        base: atLeast(0.78),
        factor: atLeast(0.9),
        step: atLeast(0.85),
        cap: atLeast(0.85),
        "cap is told": atLeast(0.9),
        intervals: within(0.85, 0.95),
      });
    },
    SLOW_MS,
  );

  it(
    "is mostly right with full jitter and twenty delays or more",
    () => {
      expect(measure(drawnFromNothing, 0.2)).toMatchObject({
        kind: atLeast(0.85),
        // What is drawn from [0, m] shows little of its first, short steps.
        base: atLeast(0.72),
        factor: atLeast(0.8),
        step: atLeast(0.85),
        cap: atLeast(0.85),
        "cap is told": atLeast(0.9),
        intervals: within(0.85, 0.95),
      });
    },
    SLOW_MS,
  );

  it(
    "never throws and never makes a number that is none, whatever the delays",
    () => {
      const delay = fc.oneof(
        fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
        fc.nat(90_000),
      );
      fc.assert(
        fc.property(fc.array(delay, { maxLength: 30 }), (delaysMs) => {
          const { baseMs, factor, stepMs, capMs, ci } = fitPolicy(asRun(delaysMs));
          const numbers = [baseMs, factor, stepMs, capMs, ...Object.values(ci).flat()];
          expect(numbers.every((value) => value === null || Number.isFinite(value))).toBe(true);
        }),
        { seed: 4, numRuns: 200 },
      );
    },
    SLOW_MS,
  );
});

describe("the fit of a few delays", () => {
  it("names the cap only once three delays lie on it", () => {
    expect(fitPolicy(asRun([1_001, 2_002, 4_001, 5_002, 5_001])).capMs).toBeNull();
    expect(fitPolicy(asRun([1_001, 2_002, 4_001, 5_002, 5_001, 5_003])).capMs).toBe(5_000);
  });
  it("says nothing of full jitter before there are twenty delays", () => {
    expect(fitPolicy(asRun([1_200, 300, 8_000, 12_000, 900, 40_000, 3_000])).kind).toBe("unknown");
  });
  it("tells a linear policy that begins at nothing", () => {
    const policy = fitPolicy(asRun([1, 1_002, 2_001, 3_003, 4_001, 5_002, 5_001, 5_001, 5_003]));
    expect(policy.kind).toBe("linear");
    expect(policy.stepMs).toBeCloseTo(1_000, -2);
  });
});
