import { describe, expect, it } from "vitest";
import { readPolicy } from "../../../../src/analysis/policy/read-policy.ts";

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
