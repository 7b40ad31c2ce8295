import { expect, test } from "vitest";
import { roomForTimeline } from "../../../src/panel/ui/use-window-size.ts";

test("a window that is docked low has room for a low timeline, a narrow or tiny one for none", () => {
  const roomOf = ([widthPx, heightPx]: [number, number]) => roomForTimeline({ widthPx, heightPx });
  const sizes: [number, number][] = [
    [1280, 350],
    [853, 480],
    [400, 720],
    [1280, 720],
    [400, 900],
    [1280, 280],
  ];
  expect(sizes.map(roomOf)).toEqual(["low", "low", "none", "whole", "whole", "none"]);
});
