import { afterEach, describe, expect, it } from "vitest";
import { standingInWords } from "../../../../src/analysis/standing-words.ts";
import { ticksOf } from "../../../../src/panel/timeline/axis.ts";
import {
  clockTime,
  dayTime,
  exactDayTime,
  spanInWords,
} from "../../../../src/panel/ui/clock-time.ts";
import { chooseZone, zoneInWords } from "../../../../src/panel/ui/zone.ts";

const at = new Date(2026, 10, 17, 14, 2, 11, 42).getTime();
const nextDay = new Date(2026, 10, 18, 9).getTime();
const soonNextYear = new Date(2027, 0, 2, 9).getTime();
const longAfter = new Date(2027, 6, 2, 9).getTime();

describe("a time of day", () => {
  it("goes without a date on its own day", () => {
    expect(dayTime(at, at + 1_000)).toBe("14:02:11");
    expect(exactDayTime(at, at + 1_000)).toBe("14:02:11.042");
  });

  it("has its date on any other day, and its year from long ago", () => {
    expect(dayTime(at, nextDay)).toBe("Nov 17 14:02:11");
    expect(exactDayTime(at, nextDay)).toBe("Nov 17 14:02:11.042");
    expect(dayTime(at, soonNextYear)).toBe("Nov 17 14:02:11");
    expect(dayTime(at, longAfter)).toBe("Nov 17 2026 14:02:11");
  });

  it("has its date where a storm is over since another day", () => {
    const storm = { until: at, lastAt: at };
    expect(standingInWords(storm, at + 60_000)).toBe("over since 14:02:11");
    expect(standingInWords(storm, nextDay)).toBe("over since Nov 17 14:02:11");
  });
});

describe("a stretch of time", () => {
  it("is written as finely as it has to be told apart", () => {
    expect(spanInWords({ from: at, to: at + 89_000 }, at)).toBe("14:02:11–14:03:40");
    expect(spanInWords({ from: at, to: at + 250 }, at)).toBe("14:02:11.042–14:02:11.292");
  });

  it("says its date once, and both dates where it is longer than a day", () => {
    expect(spanInWords({ from: at, to: at + 89_000 }, nextDay)).toBe("Nov 17 14:02:11–14:03:40");
    expect(spanInWords({ from: at, to: nextDay }, nextDay)).toBe("Nov 17 14:02:11–Nov 18 09:00:00");
  });
});

describe("the zone that times are read in", () => {
  const utc = Date.UTC(2026, 10, 17, 23, 2, 11, 42);
  afterEach(() => chooseZone("local"));

  it("is one for clock, days, axis and words of the analysis alike", () => {
    chooseZone("utc");
    expect(clockTime(utc)).toBe("23:02:11.042");
    expect(dayTime(utc, utc + 3_600_000)).toBe("Nov 17 23:02:11");
    expect(spanInWords({ from: utc, to: utc + 3_600_000 }, utc)).toBe(
      "Nov 17 23:02:11–Nov 18 00:02:11",
    );
    expect(standingInWords({ until: utc, lastAt: utc }, utc)).toContain("23:02:11");
    const scale = { span: { from: utc, to: utc + 7_200_000 }, leftPx: 0, widthPx: 400 };
    expect(ticksOf(scale, "clock", utc).map(({ label }) => label)).toContain("Nov 18");
    expect(zoneInWords(utc)).toBe("UTC");
  });

  it("says how far one's own is from UTC, and its name", () => {
    expect(zoneInWords(utc)).toMatch(/^UTC[+−]\d\d:\d\d$/);
    expect(zoneInWords(utc, true)).toMatch(/ \(\S+\)$/);
  });

  it("says of a time of no calendar no time of day, and fails at nothing", () => {
    chooseZone("utc");
    expect(() => dayTime(9e15, 0)).not.toThrow();
  });
});
