import { expect, it } from "vitest";
import { parseJson } from "../../../src/har/parse-json.ts";
import { weighJson } from "../../../src/har/weigh-json.ts";

const MIB = 1024 * 1024;
const weigh = (json: string) => weighJson(json, Number.POSITIVE_INFINITY);

it.each([
  ["lists", "[],", 15],
  ["objects", "{},", 15],
  ["numbers", "1,", 10],
  ["texts", '"a",', 10],
])("knows that %s take many times their letters", (_, unit, times) => {
  const json = `[${unit.repeat(10_000)}0]`;
  expect(weigh(json)).toBeGreaterThan(times * json.length);
});

it("counts a long text once, whatever brackets and quotes are in it", () => {
  for (const text of ["x".repeat(MIB), '[],{},\\"'.repeat(100_000), "\\\\".repeat(100_000)]) {
    const json = `["${text}"]`;
    expect(weigh(json)).toBeLessThan(json.length + 1_000);
  }
});

it("counts names of their own in an object that has very many", () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `"name${i}":0`);
  expect(weigh(`{${names.join(",")}}`)).toBeGreaterThan(10 * MIB);
});

it("stops counting at the bound, and in a text that does not end", () => {
  expect(weighJson("[".repeat(MIB), 1_000)).toBeLessThan(1_100);
  expect(weigh('["never ends')).toBeLessThan(200);
  expect(weigh("]]]}}}")).toBe(0);
});

it("is asked before anything is parsed", () => {
  expect(() => parseJson(`[${"[],".repeat(8 * MIB)}[]]`)).toThrow(
    "the file is too large: its values would take more than 256 MiB of memory",
  );
});
