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
