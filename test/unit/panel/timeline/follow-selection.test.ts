import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFilterLanguage } from "../../../../src/panel/filter/filter-language.ts";
import { createModel, type Selection } from "../../../../src/panel/model/model.ts";
import {
  followSelection,
  type LanePlace,
  placeOfSelection,
  scrollInto,
} from "../../../../src/panel/timeline/follow-selection.ts";
import { createTimelineModel } from "../../../../src/panel/timeline/timeline-model.ts";
import { lengthOf } from "../../../../src/panel/ui/span.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const FEED = "wss://feed.example.com/";
const chat = makeConnection({ close: { at: T0 + 1_000 } });
const feed = makeConnection({ url: FEED, createdAt: T0 + 90_000, close: { at: T0 + 91_000 } });
const ofFeed: Selection = { kind: "connection", id: feed.id };

/** A timeline that shows the first ten seconds; where it was scrolled to. */
function watch() {
  const model = createModel(() => T0 + 100_000);
  const become = (connections: Connection[]) => {
    model.live.value = makeSession({ connections });
    vi.advanceTimersByTime(1_000);
  };
  become([chat, feed]);
  const timeline = createTimelineModel(model, "clock");
  timeline.show({ from: T0, to: T0 + 10_000 });
  const scrolled: LanePlace[] = [];
  const follow = () => followSelection(model, timeline, (place) => scrolled.push(place));
  return { model, timeline, scrolled, become, follow };
}

describe("what is selected elsewhere", () => {
  it("comes into sight: its lane, and its bar without another zoom", () => {
    const { model, timeline, scrolled, follow } = watch();
    follow();
    const before = lengthOf(timeline.shown.value);
    model.selection.value = ofFeed;
    expect(scrolled).toEqual([placeOfSelection(timeline.layout.value, ofFeed)]);
    expect(timeline.shown.value.to).toBeGreaterThan(T0 + 90_000);
    expect(lengthOf(timeline.shown.value)).toBeCloseTo(before);
    expect(timeline.activeKey.value).toBe(feed.id);
  });

  it("is an endpoint's lane, or nothing where a filter hides it", () => {
    const { model, timeline, scrolled, follow } = watch();
    follow();
    model.selection.value = { kind: "series", groupId: FEED };
    expect(scrolled).toEqual([timeline.layout.value.lanes[1]]);
    model.filter.language.value = createFilterLanguage();
    model.filter.text.value = "url:api";
    model.selection.value = ofFeed;
    expect(scrolled).toHaveLength(1);
  });

  it("comes into sight once, and not again with each update", () => {
    const { model, timeline, scrolled, become, follow } = watch();
    follow();
    model.selection.value = ofFeed;
    timeline.show({ from: T0, to: T0 + 10_000 });
    become([chat, feed, makeConnection({ createdAt: T0 + 95_000, open: true })]);
    expect(scrolled).toHaveLength(1);
    expect(timeline.shown.value.from).toBeCloseTo(T0);
    model.selection.value = { ...ofFeed };
    expect(scrolled).toHaveLength(2);
  });
});

describe("what is selected in the timeline itself", () => {
  it("stays where it lies", () => {
    const { model, timeline, scrolled, follow } = watch();
    const { choose } = follow();
    choose(() => {
      model.selection.value = ofFeed;
    });
    expect(scrolled).toEqual([]);
    expect(timeline.shown.value.to).toBeCloseTo(T0 + 10_000);
    model.selection.value = { kind: "connection", id: chat.id };
    expect(scrolled).toHaveLength(1);
  });
});

describe("a timeline that is shown again", () => {
  it("stays as it was left, unless something was selected in between", () => {
    const { model, scrolled, follow } = watch();
    const { stop } = follow();
    model.selection.value = ofFeed;
    stop();
    follow().stop();
    expect(scrolled).toHaveLength(1);
    model.selection.value = { kind: "connection", id: chat.id };
    follow();
    expect(scrolled).toHaveLength(2);
  });

  it("is not moved by what is selected in another session", () => {
    const { model, timeline, scrolled, follow } = watch();
    follow();
    model.fileId.value = 7;
    model.selection.value = ofFeed;
    expect(scrolled).toEqual([]);
    expect(timeline.kept).not.toBe(model.keptView().timeline);
    model.fileId.value = null;
    expect(timeline.kept).toBe(model.keptView().timeline);
  });
});

describe("a lane", () => {
  it("is scrolled to by as little as possible", () => {
    const place = { topPx: 100, heightPx: 20 };
    expect(scrollInto(place, { scrollPx: 50, roomPx: 100 })).toBe(50);
    expect(scrollInto(place, { scrollPx: 0, roomPx: 100 })).toBe(20);
    expect(scrollInto(place, { scrollPx: 200, roomPx: 100 })).toBe(100);
  });

  it("shows its beginning where it is higher than the room", () => {
    const place = { topPx: 100, heightPx: 900 };
    expect(scrollInto(place, { scrollPx: 0, roomPx: 100 })).toBe(100);
    expect(scrollInto(place, { scrollPx: 500, roomPx: 100 })).toBe(100);
  });
});
