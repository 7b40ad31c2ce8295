import { expect, test } from "vitest";
import { createMemoryStore } from "../../../../src/panel/rows/memory-store.ts";
import { previewOf, rowsOf, typeInWords } from "../../../../src/panel/rows/message-rows.ts";
import { messagesOf } from "../../../../src/panel/rows/message-source.ts";
import { createRowCache } from "../../../../src/panel/rows/row-cache.ts";
import { ROW_BINARY, ROW_SEND, SHAPE_DIGIT, SHAPE_OBJECT } from "../../../../src/protocol/rows.ts";
import type { StoredRow } from "../../../../src/store/store.ts";
import { makeConnection, T0 } from "../../../builders.ts";

const makeRow = (known: Partial<StoredRow>): StoredRow => ({
  documentId: "d1",
  connectionId: "d1-1",
  seq: 0,
  at: T0,
  flags: ROW_SEND,
  shape: SHAPE_OBJECT,
  sizeBytes: 2,
  bufferedBytes: 0,
  body: "{}",
  ...known,
});
const makeRows = (count: number) =>
  Array.from({ length: count }, (_, i) => makeRow({ seq: i * 3, body: `body ${i}` }));

test("finds a message by its number, and the next one where it was not kept", async () => {
  const store = createMemoryStore(new Map([["d1-1", makeRows(1_000)]]));
  const source = rowsOf(store, 7, "d1-1");
  expect(await source.find(300)).toBe(100);
  expect(await source.find(301)).toBe(101);
});

test("counts the rows anew of a file whose numbers are not in order", async () => {
  const edited = [8, 8, 1.5].map((seq, i) => makeRow({ seq, body: `body ${i}` }));
  const source = rowsOf(createMemoryStore(new Map([["d1-1", edited]])), 7, "d1-1");
  const rows = await source.read(0, 10);
  expect(rows.map(({ seq, body }) => [seq, body])).toEqual([
    [0, "body 0"],
    [1, "body 1"],
    [2, "body 2"],
  ]);
  expect(await source.find(2)).toBe(2);
});

test("falls back to the samples of a connection that was only watched", async () => {
  const connection = makeConnection({
    id: "d1-1",
    first: [{ seq: 2, at: T0, direction: "send", body: "hello" }],
    last: [
      { seq: 2, at: T0, direction: "send", body: "hello" },
      { seq: 9, at: T0 + 5, direction: "receive", body: Uint8Array.of(1, 255) },
    ],
  });
  const source = messagesOf(createMemoryStore(new Map()), 7, () => connection);
  expect(await source.count()).toBe(2);
  expect(source.kind()).toBe("samples");
  const rows = await source.read(0, 10);
  expect(rows.map((row) => previewOf(row, "plain"))).toEqual(["hello", "2 B: 01 ff"]);
});

test("reads a page of rows once, and again when the store has more", async () => {
  let reads = 0;
  const rows = makeRows(150);
  const store = createMemoryStore(new Map([["d1-1", rows]]));
  const source = rowsOf(store, 7, "d1-1");
  const changed: (() => void)[] = [];
  const cache = createRowCache(
    {
      ...source,
      read: (from, limit) => {
        reads++;
        return source.read(from, limit);
      },
    },
    () => "plain",
    () => changed.shift()?.(),
    () => undefined,
  );
  await cache.refresh();
  expect(cache.count()).toBe(150);
  expect(cache.row(120)).toBeUndefined();
  await new Promise<void>((done) => changed.push(done));
  expect(cache.row(120)?.preview).toBe("body 120");
  expect(reads).toBe(1);
  rows.push(makeRow({ seq: 999, body: "late" }));
  await cache.refresh();
  cache.row(150);
  await new Promise<void>((done) => changed.push(done));
  expect(cache.row(150)?.preview).toBe("late");
});

test("names what a message is", () => {
  expect(typeInWords(ROW_BINARY, 1)).toBe("binary");
  expect(typeInWords(0, SHAPE_DIGIT + 4)).toBe("text 4…");
});
