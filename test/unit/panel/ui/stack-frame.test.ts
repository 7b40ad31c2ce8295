import { expect, test } from "vitest";
import { firstFrame } from "../../../../src/panel/ui/stack-frame.ts";

test("finds the first frame of a Chromium stack", () => {
  const stack =
    "    at open (https://host.test/src/chat.ts?v=3:41:17)\n    at https://host.test/m.js:1:2";
  expect(firstFrame(stack)).toEqual({
    url: "https://host.test/src/chat.ts?v=3",
    line: 41,
    column: 17,
    label: "chat.ts:41",
  });
});

test("finds the first frame of a Firefox stack", () => {
  expect(firstFrame("open@https://host.test/chat.js:4:7")?.label).toBe("chat.js:4");
});

test("names the host where a page's own inline script opened the socket", () => {
  expect(firstFrame("at https://host.test/:12:3")?.label).toBe("host.test:12");
});

test("passes over frames that have no address", () => {
  expect(firstFrame("at new Promise (<anonymous>)\nat https://host.test/a.js:1:2")?.label).toBe(
    "a.js:1",
  );
  expect(firstFrame(null)).toBeNull();
});
