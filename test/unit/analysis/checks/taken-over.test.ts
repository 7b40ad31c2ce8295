import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { Connection, Session } from "../../../../src/session/session.ts";
import { makeConnection, makeReturn, makeSession, T0 } from "../../../builders.ts";

const PERIOD_MS = 1_500;

/** Two that come back after the same wait, half of it apart: each opening ends the other. */
function fight(n: number, lagMs = 20, code = 1006): Connection[] {
  return Array.from({ length: n }, (_, i) => {
    const createdAt = T0 + i * (PERIOD_MS / 2);
    return makeConnection({
      createdAt,
      open: { at: createdAt + 10 },
      documentId: i % 2 === 0 ? "d1" : "d2",
      close: { code, at: createdAt + PERIOD_MS / 2 + 10 + lagMs },
    });
  });
}

const primariesOf = (session: Session) =>
  diagnose(session, T0 + 60_000)
    .findings.filter(({ primary }) => primary)
    .map(({ id }) => id);

describe("taken-over", () => {
  it("is told of two that end each other, whatever the code", () => {
    for (const code of [1006, 1000, 1005, 4002]) {
      const primaries = primariesOf(makeSession({ connections: fight(8, 20, code) }));
      // Nobody came after the last one.
      expect(primaries.filter((id) => id === "taken-over")).toHaveLength(7);
    }
  });

  it("wants three of them, each at once after an opening", () => {
    expect(primariesOf(makeSession({ connections: fight(3) }))).not.toContain("taken-over");
    expect(primariesOf(makeSession({ connections: fight(8, 500) }))).not.toContain("taken-over");
  });

  it("is not told of several that end together soon after the last of them opened", () => {
    const connections = Array.from({ length: 4 }, (_, i) =>
      makeConnection({
        createdAt: T0 + i * 100,
        open: { at: T0 + i * 100 + 10 },
        close: { code: 1012, reason: "restart", at: T0 + 330 },
      }),
    );
    const primaries = primariesOf(makeSession({ connections }));
    expect(primaries).toEqual(Array.from(connections, () => "server-restart"));
  });

  it("is not told where the server says what else it was", () => {
    for (const code of [1001, 1011, 1012, 1013]) {
      const primaries = primariesOf(makeSession({ connections: fight(8, 20, code) }));
      expect(primaries).not.toContain("taken-over");
    }
  });

  it("sees the other one in another tab", () => {
    const mine = fight(12).filter((_, i) => i % 2 === 0);
    const elsewhere = fight(12)
      .filter((_, i) => i % 2 === 1)
      .map(({ createdAt }) => makeReturn({ backAt: createdAt, lostAt: createdAt - 700 }));
    expect(primariesOf(makeSession({ connections: mine }))).not.toContain("taken-over");
    const finding = diagnose(
      makeSession({ connections: mine, elsewhere }),
      T0 + 60_000,
    ).findings.find(({ id }) => id === "taken-over");
    expect(finding?.title).toContain("another tab");
  });

  it("quotes the server, and says to stay away from a code of its own", () => {
    const connections = fight(8, 20, 4002).map((connection) => ({
      ...connection,
      end: connection.end && { ...connection.end, reason: "replaced" },
    }));
    const finding = diagnose(makeSession({ connections }), T0 + 60_000).findings.find(
      ({ variant }) => variant === "fight",
    );
    expect(finding?.explanation).toContain("“replaced”");
    expect(finding?.fixes[0]?.text).toContain("Do not reconnect on 4002");
  });
});
