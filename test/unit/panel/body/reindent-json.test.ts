import { expect, test } from "vitest";
import { reindentJson } from "../../../../src/panel/body/reindent-json.ts";

test("gives each field a line of its own and keeps empty objects on theirs", () => {
  expect(reindentJson('{"a":1,"b":[1,{}],"c":[]}')).toBe(
    '{\n  "a": 1,\n  "b": [\n    1,\n    {}\n  ],\n  "c": []\n}',
  );
});

test("keeps numbers, repeated keys and escapes as they came", () => {
  const text = '{"id":12345678901234567890,"id":1.0,"s":"\\u0041{,}"}';
  const indented = reindentJson(text);
  expect(indented).toContain("12345678901234567890");
  expect(indented).toContain('"id": 1.0');
  expect(indented).toContain('"\\u0041{,}"');
});

test("says that a text is not JSON rather than guess", () => {
  expect(reindentJson("{a:1}")).toBeNull();
});

test("does not drown deep nesting in spaces", () => {
  const deep = "[".repeat(5_000) + "]".repeat(5_000);
  expect((reindentJson(deep) ?? "").length).toBeLessThan(1_000_000);
});

test("takes a text of many MiB", () => {
  const long = JSON.stringify(['"'.repeat(10_000_000)]);
  expect(reindentJson(long)).toHaveLength(long.length + 4);
});
