import { expect, it } from "vitest";
import type { Budget } from "../../../src/analysis/budget.ts";
import type { Report } from "../../../src/analysis/finding.ts";
import { createStandingJudge } from "../../../src/analysis/standing-judge.ts";
import type { Diagnose } from "../../../src/analysis/try-to-diagnose.ts";
import { finishInTurns, type Steps } from "../../../src/analysis/turns.ts";
import { makeSession } from "../../builders.ts";

const session = makeSession();

/** Each step of a diagnosis takes 40 ms; its report says what it was of. */
function createClock() {
  const clock = { ms: 0 };
  function* work(name: string, steps: number): Steps<Report> {
    for (let i = 0; i < steps; i++) {
      clock.ms += 40;
      yield;
    }
    return { findings: [], connections: [], series: [], health: name } as unknown as Report;
  }
  const want = (whose: string, name: string, steps: number) => ({
    whose,
    run: () => work(name, steps),
    session,
    nowMs: 0,
  });
  return { clock, want, now: () => clock.ms };
}

it("answers after each turn with what it found before, and asks to be asked again", () => {
  const { want, now, clock } = createClock();
  let asked = 0;
  const judge = createStandingJudge(now, () => asked++);
  const quick = want("tab", "first", 1);
  expect(judge(quick).report?.health).toBe("first");
  expect(asked).toBe(0);

  const long = want("tab", "second", 6);
  for (const standing of ["first", "first", "first", "second"]) {
    const before = clock.ms;
    expect(judge(long).report?.health).toBe(standing);
    expect(clock.ms - before).toBeLessThanOrEqual(80);
  }
  expect(asked).toBe(3);
  expect(judge(long).report?.health).toBe("second");
  expect(asked).toBe(3);
});

it("brings to its end what it began, however often something changes", () => {
  const { want, now } = createClock();
  let asked = 0;
  const judge = createStandingJudge(now, () => asked++);
  const told = Array.from({ length: 8 }, (_, i) => judge(want("tab", `${i}`, 4)).report?.health);
  expect(told.filter((name) => name !== undefined)).not.toEqual([]);
  expect(asked).toBe(8);
});

it("tells nothing of another file's", () => {
  const { want, now } = createClock();
  const judge = createStandingJudge(now, () => undefined);
  judge(want("tab", "tab", 1));
  expect(judge(want("file", "file", 9)).report).toBeNull();
});

it("pauses between turns", async () => {
  const { clock, want, now } = createClock();
  const pauses: number[] = [];
  const pause = async () => void pauses.push(clock.ms);
  const report = await finishInTurns(want("tab", "tab", 5).run(), { now, pause });
  expect(report.health).toBe("tab");
  expect(pauses).toEqual([80, 160]);
});

it("lets checks that were too slow rest, but not those of another diagnosis", () => {
  const seen: (Budget | null)[] = [];
  const make = (): Diagnose =>
    function* (_session, _nowMs, budget) {
      seen.push(budget);
      yield;
      return { findings: [], connections: [], series: [] } as unknown as Report;
    };
  const judge = createStandingJudge(
    () => 0,
    () => undefined,
  );
  const [plain, beside] = [make(), make()];
  for (const run of [plain, plain, beside]) judge({ whose: "file", run, session, nowMs: 0 });
  expect(seen).toHaveLength(3);
  expect(seen[1]).toBe(seen[0]);
  expect(seen[2]).not.toBe(seen[1]);
});
