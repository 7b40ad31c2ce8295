import { describe, expect, it } from "vitest";
import { readPolicy, readPolicyInSteps } from "../../../../src/analysis/policy/read-policy.ts";
import { createRandom } from "./random.ts";

/** A server that stays down: 1 s, doubled up to 30 s, each wait a few ms late. */
const down = (attempts: number) =>
  Array.from({ length: attempts }, (_, step) => ({
    delayMs: Math.min(30_000, 1_000 * 2 ** step) + (step % 4),
    uptimeMs: null,
  }));

describe("the policy of a long row of retries", () => {
  it("remembers how a run grew that has long been on its cap", () => {
    const { policy, steps } = readPolicy(down(2_000));
    expect(policy).toMatchObject({
      kind: "exponential",
      baseMs: 1_000,
      factor: 2,
      capMs: 30_000,
      jitter: { kind: "none" },
    });
    expect(policy.n).toBeLessThanOrEqual(100);
    expect(steps.at(-1)).toBe(1_999);
  });

  it("does not fit the same retries twice", () => {
    expect(readPolicy(down(12)).policy).toBe(readPolicy(down(12)).policy);
  });

  it("fits anew when a retry was added", () => {
    expect(readPolicy(down(12)).policy.n).toBe(12);
    expect(readPolicy(down(13)).policy.n).toBe(13);
  });
});

describe("waits that were all meant to be the same", () => {
  it.each([
    { is: "a few ms late", delaysMs: [200, 202, 200, 201, 201, 205, 203, 203], leftOut: 0 },
    { is: "late by more once", delaysMs: [229, 202, 200, 201, 205, 201, 202, 205], leftOut: 1 },
  ])("are a fixed wait and no schedule of one value: $is", ({ delaysMs, leftOut }) => {
    // A success before each: all are the first wait of a run.
    const { policy } = readPolicy(delaysMs.map((delayMs) => ({ delayMs, uptimeMs: 6 })));
    expect(policy).toMatchObject({ kind: "fixed", jitter: { kind: "none" }, leftOut });
    expect(policy.baseMs).toBeCloseTo(201, -1);
  });
});

describe("the policy of a row that is hard to read", () => {
  it("is found with many stops, so that others have their turn, and is the same as at once", () => {
    // Drawn anew each time, with openings of all lengths: many rules and curves are tried.
    const random = createRandom(7);
    const row = Array.from({ length: 120 }, (_, i) => ({
      delayMs: (0.5 + random() / 2) * Math.min(30_000, 1_000 * 2 ** (i % 12)),
      uptimeMs: i % 9 === 0 ? 1_000 * 10 ** (4 * random()) : null,
    }));
    const steps = readPolicyInSteps(row);
    let stops = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) stops++;
    // Another row of the same waits, so that it is fitted by itself.
    const again = readPolicy(row.map((retry) => ({ ...retry, chain: 1 })));
    expect(stops).toBeGreaterThan(20);
    expect(step.value).toEqual(again);
  });
});
