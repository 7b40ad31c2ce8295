import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { gradeRecoveries } from "../../../../src/analysis/outages/recovery-grades.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const S = 1_000;
/** Opened at one second, lost at the other. */
const lived = (fromS: number, untilS: number, lost = 0) =>
  makeConnection({
    createdAt: T0 + fromS * S,
    open: { at: T0 + fromS * S },
    close: { at: T0 + untilS * S },
    lost: { count: lost, sizeBytes: lost },
  });
const open = (fromS: number) =>
  makeConnection({ createdAt: T0 + fromS * S, open: { at: T0 + fromS * S } });

const gradeOf = (connections: Parameters<typeof makeSession>[0]) =>
  diagnose(makeSession(connections), T0 + 200 * S).recovery[0];

describe("the recovery of an endpoint", () => {
  it("is good where the page is back in seconds, by itself", () => {
    const recovery = gradeOf({ connections: [lived(0, 50), lived(52, 100), open(104)] });
    expect(recovery).toMatchObject({
      grade: "A",
      text: "recovers in 3 s on average",
      outages: 2,
      longestMs: 4_000,
      downMs: 6_000,
      meanBackMs: 3_000,
      firstRetryMs: 2_000,
      byItself: 1,
      availability: 0.97,
    });
  });

  it("is worse where messages are lost, and where it takes longer", () => {
    expect(gradeOf({ connections: [lived(0, 50, 2), open(52)] })).toMatchObject({
      grade: "B",
      text: "recovers in 2 s on average, but loses what was sent meanwhile",
    });
    expect(gradeOf({ connections: [lived(0, 50), open(80)] })?.grade).toBe("C");
    expect(gradeOf({ connections: [lived(0, 50), open(150)] })?.grade).toBe("D");
  });

  it("is none where the page gave up, and none is told without an outage", () => {
    expect(gradeOf({ connections: [lived(0, 50)] })).toMatchObject({ grade: "F", byItself: 0 });
    expect(gradeOf({ connections: [open(0)] })).toBeUndefined();
  });

  it("counts only what was the page's to end", () => {
    const { outages } = diagnose(makeSession({ connections: [lived(0, 50)] }), T0 + 200 * S);
    const solved = outages.map((outage) => ({ ...outage, state: "solved-by-user" as const }));
    const [recovery] = gradeRecoveries([...outages, ...solved], [], T0 + 200 * S);
    expect(recovery).toMatchObject({ outages: 2, text: "never came back from 1 outage" });
  });

  it("is not judged by what goes on", () => {
    const { recovery } = diagnose(makeSession({ connections: [lived(0, 50)] }), T0 + 51 * S);
    expect(recovery[0]).toMatchObject({ grade: null, byItself: null });
  });
});
