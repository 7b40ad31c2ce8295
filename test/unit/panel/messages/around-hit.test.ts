import { expect, it } from "vitest";
import { aroundHit } from "../../../../src/panel/messages/around-hit.ts";

const FAR = `${"a".repeat(100)} Order 4711 is late`;

it("a row shows the part with what is searched for, which would be cut off", () => {
  expect(aroundHit(FAR, "order 4711")).toBe(`…${"a".repeat(23)} Order 4711 is late`);
});

it.each([
  ["nothing is searched for", FAR, ""],
  ["it is not in it", FAR, "pong"],
  ["it is in sight", '{"order":4711}', "ORDER"],
])("a row shows its beginning where %s", (_, preview, searched) => {
  expect(aroundHit(preview, searched)).toBe(preview);
});
