import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
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
    const at = (s: number, token: string) =>
      makeConnection({
        url: `wss://api.example.com/live?token=${token}`,
        createdAt: T0 + s * S,
        close: { at: T0 + s * S + 20 },
        handshake: { status: 401, error: "Unexpected response code: 401" },
      });
    const solved = makeConnection({
      url: "wss://api.example.com/live?token=bbbb-2222",
      createdAt: T0 + 10 * S,
      open: { at: T0 + 10 * S },
      close: { at: T0 + 50 * S },
    });
    const recovery = gradeOf({ connections: [at(0, "aaaa-1111"), solved] });
    expect(recovery).toMatchObject({ outages: 2, text: "never came back from 1 outage" });
  });

  it("of one that was back at once is its own, though others of its host were away for long", () => {
    const of = (path: string, connections: ReturnType<typeof open>[]) =>
      connections.map((connection) => ({
        ...connection,
        endpoint: `wss://api.example.com/${path}`,
      }));
    const { outages, recovery } = diagnose(
      makeSession({
        connections: [...of("a", [lived(0, 50), open(52)]), ...of("b", [lived(0, 50), open(80)])],
      }),
      T0 + 200 * S,
    );
    expect(outages.map(({ endpoints }) => endpoints.length)).toEqual([2]);
    expect(recovery.map(({ url, downMs }) => [url.at(-1), downMs]).sort()).toEqual([
      ["a", 2_000],
      ["b", 30_000],
    ]);
  });

  it("is not judged by what goes on", () => {
    const { recovery } = diagnose(makeSession({ connections: [lived(0, 50)] }), T0 + 51 * S);
    expect(recovery[0]).toMatchObject({ grade: null, byItself: null });
  });
});
