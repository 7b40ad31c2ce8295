import { expect, test } from "vitest";
import { isTight } from "../../../src/panel/ui/use-window-size.ts";

test("a window that is docked low, zoomed or narrow has no room for the timeline", () => {
  const tight = ([widthPx, heightPx]: [number, number]) => isTight({ widthPx, heightPx });
  const sizes: [number, number][] = [
    [1280, 350],
    [853, 480],
    [400, 720],
    [1280, 720],
    [400, 900],
  ];
  expect(sizes.map(tight)).toEqual([true, true, true, false, false]);
});
