import { describe, expect, it } from "vitest";
import { readJson } from "../../../src/har/json-part.ts";

const MIB = 1024 * 1024;

const divide = (json: string, name: string) => {
  const { parseRest, part } = readJson(json).without(name);
  return [parseRest(), part?.parse()];
};
const list = (json: string) => {
  const items: unknown[] = [];
  for (const item of readJson(json).items() ?? []) items.push(item.parse());
  return items;
};

describe("an object without one member", () => {
  it.each([
    ['{"a":1,"b":[1,{"b":2}],"c":3}', { a: 1, b: null, c: 3 }, [1, { b: 2 }]],
    [' { "b" : "x,}\\"" } ', { b: null }, 'x,}"'],
    ['{"b":{},"b":7}', { b: null }, 7],
    ['{"\\u0062":7}', { b: null }, 7],
    ['{"a":{"b":1}}', { a: { b: 1 } }, undefined],
    ['["b",{"b":1}]', ["b", { b: 1 }], undefined],
    ['{"a":"b"}', { a: "b" }, undefined],
    ['"b"', "b", undefined],
    ['\ufeff{"b":1}', { b: null }, 1],
  ])("of %s", (json, rest, part) => {
    expect(divide(json, "b")).toEqual([rest, part]);
  });

  it.each(['{"b":[', '{"b":1', '{"b":1}}', '{"b":1} x', "{,}", ""])("is none: %j", (json) => {
    expect(() => divide(json, "b")).toThrow();
  });
});

describe("a list, one by one", () => {
  it.each([
    ["[]", []],
    ["[ ]", []],
    [' [1, [2,"],["], {"a":[3]}] ', [1, [2, "],["], { a: [3] }]],
  ])("of %s", (json, items) => {
    expect(list(json)).toEqual(items);
  });

  it.each(["[1,]", "[,]", "[1 2]", "[1", "[1}", "[1]]", "[[1}]"])("is none: %s", (json) => {
    expect(() => list(json)).toThrow("line 1, column");
  });

  it.each(["{}", "1", '"[]"'])("is none at all: %s", (json) => {
    expect(readJson(json).items()).toBeNull();
  });

  it("is told to be too deep rather than followed for ever", () => {
    expect(() => list("[".repeat(4 * MIB))).toThrow("the file is nested too deeply to be read");
  });
});
