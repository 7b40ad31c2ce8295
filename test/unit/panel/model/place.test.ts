import { expect, test } from "vitest";
import { findPlace } from "../../../../src/panel/model/place.ts";

test("is a panel of DevTools where a tab is inspected", () => {
  expect(findPlace("?tab=3", 7)).toEqual({ kind: "devtools", tabId: 7 });
});

test("shows the tab that the address names, and exports when it says so", () => {
  expect(findPlace("?tab=3&export=1", undefined)).toEqual({
    kind: "tab",
    tabId: 3,
    exportAtOnce: true,
  });
});

test("is a viewer without a tab, or with one that is not a number", () => {
  expect(findPlace("", undefined)).toEqual({ kind: "viewer", demo: false });
  expect(findPlace("?demo", undefined)).toEqual({ kind: "viewer", demo: true });
  expect(findPlace("?tab=-1x", undefined)).toEqual({ kind: "viewer", demo: false });
});
