import { describe, expect, it } from "vitest";
import type { IndexEntry } from "../../../src/store/database.ts";
import { inOrderOfTime } from "../../../src/store/read.ts";

const entry = (documentId: string, firstSeq: number, startAt: number): IndexEntry => ({
  tabId: 1,
  documentId,
  firstSeq,
  startAt,
  rows: 10,
  counts: [[1, 10]],
});
const namesOf = (entries: IndexEntry[]) => entries.map((e) => `${e.documentId}${e.firstSeq}`);

describe("segments of a tab", () => {
  it("stand side by side by their times", () => {
    const entries = [entry("a", 0, 10), entry("a", 10, 30), entry("b", 0, 20)];
    expect(namesOf(inOrderOfTime(entries))).toEqual(["a0", "b0", "a10"]);
  });

  it("keep the order of their document where the clock went back", () => {
    const entries = [entry("a", 0, 30), entry("a", 10, 20), entry("b", 0, 25)];
    expect(namesOf(inOrderOfTime(entries))).toEqual(["b0", "a0", "a10"]);
  });
});
