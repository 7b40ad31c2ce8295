import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { readHar } from "../../../src/har/read.ts";
import { writeHar } from "../../../src/har/write.ts";
import { MAX_ELSEWHERE } from "../../../src/session/limits.ts";
import type { Return } from "../../../src/session/session.ts";
import { makeConnection, makeReturn, makeSession, T0 } from "../../builders.ts";

const MINUTE = 60_000;

/** The tab's one socket, lost each minute and back a second later. */
const ownRounds = (times: number) =>
  Array.from({ length: times + 1 }, (_, round) =>
    makeConnection({
      createdAt: T0 + round * MINUTE + (round === 0 ? 0 : 1_000),
      open: true,
      ...(round < times ? { close: { at: T0 + (round + 1) * MINUTE } } : {}),
    }),
  );

/** The same in so many other tabs, each of them this much later than the one before. */
const otherRounds = (tabs: number, times: number, apartMs: number, known: Partial<Return> = {}) =>
  Array.from({ length: times }, (_, round) =>
    Array.from({ length: tabs }, (_, i) =>
      makeReturn({
        tab: i + 2,
        connectionId: `tab${i + 2}-${round + 2}`,
        livedFrom: T0 + round * MINUTE + 1_000,
        lostAt: T0 + (round + 1) * MINUTE,
        backAt: T0 + (round + 1) * MINUTE + 1_000 + (i + 1) * apartMs,
        ...known,
      }),
    ),
  ).flat();

const find = (elsewhere: Return[], times = 2) => {
  const session = makeSession({ connections: ownRounds(times), elsewhere });
  const { findings } = diagnose(session, T0 + 10 * MINUTE);
  return findings.find(({ id }) => id === "thundering-herd");
};

describe("a herd of tabs", () => {
  it("needs five tabs, twice", () => {
    expect(find(otherRounds(4, 2, 10))?.title).toBe(
      "Thundering herd: 5 sockets in 5 tabs came back within 40 ms (2 times)",
    );
    expect(find(otherRounds(3, 2, 10))).toBeUndefined();
    expect(find(otherRounds(4, 1, 10))).toBeUndefined();
  });

  it("is spread by jitter", () => {
    expect(find(otherRounds(4, 2, 125))).toBeDefined();
    expect(find(otherRounds(4, 2, 126))).toBeUndefined();
  });

  it("returns to one host", () => {
    expect(find(otherRounds(9, 2, 10, { hostPort: "other.example.com" }))).toBeUndefined();
  });

  it("has a socket of this tab in it", () => {
    const without = otherRounds(9, 3, 10).map((each) => ({ ...each, backAt: each.backAt + 5_000 }));
    expect(find(without, 3)).toBeUndefined();
  });

  it("is seen beside a tab that answers an older loss in the same moment", () => {
    const late = [1, 2].map((round) =>
      makeReturn({
        tab: 99,
        connectionId: `late-${round}`,
        livedFrom: T0 - MINUTE,
        lostAt: T0 + round * MINUTE - 50_000,
        backAt: T0 + round * MINUTE + 1_005,
      }),
    );
    expect(find([...otherRounds(4, 2, 10), ...late])?.title).toContain("5 sockets in 5 tabs");
  });

  it.each([false, true])("is the same in a session file (masked: %j)", (masked) => {
    const elsewhere = otherRounds(4, 2, 10);
    const session = makeSession({ connections: ownRounds(2), elsewhere });
    const about = { creatorVersion: "1", exportedAt: T0 + 10 * MINUTE, masked };
    const file = JSON.stringify(writeHar({ session, rowsOf: () => [], ...about }));
    const read = readHar(file);
    const { findings } = diagnose(read.session, read.nowMs);
    expect(findings.find(({ id }) => id === "thundering-herd")).toEqual(find(elsewhere));
  });

  it("says how many are this tab's, and shows one of those", () => {
    const evidence = find(otherRounds(5, 2, 10))?.evidence ?? [];
    expect(evidence).toMatchObject([
      {
        is: "back-together",
        value: 6,
        at: T0 + 2 * MINUTE + 1_000,
      },
      { is: "back-in-this-tab", value: 1 },
      { is: "tabs", value: 6 },
      { is: "within-time", value: 50, unit: "ms" },
      { is: "times", value: 2 },
    ]);
  });

  it("has happened more often than is kept of it", () => {
    const times = 51;
    const all = otherRounds(4, times, 10);
    expect(find(all.slice(-MAX_ELSEWHERE), times)?.title).toContain("(at least 50 times)");
  });
});
