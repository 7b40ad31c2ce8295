import { expect, it } from "vitest";
import { createMemoryStore } from "../../../../src/panel/rows/memory-store.ts";
import { READ_ROWS, readAll } from "../../../../src/panel/rows/read-all.ts";
import type { StoredRow, StoreReader } from "../../../../src/store/store.ts";

const rowOf = (seq: number): StoredRow => ({
  ...{ documentId: "d", connectionId: "d-1", seq, at: seq, flags: 0, shape: 0 },
  ...{ sizeBytes: 1, bufferedBytes: 0, body: null },
});

it("reads each row once while the oldest are deleted in front of it", async () => {
  const total = 4 * READ_ROWS;
  let rows = Array.from({ length: total }, (_, seq) => rowOf(seq));
  const store: StoreReader = {
    count: async () => rows.length,
    async read(_tabId, _connectionId, from, limit) {
      const found = rows.slice(from, from + limit);
      rows = rows.slice(100);
      return found;
    },
    find: async (_tabId, _connectionId, seq) => rows.filter((row) => row.seq < seq).length,
  };
  const seqs: number[] = [];
  for await (const { seq } of readAll(store, 1, "d-1")) seqs.push(seq);
  expect(seqs).toEqual(Array.from({ length: total }, (_, seq) => seq));
});

it("stops where the session ended that is written, though more rows have arrived", async () => {
  const rows = Array.from({ length: 2 * READ_ROWS }, (_, seq) => rowOf(seq));
  const store = createMemoryStore(new Map([["d-1", rows]]));
  const seqs: number[] = [];
  for await (const { seq } of readAll(store, 1, "d-1", READ_ROWS + 7)) seqs.push(seq);
  expect(seqs).toEqual(Array.from({ length: READ_ROWS + 7 }, (_, seq) => seq));
});
