import { describe, expect, it } from "vitest";
import type { IndexEntry } from "../../../src/store/database.ts";
import { placeSegments, sequenceOf } from "../../../src/store/order.ts";

const entry = (documentId: string, startAt: number, endAt: number, rows = 10): IndexEntry => ({
  documentId,
  firstSeq: 0,
  nextSeq: rows,
  rows,
  startAt,
  endAt,
  messageBytes: 0,
  storedBytes: 0,
  hasBlobs: false,
  counts: [
    [1, rows - 1],
    [2, 1],
  ],
});
const boundsOf = (documents: IndexEntry[][]) =>
  placeSegments(documents).map(({ entry, least, most }) => [entry.documentId, least, most]);

describe("segments of a tab", () => {
  it("stand one after the other where their times do not overlap", () => {
    const documents = [[entry("a", 0, 9), entry("a", 20, 29)], [entry("b", 10, 19)]];
    expect(boundsOf(documents)).toEqual([
      ["a", 0, 10],
      ["a", 20, 30],
      ["b", 10, 20],
    ]);
  });

  it("may stand anywhere among those of other documents in whose time they fall", () => {
    const documents = [[entry("a", 0, 100)], [entry("b", 10, 20), entry("b", 90, 110)]];
    expect(boundsOf(documents)).toEqual([
      ["a", 0, 30],
      ["b", 0, 20],
      ["b", 10, 30],
    ]);
  });

  it("keep the order of their document where the clock went back", () => {
    const documents = [[entry("a", 1_000, 1_010), entry("a", 0, 5), entry("a", 6, 12)]];
    expect(boundsOf(documents)).toEqual([
      ["a", 0, 10],
      ["a", 10, 20],
      ["a", 20, 30],
    ]);
  });

  it("are counted for one connection alone", () => {
    const { starts, count } = sequenceOf([entry("a", 0, 1), entry("a", 2, 3)], "a-2");
    expect(starts).toEqual([0, 1]);
    expect(count).toBe(2);
  });
});
