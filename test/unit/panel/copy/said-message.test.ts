import { describe, expect, it } from "vitest";
import { describeCode, fileOf, saidBy } from "../../../../src/panel/copy/said-message.ts";
import { ROW_BINARY, ROW_CUT, ROW_SEND } from "../../../../src/protocol/rows.ts";
import type { StoredRow } from "../../../../src/store/store.ts";

const makeRow = (row: Partial<StoredRow>): StoredRow => ({
  documentId: "doc",
  connectionId: "doc-1",
  seq: 1,
  at: 0,
  flags: ROW_SEND,
  shape: 0,
  sizeBytes: 2,
  bufferedBytes: 0,
  body: "hi",
  ...row,
});

describe("what code says again", () => {
  it("is what the page said, with its bytes where it was binary", () => {
    expect(saidBy(makeRow({}))).toEqual({ body: "hi", isCut: false });
    const bytes = Uint8Array.of(1);
    expect(saidBy(makeRow({ flags: ROW_SEND | ROW_BINARY, body: bytes }))?.body).toBe(bytes);
    expect(describeCode(makeRow({}))).toBe("");
  });

  it("is never what the server said", () => {
    expect(saidBy(makeRow({ flags: 0 }))).toBeNull();
    expect(describeCode(makeRow({ flags: 0 }))).toContain("The server said this");
  });

  it("is nothing where nothing was kept, and knows where only a part was", () => {
    expect(saidBy(makeRow({ body: null }))).toBeNull();
    expect(describeCode(makeRow({ body: null }))).toContain("not kept");
    const cut = makeRow({ flags: ROW_SEND | ROW_CUT });
    expect(saidBy(cut)).toEqual({ body: "hi", isCut: true });
    expect(describeCode(cut)).toContain("only the beginning");
  });
});

it.each([
  ['{"a":1}', false, "m.json"],
  ["[1]", false, "m.json"],
  ["hi", false, "m.txt"],
  ['{"a":', true, "m-beginning.txt"],
  [Uint8Array.of(1), false, "m.bin"],
  [Uint8Array.of(1), true, "m-beginning.bin"],
])("calls the file of %j (cut: %s) %s", (body, isCut, name) => {
  expect(fileOf(body, isCut, "m").name).toBe(name);
});
