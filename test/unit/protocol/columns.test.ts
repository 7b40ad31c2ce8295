import { expect, it } from "vitest";
import { makeColumns, mapStored, ROW_BYTES, STORED_ROW_BYTES } from "../../../src/protocol/rows.ts";

const bytesOf = (columns: object): number =>
  Object.values(columns).reduce((sum, { byteLength }) => sum + byteLength, 0);

it("takes as many bytes as is said of a row, in the page and on the disk", () => {
  const columns = makeColumns(1);
  expect(bytesOf(columns)).toBe(ROW_BYTES);
  expect(bytesOf(mapStored(columns, (column) => column))).toBe(STORED_ROW_BYTES);
});
