import { describe, expect, it } from "vitest";
import { MAX_BODY_BYTES, MAX_ROWS, parseRows } from "../../../src/protocol/rows.ts";
import { makeRows } from "../../builders.ts";
import { GARBAGE } from "./garbage.ts";

const COLUMNS = [
  "connection",
  "at",
  "flags",
  "shape",
  "sizeBytes",
  "hash",
  "bufferedBytes",
] as const;

describe("columns from a page", () => {
  it("are taken as they are where they agree", () => {
    const rows = makeRows([1, 2], { bodies: ["a", new Uint8Array([1])] });
    expect(parseRows(structuredClone(rows))).toEqual(rows);
  });

  it.each([...COLUMNS, "firstSeq", "bodies"] as const)(
    "are refused where %s is garbage",
    (field) => {
      const wrong = GARBAGE.filter((value) => value !== null && value !== 0);
      for (const value of wrong) {
        expect(parseRows({ ...makeRows([1, 2]), [field]: value })).toBeNull();
      }
    },
  );

  it.each(COLUMNS)("are refused where %s is longer or shorter than the others", (field) => {
    const rows = makeRows([1, 2]);
    expect(parseRows({ ...rows, [field]: rows[field].slice(0, 1) })).toBeNull();
    expect(parseRows({ ...rows, [field]: makeRows([1, 2, 3])[field] })).toBeNull();
  });

  it.each(["at", "sizeBytes", "bufferedBytes"] as const)(
    "are refused where %s is no figure",
    (field) => {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -Number.MAX_VALUE]) {
        expect(parseRows({ ...makeRows([1]), [field]: Float64Array.of(value) })).toBeNull();
      }
    },
  );

  it("are refused where a size is negative or no whole number", () => {
    for (const size of [-1, 0.5, 2 ** 53]) {
      expect(parseRows(makeRows([1], { sizeBytes: Float64Array.of(size) }))).toBeNull();
    }
  });

  it("are refused where there are too many, or a body is too large", () => {
    const times = Array.from({ length: MAX_ROWS + 1 }, (_, i) => i);
    expect(parseRows(makeRows(times.slice(1)))).not.toBeNull();
    expect(parseRows(makeRows(times))).toBeNull();
    const bodies = [new Uint8Array(MAX_BODY_BYTES + 1)];
    expect(parseRows(makeRows([1], { bodies }))).toBeNull();
  });

  it("are refused where a flag or a shape is not one of ours", () => {
    expect(parseRows(makeRows([1], { flags: Uint8Array.of(32) }))).toBeNull();
    expect(parseRows(makeRows([1], { shape: Uint8Array.of(16) }))).toBeNull();
  });
});
