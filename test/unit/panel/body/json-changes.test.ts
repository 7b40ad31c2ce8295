import { expect, it } from "vitest";
import { jsonChanges } from "../../../../src/panel/body/json-changes.ts";

it("tells each place that differs, whatever the order of the fields", () => {
  const before = '{"id":1,"user":{"name":"a","age":3},"tags":["x","y"]}';
  const after = '{"user":{"age":3,"name":"b"},"tags":["x"],"id":1,"new":{"deep":1}}';
  expect(jsonChanges(before, after)).toEqual([
    {
      path: "$.user.name",
      before: expect.stringContaining("a"),
      after: expect.stringContaining("b"),
    },
    { path: "$.tags[1]", before: expect.stringContaining("y"), after: null },
    { path: "$.new", before: null, after: "{1 fields}" },
  ]);
});

it("finds no change in another order or spacing, and one in another type", () => {
  expect(jsonChanges('{"a":1,"b":2}', '{ "b": 2, "a": 1 }')).toEqual([]);
  expect(jsonChanges('{"a":1}', '{"a":"1"}')).toHaveLength(1);
  expect(jsonChanges('{"a":[]}', '{"a":{}}')).toHaveLength(1);
});

it("is for JSON with parts alone", () => {
  expect(jsonChanges("1", "2")).toBeNull();
  expect(jsonChanges("[1]", "{}")).toBeNull();
  expect(jsonChanges("no", "{}")).toBeNull();
});

it("says nothing of what is too deep to be told", () => {
  const deep = (leaf: string) => `${"[".repeat(5_000)}${leaf}${"]".repeat(5_000)}`;
  expect(jsonChanges(deep("1"), deep("2"))).toBeNull();
});
