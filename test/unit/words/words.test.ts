import { describe, expect, it } from "vitest";
import {
  countOf,
  formatBytes,
  formatCount,
  formatDuration,
  listOf,
} from "../../../src/words/words.ts";

describe("words", () => {
  it.each([
    [0, "0 ms"],
    [0.4, "less than 1 ms"],
    [-5, "0 ms"],
    [850, "850 ms"],
    [999.6, "1 s"],
    [62_100, "62.1 s"],
    [60_000, "60 s"],
    [245_000, "4 min 5 s"],
    [240_000, "4 min"],
    [7_800_000, "2 h 10 min"],
    [187_200_000, "2 d 4 h"],
    [Number.NaN, "an unknown time"],
    [Number.POSITIVE_INFINITY, "an unknown time"],
    [1e300, "an unknown time"],
  ])("says %s ms as %s", (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });

  it.each([
    [0, "0 B"],
    [512, "512 B"],
    [1_536, "1.5 KiB"],
    [1_048_575, "1 MiB"],
    [2 ** 50, "1024 TiB"],
    [Number.NaN, "an unknown size"],
    [1e300, "an unknown size"],
  ])("says %s bytes as %s", (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });

  it("counts and lists", () => {
    expect(formatCount(1_234_567)).toBe("1,234,567");
    expect(formatCount(999)).toBe("999");
    expect(formatCount(1e300)).toBe("an unknown number");
    expect(countOf(1, "message")).toBe("1 message");
    expect(countOf(0, "entry", "entries")).toBe("0 entries");
    expect(listOf([])).toBe("");
    expect(listOf(["a", "b", "c"])).toBe("a, b and c");
  });
});
