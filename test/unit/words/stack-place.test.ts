import { expect, test } from "vitest";
import { readPlace } from "../../../src/words/stack-place.ts";

test("reads line and column from the end of a line of a stack", () => {
  expect(readPlace("    at open (https://host.test:8080/chat.js:41:7)")).toEqual({
    url: "at open (https://host.test:8080/chat.js",
    line: 41,
    column: 7,
  });
  expect(readPlace("open@https://host.test/chat.js:4:7")?.line).toBe(4);
});

test.each([
  "",
  ":1:2",
  "at new Promise (<anonymous>)",
  "at https://host.test/chat.js:41",
  "at https://host.test/chat.js:x:7",
  "1:2:",
])("finds no place in “%s”", (line) => {
  expect(readPlace(line)).toBeNull();
});
