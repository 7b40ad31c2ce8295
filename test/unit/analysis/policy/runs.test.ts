import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { readPolicy } from "../../../../src/analysis/policy/read-policy.ts";
import { makeSession } from "../../../builders.ts";
import { at, refused } from "../outages/seen.ts";

const read = (delaysMs: readonly number[]) =>
  readPolicy(delaysMs.map((ms, i) => ({ delayMs: ms + (i % 4), uptimeMs: null })));

describe("a series in which somebody tried by hand", () => {
  it.each([
    { by: "four waits", delaysMs: [1_000, 2_000, 4_000, 8_000] },
    { by: "six", delaysMs: [500, 1_000, 2_000, 4_000, 8_000, 16_000] },
  ])("is cut there: $by, twice", ({ delaysMs }) => {
    const { policy, cuts, steps } = read([...delaysMs, 300_000, ...delaysMs]);
    expect(policy).toMatchObject({
      kind: "exponential",
      baseMs: delaysMs[0],
      factor: 2,
      jitter: { kind: "none" },
      leftOut: 0,
    });
    expect([...cuts]).toEqual([delaysMs.length]);
    expect(steps.slice(delaysMs.length + 1)).toEqual(delaysMs.map((_, i) => i));
  });

  it("is not cut where a backoff merely goes on growing, or a breaker pauses", () => {
    const doubling = Array.from({ length: 9 }, (_, i) => 1_000 * 2 ** i);
    expect(read(doubling).cuts.size).toBe(0);
    const pauses = [...[200, 200, 200, 200, 60_000], ...[200, 200, 200, 200, 60_000, 200, 200]];
    expect(read(pauses)).toMatchObject({ policy: { breaker: { times: 2 } }, cuts: new Set() });
  });
});

describe("a cap", () => {
  it.each([
    { waits: [1_000, 2_000, 4_000, 8_000, 8_000], capMs: 8_000 },
    { waits: [1_000, 2_000, 4_000, 5_000, 5_000], capMs: 5_000 },
    { waits: [1_000, 2_000, 4_000, 8_000, 16_000], capMs: null },
  ])("is told once two exact waits lie on it: $waits", ({ waits, capMs }) => {
    expect(read(waits).policy).toMatchObject({ kind: "exponential", capMs });
  });
});

describe("a limit on attempts", () => {
  const seriesOf = (times: readonly number[], nowS: number) =>
    diagnose(
      makeSession({ connections: times.map((s) => refused("wss://api.example.com/live", s)) }),
      at(nowS),
    ).series[0];
  const run = [0, 1, 3, 7, 15];

  it("is told where the page stopped after the same number of tries, twice", () => {
    const series = seriesOf([...run, ...run.map((s) => s + 400)], 900);
    expect(series?.stopsAfter).toEqual({ tries: 4, times: 2 });
    expect(series?.policyText).toMatch(/, stops after 4 tries$/);
  });

  it("is none where it stopped once, or goes on", () => {
    expect(seriesOf(run, 900)?.stopsAfter).toBeNull();
    expect(seriesOf([...run, ...run.map((s) => s + 400)], 420)?.stopsAfter).toBeNull();
    expect(seriesOf([...run, 400, 401, 403], 900)?.stopsAfter).toBeNull();
  });
});
