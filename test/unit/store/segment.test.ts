import { describe, expect, it } from "vitest";
import type { Rows } from "../../../src/protocol/rows.ts";
import { SEGMENT_BYTES, takeRows } from "../../../src/store/segment.ts";
import { type Recorded, takeSegments } from "../../../src/store/write.ts";

const makeRows = (firstSeq: number, n: number, body = "x"): Rows => ({
  firstSeq,
  connection: new Uint32Array(n).fill(1),
  at: Float64Array.from({ length: n }, (_, i) => i),
  flags: new Uint8Array(n),
  shape: new Uint8Array(n),
  sizeBytes: new Float64Array(n),
  hash: new Uint32Array(n),
  bufferedBytes: new Float64Array(n),
  bodies: new Array<string>(n).fill(body),
});
const envelope = (...rows: Rows[]): Recorded => ({
  tabId: 1,
  documentId: "d",
  rows,
  lateBodies: [],
  wall: (at) => 1_000 + at,
});
const spansOf = (envelopes: Recorded[], nextSeq = 0) =>
  takeSegments(envelopes, nextSeq).map(({ firstSeq, connection }) => [firstSeq, connection.length]);

describe("rows that are to be stored", () => {
  it("have the time of the wall clock", () => {
    expect(takeRows(makeRows(0, 2), 0, (at) => 500 + at)?.at).toEqual(Float64Array.of(500, 501));
  });

  it("share a segment while they follow each other", () => {
    expect(spansOf([envelope(makeRows(0, 5)), envelope(makeRows(5, 7))])).toEqual([[0, 12]]);
  });

  it("begin a new segment after a gap", () => {
    expect(spansOf([envelope(makeRows(0, 5)), envelope(makeRows(9, 2))])).toEqual([
      [0, 5],
      [9, 2],
    ]);
  });

  it("begin a new segment where one is large enough", () => {
    const large = makeRows(0, 1, "x".repeat(SEGMENT_BYTES));
    expect(spansOf([envelope(large), envelope(makeRows(1, 3))])).toEqual([
      [0, 1],
      [1, 3],
    ]);
  });

  it("are passed over as far as they were stored before", () => {
    expect(spansOf([envelope(makeRows(0, 5)), envelope(makeRows(5, 5))], 7)).toEqual([[7, 3]]);
    expect(spansOf([envelope(makeRows(0, 5))], 5)).toEqual([]);
  });
});
