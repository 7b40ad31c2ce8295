import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { sayHealth } from "../../../src/analysis/report/alike.ts";
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

  it("says what nobody tries any more, instead of its last error", () => {
    expect(judge(down, 600).reasons[0]?.text).toBe(
      "api.example.com/live is not tried any more (4 tries)",
    );
    expect(judge([lost], 600).reasons[0]?.text).toBe(
      "api.example.com/live was lost and never tried again",
    );
  });

  it("tells the endpoint in trouble from the others", () => {
    const other = makeConnection({ url: "wss://other.example.com/feed", open: true });
    const { grade, endpoints } = judge([...down, other], 76);
    expect(grade).toBe("D");
    expect(endpoints.map((each) => [each.url, each.grade])).toEqual([
      [lost.endpoint, "D"],
      [other.endpoint, "A"],
    ]);
    const { health } = diagnose(makeSession({ connections: [...down, other] }), T0 + 76 * S);
    expect(sayHealth(health)).toMatch(
      /\. api\.example\.com\/live: D, other\.example\.com\/feed: A\.$/,
    );
    const more = [1, 2].map((i) => makeConnection({ url: `wss://h${i}.example.com/`, open: true }));
    const all = diagnose(makeSession({ connections: [...down, other, ...more] }), T0 + 76 * S);
    expect(sayHealth(all.health)).toMatch(/ api\.example\.com\/live: D, everything else: A\.$/);
  });

  it("is not known where nobody says how the connections ended", () => {
    const end = { at: T0 + 9 * S, by: "devtools" as const, code: null, reason: "", wasClean: null };
    const unseen = makeConnection({ open: true, end });
    const { health } = diagnose(makeSession({ connections: [unseen] }), T0 + 10 * S);
    expect(health).toMatchObject({ grade: "?", reasons: [] });
    expect(sayHealth(health)).toBe(
      "Health not known: nothing here says how the connections ended.",
    );
    const known = diagnose(
      makeSession({ connections: [unseen, makeConnection({ open: true })] }),
      T0 + 10 * S,
    );
    expect(known.health).toMatchObject({ grade: "A" });
  });

  it("is told by no storm that is over because it works again", () => {
    const storm = Array.from({ length: 40 }, (_, i) => refused(61 + i / 4));
    expect(judge([lost, ...storm], 71.1).grade).toBe("F");
    expect(judge([lost, ...storm, back], 90.1).grade).toBe("C");
  });
});
