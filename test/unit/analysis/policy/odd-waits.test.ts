import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describePolicy } from "../../../../src/analysis/policy/policy-words.ts";
import { readPolicy } from "../../../../src/analysis/policy/read-policy.ts";
import { createRandom } from "./random.ts";
import { calm, drawnFromNothing, jittery } from "./schedules.ts";

/** A few ms late, as timers are. */
const read = (delaysMs: readonly number[]) =>
  readPolicy(delaysMs.map((ms, i) => ({ delayMs: ms + (i % 4), uptimeMs: null }))).policy;

const times = (n: number, ms: number) => Array.from({ length: n }, () => ms);
const doubling = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000];

describe("one odd wait among many", () => {
  it.each([1_980, 700, 10_000, 600_000])(
    "leaves the same wait each time what it is, at the end and in the middle: %i ms",
    (oddMs) => {
      for (const delaysMs of [
        [...times(22, 479), oddMs],
        [...times(8, 479), oddMs, ...times(8, 479)],
      ]) {
        const policy = read(delaysMs);
        expect(policy).toMatchObject({ kind: "fixed", jitter: { kind: "none" }, leftOut: 1 });
        expect(policy.baseMs).toBeCloseTo(480, -1);
        expect(policy.n).toBe(delaysMs.length - 1);
        expect(describePolicy(policy)).toContain("but for one odd wait");
      }
    },
  );

  it("leaves eleven waits of a second what they are beside one of 1.7 s", () => {
    expect(read([...times(5, 1_000), 1_700, ...times(6, 1_000)])).toMatchObject({
      kind: "fixed",
      baseMs: 1_000,
      leftOut: 1,
    });
  });

  it("leaves a backoff what it is when someone comes back later", () => {
    expect(read([...doubling, 544_000])).toMatchObject({
      kind: "exponential",
      baseMs: 1_000,
      factor: 2,
      leftOut: 1,
    });
  });

  it("leaves a backoff what it is when one of its timers was late", () => {
    const late = doubling.map((ms) => (ms === 4_000 ? 5_100 : ms));
    expect(read(late)).toMatchObject({ kind: "exponential", factor: 2, leftOut: 1 });
  });

  it("leaves waits with jitter what they are", () => {
    const random = createRandom(3);
    const waits = times(20, 0).map(() => 2_000 * (0.8 + 0.4 * random()));
    const policy = read([...waits, 30_000]);
    expect(policy).toMatchObject({ kind: "fixed", jitter: { kind: "proportional" }, leftOut: 1 });
  });

  it("leaves retries at once what they are", () => {
    expect(read([...times(10, 3), 1_900, ...times(10, 3)])).toMatchObject({
      kind: "immediate",
      leftOut: 1,
    });
  });

  it("leaves out two of thirty, and says so", () => {
    const policy = read([...times(12, 1_000), 4_000, ...times(12, 1_000), 9_000, 1_000]);
    expect(policy).toMatchObject({ kind: "fixed", baseMs: 1_000, leftOut: 2 });
    expect(describePolicy(policy)).toContain("but for 2 odd waits");
  });

  it("says nothing where there is no rule", () => {
    expect(read([1_200, 300, 8_000, 12_000, 900, 40_000, 3_000]).kind).toBe("unknown");
  });

  it("is rarely found where there is none", () => {
    for (const schedules of [calm, jittery, drawnFromNothing]) {
      const sampled = fc.sample(schedules("as clients do"), { seed: 7, numRuns: 30 });
      const wrong = sampled.filter(({ waits }) => {
        const row = waits.map(({ delayMs, step }, i) => ({
          delayMs,
          uptimeMs: step === 0 && i > 0 ? 60_000 : null,
        }));
        return readPolicy(row).policy.leftOut > 0;
      });
      expect(wrong.length).toBeLessThanOrEqual(1);
    }
  });
});
