import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createModel } from "../../../../src/panel/model/model.ts";
import { createTimelineModel } from "../../../../src/panel/timeline/timeline-model.ts";
import { lengthOf } from "../../../../src/panel/ui/span.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The panel takes a session over a few times a second. */
const settle = () => vi.advanceTimersByTime(1_000);

/** A panel on a live tab, ten seconds after its first connection. */
function watch(connections: Connection[]) {
  let nowMs = T0 + 10_000;
  const model = createModel(() => nowMs);
  model.live.value = makeSession({ connections });
  settle();
  const pass = (ms: number) => {
    nowMs += ms;
    model.tick();
  };
  return { model, pass, timeline: createTimelineModel(model, "clock") };
}

describe("the shown time", () => {
  it("is all of it until the user zooms, and grows while a connection lives", () => {
    const { timeline, pass } = watch([makeConnection({ open: true })]);
    expect(timeline.shown.value.from).toBe(T0);
    expect(timeline.nowAt.value).toBe(T0 + 10_000);
    pass(5_000);
    expect(timeline.shown.value).toEqual(timeline.bounds.value);
    expect(timeline.nowAt.value).toBe(T0 + 15_000);
  });

  it("ends with the last event where nothing lives any more", () => {
    const { timeline, pass } = watch([makeConnection({ close: { at: T0 + 4_000 } })]);
    pass(3_600_000);
    expect(timeline.nowAt.value).toBe(T0 + 4_000);
  });

  it("follows what happens while it shows the end, and stays where the user looks back", () => {
    const { timeline, pass } = watch([makeConnection({ open: true })]);
    timeline.zoomAt(0.5, timeline.bounds.value.to);
    const length = lengthOf(timeline.shown.value);
    pass(5_000);
    expect(timeline.shown.value.to).toBeCloseTo(timeline.bounds.value.to);
    expect(lengthOf(timeline.shown.value)).toBeCloseTo(length);

    timeline.panBy(-2_000);
    expect(timeline.follows.value).toBe(false);
    const before = timeline.shown.value;
    pass(5_000);
    expect(timeline.shown.value.from).toBeCloseTo(before.from);

    timeline.showAll();
    expect(timeline.shown.value).toEqual(timeline.bounds.value);
    expect(timeline.follows.value).toBe(true);
  });

  it("does not move by a pan while all of it is shown", () => {
    const { timeline } = watch([makeConnection({ open: true })]);
    timeline.panBy(-1_000);
    expect(timeline.zoom.value).toBeNull();
  });

  it("moves to an item only where no part of it is in sight", () => {
    const { timeline } = watch([makeConnection({ open: true })]);
    timeline.zoomAt(0.1, T0);
    const { from, to } = timeline.shown.value;
    timeline.reveal({ from, to: Number.POSITIVE_INFINITY });
    expect(timeline.shown.value.from).toBeCloseTo(from);
    timeline.reveal({ from: T0 + 8_000, to: T0 + 8_100 });
    expect(timeline.shown.value.from).toBeLessThan(T0 + 8_000);
    expect(timeline.shown.value.to).toBeGreaterThan(T0 + 8_100);
    expect(to - from).toBeCloseTo(lengthOf(timeline.shown.value));
  });

  it("stays within the time of another page that begins", () => {
    const { model, timeline } = watch([makeConnection({ open: true })]);
    timeline.zoomAt(0.1, T0);
    const later = makeConnection({ createdAt: T0 + 60_000, close: { at: T0 + 61_000 } });
    model.files.value = [
      {
        id: 1,
        name: "later.har",
        session: makeSession({ connections: [later] }),
        store: { count: async () => 0, read: async () => [], find: async () => 0 },
        notes: [],
        origin: { creator: "Stormglass", version: "1", ours: true },
        masked: null,
        whole: Promise.resolve([]),
        close: () => undefined,
        serverLogs: null,
        endedAt: T0 + 61_000,
      },
    ];
    model.fileId.value = 1;
    settle();
    const { from, to } = timeline.shown.value;
    expect(from).toBeGreaterThanOrEqual(timeline.bounds.value.from);
    expect(to).toBeLessThanOrEqual(timeline.bounds.value.to + 0.001);
  });
});

describe("a session that is shown again", () => {
  it("has the zoom and the opened bands as they were left, and others have their own", () => {
    const { model, timeline } = watch([makeConnection({ open: true })]);
    timeline.zoomAt(0.1, T0);
    timeline.toggleBand("storm");
    const before = timeline.zoom.value;
    model.fileId.value = 1;
    const other = createTimelineModel(model, "clock");
    expect([other.zoom.value, other.opened.value.size]).toEqual([null, 0]);
    model.fileId.value = null;
    const again = createTimelineModel(model, "clock");
    expect(again.zoom.value).toBe(before);
    expect([...again.opened.value]).toEqual(["storm"]);
  });

  it("is begun anew where its file was closed and opened again", () => {
    const { model } = watch([makeConnection({ open: true })]);
    const before = model.keptViews.of(1);
    model.keptViews.forget(1);
    expect(model.keptViews.of(1)).not.toBe(before);
  });
});

describe("a chosen range", () => {
  it("hides connections in the lists and not in the timeline", () => {
    const early = makeConnection({ close: { at: T0 + 1_000 } });
    const late = makeConnection({ createdAt: T0 + 5_000, open: true });
    const { model, timeline } = watch([early, late]);
    model.range.value = { from: T0 + 4_000, to: T0 + 6_000 };
    expect(model.shownGroups.value.flatMap(({ connections }) => connections)).toEqual([late]);
    expect(timeline.layout.value.lanes[0]?.items).toHaveLength(2);
  });
});
