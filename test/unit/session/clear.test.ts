import { describe, expect, it } from "vitest";
import { reduce } from "../../../src/session/reduce.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

const AT = T0 + 10_000;
const lost = { count: 5, sizeBytes: 50, why: "back-pressure" } as const;

describe("clearing", () => {
  it("takes what was over when it was asked for, and leaves what ended since", () => {
    const over = makeConnection({ open: true, close: { code: 1000, at: T0 + 1_000 } });
    const later = makeConnection({ open: true, close: { code: 1000, at: AT + 1_000 } });
    const alive = makeConnection({ open: true, receive: { count: 7, sizeBytes: 70 } });
    const session = makeSession({
      connections: [over, later, alive],
      lifecycle: [
        { kind: "offline", at: T0, documentId: "d1" },
        { kind: "online", at: AT + 500, documentId: "d1" },
      ],
    });
    reduce(session, { kind: "clear", at: AT });
    expect([...session.connections.values()]).toEqual([later, alive]);
    expect(session.lifecycle.map(({ kind }) => kind)).toEqual(["online"]);
    expect(session.clearedAt).toBe(AT);
    expect(session.connections.get(alive.id)?.receive.count).toBe(7);
  });

  it("keeps count of what is missing of a socket that stays, and of nothing else", () => {
    const session = makeSession({
      connections: [makeConnection({ open: true })],
      dropped: [
        { ...lost, documentId: "d1", at: T0 },
        { ...lost, documentId: "d0", at: T0 },
        { ...lost, documentId: null, at: T0, why: "retention" },
      ],
    });
    reduce(session, { kind: "clear", at: AT });
    expect(session.dropped.map(({ documentId }) => documentId)).toEqual(["d1", null]);
  });
});
