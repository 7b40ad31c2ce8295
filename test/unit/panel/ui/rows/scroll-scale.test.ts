import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  followScroll,
  placeOfScroll,
  placeOfTop,
  type ScrollPlace,
  type ScrollScale,
  scaleOf,
  settleScroll,
  topOf,
} from "../../../../../src/panel/ui/rows/scroll-scale.ts";

const ROW_PX = 20;
const VIEW_PX = 400;
const START: ScrollPlace = { scrollPx: 0, offsetPx: 0 };
const scaleOfRows = (count: number) => scaleOf(count * ROW_PX, VIEW_PX);

/** The element cannot be scrolled beyond its ends. */
const wheel = (scale: ScrollScale, place: ScrollPlace, byPx: number) =>
  followScroll(scale, place, Math.min(scale.scrollMaxPx, Math.max(0, place.scrollPx + byPx)));

describe("a list of a few rows", () => {
  it("scrolls as any element does", () => {
    const scale = scaleOfRows(1_000);
    expect(scale.spacePx).toBe(20_000);
    expect(followScroll(scale, START, 7_777.5)).toEqual({ scrollPx: 7_777.5, offsetPx: 0 });
    expect(settleScroll(scale, { scrollPx: 7_777.5, offsetPx: 0 })).toEqual({
      scrollPx: 7_777.5,
      offsetPx: 0,
    });
  });

  it("keeps its rows in place where it was too long before", () => {
    const long = placeOfTop(scaleOfRows(3_000_000), 4_000_000);
    expect(topOf(followScroll(scaleOfRows(220_000), long, long.scrollPx))).toBe(4_000_000);
    const short = followScroll(scaleOfRows(100), long, long.scrollPx);
    expect(short).toEqual({ scrollPx: 100 * ROW_PX - VIEW_PX, offsetPx: 0 });
  });
});

const longScale = fc.integer({ min: 250_001, max: 1_000_000_000 }).map(scaleOfRows);
const part = fc.double({ min: 0, max: 1, noNaN: true });

describe("a list that is higher than an element may be", () => {
  it("stays under the height at which browsers stop", () => {
    fc.assert(fc.property(longScale, ({ spacePx }) => spacePx <= 33_500_000 / 6));
  });

  it("shows its first row where the scroll bar is dragged to one end, its last at the other", () => {
    fc.assert(
      fc.property(longScale, part, (scale, at) => {
        const somewhere = placeOfScroll(scale, at * scale.scrollMaxPx);
        expect(topOf(placeOfScroll(scale, 0))).toBe(0);
        expect(topOf(placeOfScroll(scale, scale.scrollMaxPx))).toBe(scale.contentMaxPx);
        const middle = placeOfTop(scale, scale.contentMaxPx / 2);
        expect(topOf(followScroll(scale, middle, 0))).toBe(0);
        expect(topOf(followScroll(scale, middle, scale.scrollMaxPx))).toBe(scale.contentMaxPx);
        expect(topOf(somewhere)).toBeGreaterThanOrEqual(0);
        expect(topOf(somewhere)).toBeLessThanOrEqual(scale.contentMaxPx);
      }),
    );
  });

  it("goes down wherever the scroll bar goes down", () => {
    fc.assert(
      fc.property(longScale, part, part, (scale, a, b) => {
        const [upper, lower] = [Math.min(a, b), Math.max(a, b)].map((at) =>
          topOf(placeOfScroll(scale, at * scale.scrollMaxPx)),
        );
        // Rows stand on whole pixels, so that two places may be one.
        expect(lower).toBeGreaterThanOrEqual((upper as number) - 1);
      }),
    );
  });

  it("moves by exactly what the wheel turns, from anywhere", () => {
    const steps = fc.array(fc.integer({ min: -VIEW_PX, max: VIEW_PX }), { maxLength: 50 });
    fc.assert(
      fc.property(longScale, part, steps, (scale, at, turns) => {
        let place = placeOfTop(scale, Math.round(at * scale.contentMaxPx));
        for (const byPx of turns) {
          const expected = Math.min(scale.contentMaxPx, Math.max(0, topOf(place) + byPx));
          place = wheel(scale, place, byPx);
          expect(topOf(place)).toBe(expected);
        }
      }),
    );
  });

  it("can be brought to any row, and tells that place by its scroll bar", () => {
    fc.assert(
      fc.property(longScale, part, (scale, at) => {
        const top = Math.round((at * scale.contentMaxPx) / ROW_PX) * ROW_PX;
        const place = placeOfTop(scale, top);
        expect(topOf(place)).toBe(Math.min(scale.contentMaxPx, top));
        expect(place.scrollPx).toBeGreaterThanOrEqual(0);
        expect(place.scrollPx).toBeLessThanOrEqual(scale.scrollMaxPx);
        expect(settleScroll(scale, place)).toEqual(place);
      }),
    );
  });

  it("settles without moving a row, however far the wheel went", () => {
    const scale = scaleOfRows(10_000_000);
    let place = placeOfTop(scale, 50_000_000);
    for (let turn = 0; turn < 1_000; turn++) place = wheel(scale, place, 100);
    const settled = settleScroll(scale, place);
    expect(topOf(settled)).toBe(50_100_000);
    expect(settled.scrollPx).toBe(placeOfTop(scale, 50_100_000).scrollPx);
    expect(settled.scrollPx).not.toBe(place.scrollPx);
  });

  it("does not stop where only its element is at an end", () => {
    const scale = scaleOfRows(10_000_000);
    const drifted = { scrollPx: 100, offsetPx: 900_000 };
    const place = followScroll(scale, drifted, 0);
    expect(topOf(place)).toBe(900_000);
    expect(place.scrollPx).toBeGreaterThan(0);
  });
});
