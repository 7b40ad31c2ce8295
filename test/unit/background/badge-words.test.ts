import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { describeBadge } from "../../../src/background/badge-words.ts";
import type { Connection } from "../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

const badgeOf = (connections: Connection[], afterMs: number) =>
  describeBadge({
    report: diagnose(makeSession({ connections }), T0 + afterMs),
    failure: null,
  });

describe("the badge's words", () => {
  const lost = makeConnection({ open: true, close: { at: T0 + 60_000 } });
  const back = makeConnection({ createdAt: T0 + 70_000, open: true });
  const dead = makeConnection({
    url: "wss://other.example.com/live",
    open: true,
    close: { at: T0 + 60_000, code: 1011 },
  });

  it("count an endpoint while it is out of reach", () => {
    expect(badgeOf([lost], 62_000)).toMatchObject({ text: "1", color: "#c5221f" });
  });
  it("count it no more once it works again, and tell that it was", () => {
    expect(badgeOf([lost, back], 80_000)).toEqual({
      text: "✓",
      color: "#188038",
      title: "Stormglass: api.example.com/live works again (down 10 s, 1 try)",
    });
  });
  it("tell another one that is still out of reach first", () => {
    const badge = badgeOf([lost, back, dead], 80_000);
    expect(badge).toMatchObject({ text: "1", color: "#c5221f" });
    expect(badge.title).toContain("1011");
  });
});
