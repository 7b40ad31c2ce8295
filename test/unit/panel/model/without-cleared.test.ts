import { describe, expect, it } from "vitest";
import {
  clearedInWords,
  clearOf,
  listedRange,
  withoutCleared,
} from "../../../../src/panel/model/without-cleared.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const AT = T0 + 10_000;

describe("what was cleared", () => {
  it("is hidden, and leaves the session itself alone", () => {
    const over = makeConnection({ open: true, close: { code: 1006 } });
    const alive = makeConnection({ open: true });
    const session = makeSession({
      connections: [over, alive],
      lifecycle: [{ kind: "offline", at: T0, documentId: "d1" }],
    });
    const cleared = clearOf(session, AT);
    expect(cleared).toEqual({ at: AT, goneCount: 1, keptCount: 1 });
    const shown = withoutCleared(session, cleared);
    expect([...(shown?.connections.keys() ?? [])]).toEqual([alive.id]);
    expect(shown).toMatchObject({ lifecycle: [], clearedAt: AT });
    expect(session).toMatchObject({ clearedAt: null, connections: { size: 2 } });
    expect(withoutCleared(session, null)).toBe(session);
  });

  it("is told apart from what stays", () => {
    expect(clearedInWords({ at: AT, goneCount: 2, keptCount: 0 })).toBe("Cleared 2 connections.");
    expect(clearedInWords({ at: AT, goneCount: 0, keptCount: 1 })).toBe(
      "1 connection is still open: its earlier messages are hidden.",
    );
    expect(clearedInWords({ at: AT, goneCount: 0, keptCount: 0 })).toMatch(/nothing/);
  });
});

describe("the time of which messages are listed", () => {
  const range = { from: AT - 5_000, to: AT + 5_000 };

  it("is what was chosen, and everything where nothing was", () => {
    expect(listedRange(null, null)).toBeNull();
    expect(listedRange(range, null)).toBe(range);
  });

  it("begins after what was cleared, without the message of that very moment", () => {
    expect(listedRange(range, AT)).toEqual({ from: AT + 0.001, to: AT + 5_000 });
    expect(listedRange(null, AT)?.to).toBe(Number.POSITIVE_INFINITY);
    expect(listedRange({ ...range, from: AT + 1 }, AT)?.from).toBe(AT + 1);
  });
});
