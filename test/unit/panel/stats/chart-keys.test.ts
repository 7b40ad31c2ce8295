import { expect, test } from "vitest";
import { pointAfterKey } from "../../../../src/panel/stats/chart-keys.ts";

test("enters a chart at the end that the key comes from", () => {
  expect(pointAfterKey("ArrowRight", null, 20)).toBe(0);
  expect(pointAfterKey("ArrowLeft", null, 20)).toBe(19);
});

test("goes from point to point, and not beyond the last", () => {
  expect(pointAfterKey("ArrowRight", 3, 20)).toBe(4);
  expect(pointAfterKey("ArrowRight", 19, 20)).toBe(19);
  expect(pointAfterKey("ArrowLeft", 0, 20)).toBe(0);
  expect(pointAfterKey("PageDown", 3, 20)).toBe(13);
  expect(pointAfterKey("PageUp", 3, 20)).toBe(0);
  expect(pointAfterKey("Home", 7, 20)).toBe(0);
  expect(pointAfterKey("End", 7, 20)).toBe(19);
});

test("leaves other keys, and charts without a point, alone", () => {
  expect(pointAfterKey("Tab", 3, 20)).toBeNull();
  expect(pointAfterKey("ArrowRight", null, 0)).toBeNull();
});
