import { expect, test } from "vitest";
import { indexAfterKey } from "../../../../../src/panel/ui/rows/list-keys.ts";

test("moves by one and stops at both ends", () => {
  expect(indexAfterKey("ArrowDown", 0, 3, 2)).toBe(1);
  expect(indexAfterKey("ArrowDown", 2, 3, 2)).toBe(2);
  expect(indexAfterKey("ArrowUp", 0, 3, 2)).toBe(0);
});

test("begins at the nearer end while nothing is selected", () => {
  expect(indexAfterKey("ArrowDown", -1, 3, 2)).toBe(0);
  expect(indexAfterKey("ArrowUp", -1, 3, 2)).toBe(2);
});

test("leaves other keys, and an empty list, alone", () => {
  expect(indexAfterKey("a", 0, 3, 2)).toBeNull();
  expect(indexAfterKey("End", -1, 0, 2)).toBeNull();
});
