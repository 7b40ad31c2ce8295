import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { standingOfHealth } from "../../../src/analysis/standing-words.ts";
import type { Connection } from "../../../src/session/session.ts";
import { timeOfDay } from "../../../src/words/day-time.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

const S = 1_000;
const lost = makeConnection({ open: true, close: { at: T0 + 60 * S } });
const refused = (atS: number) =>
  makeConnection({
    createdAt: T0 + atS * S,
    close: { at: T0 + atS * S + 20 },
    handshake: { error: "net::ERR_CONNECTION_REFUSED" },
  });
const back = makeConnection({ createdAt: T0 + 90 * S, open: true });
const down = [lost, ...[61, 63, 67, 75].map(refused)];

const judge = (connections: Connection[], nowS: number) => {
  const nowMs = T0 + nowS * S;
  const report = diagnose(makeSession({ connections }), nowMs);
  return { ...report.health, standing: standingOfHealth(report, nowMs) };
};

describe("the health of a tab", () => {
  it("is bad while an outage lasts, which is one reason whatever was found about it", () => {
    const { grade, reasons } = judge(down, 76);
    expect(grade).toBe("D");
    expect(reasons).toHaveLength(1);
  });

  it("says that it works again as soon as it does, and since when", () => {
    const { grade, reasons, standing } = judge([...down, back], 90.1);
    expect(grade).toBe("C");
    expect(reasons.map(({ text }) => text)).toEqual([
      "api.example.com/live works again (down 30 s, 5 tries)",
    ]);
    expect(standing).toBe(`since ${timeOfDay(T0 + 90 * S + 50, T0 + 91 * S)}`);
  });

  it("forgets what is over, and what nobody tries any more weighs little", () => {
    expect(judge([...down, back], 600).reasons).toEqual([]);
    expect(judge(down, 600)).toMatchObject({ grade: "B" });
  });

  it("is told by no storm that is over because it works again", () => {
    const storm = Array.from({ length: 40 }, (_, i) => refused(61 + i / 4));
    expect(judge([lost, ...storm], 71.1).grade).toBe("F");
    expect(judge([lost, ...storm, back], 90.1).grade).toBe("C");
  });
});
