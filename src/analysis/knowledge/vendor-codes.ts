import data from "../data/vendor-codes.json" with { type: "json" };
import type { Retry } from "./close-codes.ts";

/** What one service or library means by a code. Codes from 3000 upward collide between them. */
export type VendorCode = {
  vendor: string;
  code: number | string;
  name: string;
  meaning: string;
  retry: Retry;
  note?: string;
  range?: number[];
  source: string;
};

export const VENDOR_CODES = data.vendorCodes as VendorCode[];

const holds = (row: VendorCode, code: number) =>
  row.code === code ||
  (row.range !== undefined &&
    code >= (row.range[0] ?? Number.POSITIVE_INFINITY) &&
    code <= (row.range[1] ?? Number.NEGATIVE_INFINITY));

const rowsByCode = new Map<number, VendorCode[]>();

/** Every row for a code, a code of its own before a range that holds it. */
export function vendorRows(code: number): VendorCode[] {
  let rows = rowsByCode.get(code);
  if (!rows) {
    rows = VENDOR_CODES.filter((row) => holds(row, code)).sort(
      (a, b) => Number(a.range !== undefined) - Number(b.range !== undefined),
    );
    // One session in trouble asks for the same few codes thousands of times; there are 65,536 in all.
    rowsByCode.set(code, rows);
  }
  return rows;
}
