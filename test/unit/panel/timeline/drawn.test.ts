import { describe, expect, it } from "vitest";
import { groupByEndpoint } from "../../../../src/analysis/series/endpoint-groups.ts";
import { indexFindings } from "../../../../src/panel/model/finding-index.ts";
import { firstDay, ticksOf } from "../../../../src/panel/timeline/axis.ts";
import { describeHit, spokenOf } from "../../../../src/panel/timeline/describe-item.ts";
import { type HitPlace, hitAt } from "../../../../src/panel/timeline/hit.ts";
import { layOutLanes } from "../../../../src/panel/timeline/lanes.ts";
import { fitText } from "../../../../src/panel/timeline/paint/fit-text.ts";
import { skylineOf } from "../../../../src/panel/timeline/paint/skyline.ts";
import { AXIS_PX, ROW_PX } from "../../../../src/panel/timeline/sizes.ts";
import { makeConnection, T0 } from "../../../builders.ts";

const scaleOf = (lengthMs: number, widthPx = 1_000) => ({
  span: { from: T0, to: T0 + lengthMs },
  leftPx: 200,
  widthPx,
});

describe("the axis", () => {
  it("stands at round times with room for each", () => {
    for (const lengthMs of [7, 900, 62_000, 5_400_000, 90_000_000, 4e9]) {
      const ticks = ticksOf(scaleOf(lengthMs), "clock", T0);
      expect(ticks.length).toBeGreaterThan(1);
      const gaps = ticks.slice(1).map(({ xPx }, i) => xPx - (ticks[i]?.xPx ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThan(80);
    }
  });

  it("comes to an end with times that no clock has", () => {
    for (const lengthMs of [1e300, Number.POSITIVE_INFINITY, Number.NaN]) {
      expect(ticksOf(scaleOf(lengthMs), "since", T0).length).toBeLessThan(101);
    }
  });

  it("counts from the beginning where that is asked for", () => {
    const labels = ticksOf(scaleOf(60_000), "since", T0).map(({ label }) => label);
    expect(labels.slice(0, 3)).toEqual(["0", "+10 s", "+20 s"]);
  });

  it("says which day begins at midnight, at every step", () => {
    const evening = new Date(2026, 10, 17, 23, 59, 30).getTime();
    for (const lengthMs of [60_000, 3_600_000, 36 * 3_600_000, 4 * 86_400_000]) {
      const span = { from: evening, to: evening + lengthMs };
      const labels = ticksOf({ span, leftPx: 200, widthPx: 1_000 }, "clock", T0).map(
        ({ label }) => label,
      );
      expect(labels).toContain("Nov 18");
      expect(labels.join()).not.toContain("00:00:00");
    }
  });

  it("says on which day it begins, unless that is today", () => {
    const at = new Date(2026, 10, 17, 8).getTime();
    const span = { from: at, to: at + 1_000 };
    expect(firstDay(span, at + 3_600_000)).toBe("");
    expect(firstDay(span, at + 86_400_000)).toBe("Nov 17");
  });
});

describe("under the pointer", () => {
  const brief = makeConnection({ createdAt: T0 + 5_000, close: { at: T0 + 5_001 } });
  const long = makeConnection({ createdAt: T0, open: true, close: { at: T0 + 4_900 } });
  const lanes = layOutLanes(
    groupByEndpoint([long, brief]),
    new Map(),
    new Set(),
    new Map(),
    (name) => name,
  );
  const mark = {
    kind: "offline",
    from: T0 + 1_000,
    to: T0 + 2_000,
    text: "Offline for 1 s",
  } as const;
  const place: HitPlace = {
    scale: scaleOf(10_000),
    lanes,
    marks: [mark],
    outages: new Map(),
    scrollPx: 0,
    heightPx: 200,
    hasMap: true,
  };
  const rowPx = AXIS_PX + ROW_PX / 2;

  it("lies what is drawn there, even if it is too brief to be seen by its length", () => {
    const hit = hitAt(place, 703, rowPx);
    expect(hit?.kind === "item" && hit.item.key).toBe(brief.id);
  });

  it("lies the nearest where several are in reach", () => {
    const hit = hitAt(place, 691, rowPx);
    expect(hit?.kind === "item" && hit.item.key).toBe(long.id);
  });

  it("lies a lane, a mark, the map, or nothing", () => {
    expect(hitAt(place, 50, rowPx)?.kind).toBe("lane");
    expect(hitAt(place, 350, 5)).toEqual({ kind: "mark", mark });
    expect(hitAt(place, 600, 195)?.kind).toBe("map");
    expect(hitAt({ ...place, hasMap: false }, 600, 195)).toBeNull();
    expect(hitAt(place, 900, rowPx)).toBeNull();
    expect(hitAt({ ...place, scrollPx: 100 }, 703, rowPx)).toBeNull();
  });

  it("is said in words, the same to the eye and to a screen reader", () => {
    const card = describeHit(hitAt(place, 300, rowPx), indexFindings([]), T0 + 10_000);
    expect(card?.title).toBe("wss://api.example.com/live");
    expect(card?.lines[0]).toBe(`#${long.ordinal} · closed 1006 after 4.9 s`);
    expect(card && spokenOf(card)).toContain("0 messages sent");
    expect(describeHit(null, indexFindings([]), T0)).toBeNull();
  });
});

describe("the skyline of a connection", () => {
  const activity = {
    startAt: T0,
    stepMs: 1_000,
    send: [1, 0],
    receive: [0, 0, 1_000_000],
    sendBytes: [],
    receiveBytes: [],
  };

  it("has a column for each step with messages, and none higher than the bar", () => {
    const columns = skylineOf(activity, false);
    expect(columns.map(({ from }) => from)).toEqual([T0, T0 + 2_000]);
    expect(columns[0]?.share).toBeGreaterThan(0.05);
    expect(columns[1]?.share).toBe(1);
  });

  it("is one column where there is no room for more, and none without messages", () => {
    expect(skylineOf(activity, true)).toMatchObject([{ from: T0, to: T0 + 3_000 }]);
    expect(skylineOf({ ...activity, send: [0], receive: [] }, true)).toEqual([]);
  });
});

describe("an endpoint that does not fit", () => {
  const measure = { measureText: (text: string) => ({ width: text.length * 6 }) };

  it("loses its beginning", () => {
    expect(fitText(measure, "api.example.com/chat", 200)).toBe("api.example.com/chat");
    expect(fitText(measure, "api.example.com/chat", 60)).toBe("….com/chat");
    expect(fitText(measure, "api.example.com/chat", 3)).toBe("");
  });
});
