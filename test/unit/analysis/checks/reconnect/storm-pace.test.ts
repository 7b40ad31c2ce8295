import { describe, expect, it } from "vitest";
import { type Attempt, paceOf } from "../../../../../src/analysis/checks/reconnect/storm-pace.ts";
import { GOOD } from "../../../../../src/analysis/policy/cost.ts";
import { T0 } from "../../../../builders.ts";
import { createRandom } from "../../policy/random.ts";

const LIVED_MS = 20;

/** At how many attempts a page with these waits is called a storm, were the report read at each. */
function stormsAt(delaysMs: readonly number[]): number[] {
  const run: Attempt[] = [];
  let at = T0;
  for (const delayMs of [null, ...delaysMs]) {
    at += delayMs ?? 0;
    run.push({ at, delayMs, endedAt: at + LIVED_MS, chain: 0 });
    at += LIVED_MS;
  }
  return run.flatMap((_, i) => (paceOf(run.slice(0, i + 1)) === null ? [] : [i + 1]));
}

const OUTAGES = 5_000;
const WAITS = 20;

/** Our own advice, with jitter drawn in one way or another. */
function outages(jittered: (meantMs: number, random: number) => number): number[][] {
  const random = createRandom(20);
  return Array.from({ length: OUTAGES }, () =>
    Array.from({ length: WAITS }, (_, step) =>
      Math.round(jittered(Math.min(GOOD.capMs, GOOD.baseMs * GOOD.factor ** step), random())),
    ),
  );
}

const fixed = (delayMs: number, n: number) => Array<number>(n).fill(delayMs);
const scattered = (delayMs: number, share: number, n: number) => {
  const random = createRandom(7);
  return Array.from({ length: n }, () => Math.round(delayMs * (1 + share * (2 * random() - 1))));
};

describe("the pace of a storm", () => {
  it.each([
    ["full", (meantMs: number, random: number) => meantMs * random],
    ["equal", (meantMs: number, random: number) => meantMs * (0.5 + 0.5 * random)],
    ["proportional", (meantMs: number, random: number) => meantMs * (0.9 + 0.2 * random)],
  ])(
    "is that of the backoff that we prescribe in no outage of a thousand, with %s jitter",
    (_, jittered) => {
      const called = outages(jittered).filter((delaysMs) => stormsAt(delaysMs).length > 0);
      expect(called.length).toBeLessThan(OUTAGES / 1_000);
    },
  );

  it("is not that of a backoff that began small and goes on growing", () => {
    expect(stormsAt([500, 1_000, 2_000, 4_000, 8_000])).toEqual([]);
    expect(stormsAt(Array.from({ length: 12 }, (_, step) => 50 * 2 ** step))).toEqual([]);
    expect(stormsAt([10, 20, 40, 80])).toEqual([]);
  });

  it("is that of a backoff whose cap is too low, and not where it makes under twenty a minute", () => {
    expect(stormsAt([100, 200, 400, 800, ...fixed(1_000, 10)]).length).toBeGreaterThan(0);
    expect(stormsAt([1_000, 2_000, ...fixed(4_000, 40)])).toEqual([]);
  });

  it("stays that of one whose first ten attempts took a few seconds", () => {
    const phoenix = [10, 50, 100, 150, 200, 250, 500, 1_000, 2_000, 5_000, 5_000];
    expect(stormsAt(phoenix)).toEqual([8, 9, 10, 11, 12]);
  });

  it("shows after eight attempts that come one a second, an odd wait among them", () => {
    expect(stormsAt(fixed(0, 8))).toEqual([8, 9]);
    expect(stormsAt(fixed(980, 8))).toEqual([8, 9]);
    expect(stormsAt([...fixed(479, 5), 1_980, ...fixed(479, 4)])).toEqual([8, 9, 10, 11]);
  });

  it("is one of thirty a minute once it stands, in waits that vary as well", () => {
    expect(stormsAt(fixed(1_980, 8))).toEqual([8, 9]);
    expect(stormsAt(scattered(1_500, 0.5, 48))).toContain(49);
  });

  it("is not that of full jitter up to 5 s, which makes 24 a minute", () => {
    const random = createRandom(3);
    const called = Array.from({ length: 500 }, () =>
      stormsAt(Array.from({ length: 40 }, () => Math.round(5_000 * random()))),
    ).filter((storms) => storms.length > 0);
    expect(called.length).toBeLessThan(500 / 20);
  });
});
