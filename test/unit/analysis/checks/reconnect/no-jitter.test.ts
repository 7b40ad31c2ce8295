import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../../src/analysis/diagnose.ts";
import { makeRetries, makeSession, T0 } from "../../../../builders.ts";

/** What each client waits at a step, without any chance. */
const SCHEDULES: Record<string, (step: number) => number> = {
  "1 s, doubling, up to 30 s": (step) => Math.min(30_000, 1_000 * 2 ** step),
  "500 ms, doubling, up to 10 s": (step) => Math.min(10_000, 500 * 2 ** step),
  "1 s × 1.5, up to 60 s": (step) => Math.min(60_000, 1_000 * 1.5 ** step),
  "800 ms × 1.7, up to 15 s": (step) => Math.min(15_000, 800 * 1.7 ** step),
  "a second more each time, up to 10 s": (step) => Math.min(10_000, 1_000 * (step + 1)),
  "1, 2, 5, 10 s": (step) => [1_000, 2_000, 5_000][step] ?? 10_000,
};
/** Timers are late by some ms: the same in each run of the test. */
const LATE_MS = [3, 9, 1, 12, 5, 7, 2, 11, 4, 8, 6, 10];
/** Shares between −1 and 1, in no order. */
const CHANCE = [0.7, -0.9, 0.3, -0.4, 0.95, -0.2, 0.5, -0.75, 0.1, -0.6, 0.85, -0.05];

const isTold = (delaysMs: number[]): boolean => {
  const connections = makeRetries(delaysMs);
  const nowMs = (connections.at(-1)?.end?.at ?? T0) + 1_000;
  return diagnose(makeSession({ connections }), nowMs).findings.some(
    ({ id }) => id === "no-jitter",
  );
};
const waits = (count: number, waitAt: (step: number) => number) =>
  Array.from({ length: count }, (_, step) => waitAt(step) + (LATE_MS[step] ?? 0));

describe.each(Object.entries(SCHEDULES))("no-jitter of %s", (_, waitAt) => {
  it.each([6, 8, 12])("is told of %i waits, wherever the cap is", (count) => {
    expect(isTold(waits(count, waitAt))).toBe(true);
  });
  it.each([6, 8, 12])("is not told of %i waits that vary by ten per cent", (count) => {
    const jittered = (step: number) => waitAt(step) * (1 + 0.1 * (CHANCE[step] ?? 0));
    expect(isTold(waits(count, jittered))).toBe(false);
  });
});
