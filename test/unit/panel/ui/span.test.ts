import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clampSpan,
  lengthOf,
  panSpan,
  revealIn,
  timeAt,
  xOf,
  zoomSpan,
} from "../../../../src/panel/ui/span.ts";

const bounds = { from: 1_000, to: 11_000 };

describe("zooming", () => {
  it("keeps the moment under the pointer where it is", () => {
    const zoomed = zoomSpan(bounds, 0.5, 3_000, bounds);
    expect(zoomed).toEqual({ from: 2_000, to: 7_000 });
    const scale = { leftPx: 100, widthPx: 500 };
    expect(xOf({ ...scale, span: zoomed }, 3_000)).toBe(xOf({ ...scale, span: bounds }, 3_000));
  });

  it("shows no more than there is, and no less than a few milliseconds", () => {
    expect(zoomSpan({ from: 2_000, to: 3_000 }, 100, 2_500, bounds)).toEqual(bounds);
    expect(lengthOf(zoomSpan(bounds, 1e-9, 5_000, bounds))).toBe(5);
  });

  it("stays within the bounds whatever is done", () => {
    const moment = fc.double({ min: 0, max: 20_000, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0.01, max: 10, noNaN: true }), moment, moment)),
        (moves) => {
          let span = bounds;
          for (const [factor, at, by] of moves) {
            span = panSpan(zoomSpan(span, factor, at, bounds), by - 10_000, bounds);
            expect(span.from).toBeGreaterThanOrEqual(bounds.from - 1e-6);
            expect(span.to).toBeLessThanOrEqual(bounds.to + 1e-6);
            expect(lengthOf(span)).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});

describe("a span", () => {
  it("stops at the edges and keeps its length", () => {
    expect(panSpan({ from: 2_000, to: 4_000 }, -5_000, bounds)).toEqual({ from: 1_000, to: 3_000 });
    expect(clampSpan({ from: 10_500, to: 12_500 }, bounds)).toEqual({ from: 9_000, to: 11_000 });
  });

  it("moves as little as needed to show something, and not at all where it shows it", () => {
    const span = { from: 2_000, to: 4_000 };
    expect(revealIn(span, { from: 2_500, to: 3_000 }, bounds)).toBe(span);
    expect(revealIn(span, { from: 5_000, to: 5_500 }, bounds)).toEqual({ from: 3_700, to: 5_700 });
    expect(revealIn(span, { from: 1_500, to: 1_600 }, bounds)).toEqual({ from: 1_300, to: 3_300 });
  });

  it("shows the beginning of what is longer than itself", () => {
    const revealed = revealIn({ from: 2_000, to: 3_000 }, { from: 5_000, to: 9_000 }, bounds);
    expect(revealed).toEqual({ from: 4_900, to: 5_900 });
  });

  it("leads from a place on the screen to a time and back", () => {
    const scale = { span: bounds, leftPx: 200, widthPx: 1_000 };
    expect(timeAt(scale, xOf(scale, 4_321))).toBeCloseTo(4_321);
  });
});
