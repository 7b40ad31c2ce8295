import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { standingInWords, standingOfHealth } from "../../../src/analysis/standing-words.ts";
import { makeRetries, makeSession, T0 } from "../../builders.ts";

const live = { until: null, lastAt: T0 };

describe("whether a storm goes on", () => {
  it("is said of what was heard of just now", () => {
    expect(standingInWords(live, T0 + 4_999)).toBe("going on");
  });

  it("becomes how long nothing was heard, in whole seconds", () => {
    expect(standingInWords(live, T0 + 25_900)).toBe("last attempt 25 s ago");
  });

  it("becomes since when it is over, on the clock of whoever reads it", () => {
    const until = new Date(2026, 10, 21, 14, 3, 40).getTime();
    expect(standingInWords({ until, lastAt: until }, until + 90_000)).toBe("over since 14:03:40");
  });

  it("is not said of a single connection", () => {
    expect(standingInWords({ until: null }, T0)).toBeNull();
  });

  it("is told beside the grade that the storm gives", () => {
    const session = makeSession({ connections: makeRetries(Array(20).fill(100)) });
    const endedAt = T0 + 20 * 110;
    const at = (nowMs: number) => standingOfHealth(diagnose(session, nowMs), nowMs);
    expect(at(endedAt)).toBe("going on");
    expect(at(endedAt + 25_000)).toBe("last attempt 25 s ago");
  });
});
