import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { Policy } from "../../../../src/analysis/finding.ts";
import { readPolicy } from "../../../../src/analysis/policy/read-policy.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";
import { createRandom } from "./random.ts";
import { calm, type Truth } from "./schedules.ts";

const isNear = (found: number | null, truth: number) =>
  found !== null && Math.abs(found - truth) <= 0.05 * truth;

/** Kind and constants, of those that are named at all. */
const isRight = (policy: Policy, { kind, baseMs, factor, stepMs, capMs }: Truth) =>
  policy.kind === kind &&
  isNear(policy.baseMs, baseMs) &&
  (kind !== "exponential" || isNear(policy.factor, factor)) &&
  (kind !== "linear" || isNear(policy.stepMs, stepMs)) &&
  (policy.capMs === null || isNear(policy.capMs, capMs ?? 0));

const exact = () =>
  fc
    .sample(calm("as clients do"), { seed: 17, numRuns: 60 })
    .filter(({ truth, waits }) => truth.jitter.kind === "none" && waits.length >= 6);

describe("timers of a busy machine", () => {
  it("hide neither kind nor constants where one wait in five is up to 400 ms late", () => {
    const random = createRandom(11);
    const schedules = exact();
    const read = schedules.map(({ truth, waits }) => {
      const order = waits.map((_, i) => ({ i, key: random() })).sort((a, b) => a.key - b.key);
      const late = new Set(order.slice(0, Math.ceil(waits.length / 5)).map(({ i }) => i));
      const retries = waits.map(({ delayMs, step }, i) => ({
        delayMs: delayMs + (late.has(i) ? 400 * random() : 0),
        uptimeMs: step === 0 && i > 0 ? 60_000 : null,
      }));
      return { truth, policy: readPolicy(retries).policy };
    });
    const share = (isOne: (one: (typeof read)[number]) => boolean) =>
      read.filter(isOne).length / read.length;
    expect(read.length).toBeGreaterThan(20);
    expect(share(({ policy, truth }) => policy.kind === truth.kind)).toBeGreaterThanOrEqual(0.95);
    expect(share(({ policy, truth }) => isRight(policy, truth))).toBeGreaterThanOrEqual(0.95);
  }, 60_000);

  it("do not turn a second into 1.1 s with jitter", () => {
    const waits = [1_001, 1_003, 1_310, 1_002, 1_000, 1_004, 1_220, 1_002];
    const { policy } = readPolicy(waits.map((delayMs) => ({ delayMs, uptimeMs: null })));
    expect(policy).toMatchObject({ kind: "fixed", baseMs: 1_000, jitter: { kind: "none" } });
    expect(policy.leftOut).toBe(2);
  });

  it("leave a real jitter what it is", () => {
    const random = createRandom(5);
    const waits = Array.from({ length: 20 }, () => 1_000 * (0.9 + 0.2 * random()));
    const { policy } = readPolicy(waits.map((delayMs) => ({ delayMs, uptimeMs: null })));
    expect(policy).toMatchObject({ kind: "fixed", jitter: { kind: "proportional" } });
  });
});

describe("a series that something explains in between", () => {
  it("is read across two restarts and a wait that the server asked for", () => {
    const schedules = exact();
    const right = schedules.filter(({ truth, waits }) => {
      const run = waits.filter(({ step }, i) => step === i).slice(0, 8);
      const rows = [run, run, run].flatMap((row, r) =>
        row.map(({ delayMs }, i) => ({
          delayMs,
          uptimeMs: i === 0 && r > 0 ? 60_000 : null,
          // The second run had one of 500 ms in its middle, which this client does not count.
          ...(r === 1 && i === 3 ? { asked: 1 } : {}),
        })),
      );
      return isRight(readPolicy(rows).policy, truth);
    });
    expect(right.length / schedules.length).toBeGreaterThanOrEqual(0.95);
  }, 60_000);

  it("tells the gateway's schedule, with the wait that it was asked for", () => {
    const waits = [800, 1_360, 2_312, 3_930, 6_682, 500, 11_359, 15_000, 15_000, 15_000];
    let at = T0;
    const connections = [0, ...waits].map((delayMs, i) => {
      at += delayMs;
      const isAsked = waits[i] === 500;
      const connection = makeConnection({
        createdAt: at,
        ...(isAsked ? { open: { at: at + 10 } } : {}),
        close: isAsked
          ? { at: at + 20, code: 1013, reason: "starting, retry in 500 ms", wasClean: true }
          : { at: at + 20 },
      });
      at += 20;
      return connection;
    });
    const [series] = diagnose(makeSession({ connections }), at + 1_000).series;
    expect(series?.asked).toEqual({ kept: 1, tooSoon: 0 });
    expect(series?.policy).toMatchObject({
      kind: "exponential",
      baseMs: 800,
      factor: 1.7,
      capMs: 15_000,
    });
    expect(series?.policyText).toMatch(/keeps the waits that the server asks for$/);
  });
});
