import { describe, expect, it } from "vitest";
import { ROW_BLOB } from "../../../src/protocol/rows.ts";
import { createMemory } from "../../../src/store/memory.ts";
import type { Recorded } from "../../../src/store/write.ts";
import { makeRows } from "../../builders.ts";

const UNLIMITED = { rows: Number.POSITIVE_INFINITY, storedBytes: Number.POSITIVE_INFINITY };
const KIB = "x".repeat(1024);

/** Rows `from` to `from + n` of document `d`, each of 1 KiB, of connections 1 and 2 in turn. */
const recorded = (from: number, n: number): Recorded => {
  const seqs = Array.from({ length: n }, (_, i) => from + i);
  const rows = makeRows(seqs, {
    firstSeq: from,
    connection: Uint32Array.from(seqs, (seq) => 1 + (seq % 2)),
    bodies: seqs.map(() => KIB),
  });
  return { tabId: 1, documentId: "d", rows: [rows], lateBodies: [], wall: (at) => at };
};
const seqsOf = async (
  { reader }: ReturnType<typeof createMemory>,
  connectionId: string | null,
  tabId = 1,
) => (await reader.read(tabId, connectionId, 0, 1_000)).map(({ seq }) => seq);

describe("rows in memory", () => {
  it("are read like those on disk, each once although it came twice", async () => {
    const memory = createMemory();
    memory.write(1, [recorded(0, 4)], UNLIMITED);
    memory.write(1, [recorded(2, 4)], UNLIMITED);
    expect(await seqsOf(memory, null)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await seqsOf(memory, "d-2")).toEqual([1, 3, 5]);
    expect(await memory.reader.count(1, "d-1")).toBe(3);
    expect(await memory.reader.find(1, "d-1", 3)).toBe(2);
    expect(await memory.reader.count(2, null)).toBe(0);
  });

  it("give way, the oldest of all tabs first, and each loss is told for its tab", async () => {
    const memory = createMemory(100 * 1024);
    expect(memory.write(1, [recorded(0, 40)], UNLIMITED)).toEqual([]);
    expect(memory.write(2, [recorded(0, 40)], UNLIMITED)).toEqual([]);
    const went = memory.write(2, [recorded(40, 40)], UNLIMITED);
    expect(went).toEqual([{ tabId: 1, count: 40, sizeBytes: 400 }]);
    expect(memory.sums()).toEqual([{ tabId: 2, count: 80, sizeBytes: 800 }]);
    expect(memory.has(1)).toBe(false);
  });

  it("stay within the budget of their tab", async () => {
    const memory = createMemory();
    const budget = { rows: 25, storedBytes: UNLIMITED.storedBytes };
    const counts = [0, 10, 20].map((from) => memory.write(1, [recorded(from, 10)], budget));
    expect(counts).toEqual([[], [], [{ tabId: 1, count: 10, sizeBytes: 100 }]]);
    expect(await memory.reader.count(1, null)).toBe(20);
  });

  it("are deleted one by one where their connection is not kept, and counted", async () => {
    const memory = createMemory();
    memory.write(1, [recorded(0, 6)], UNLIMITED);
    expect(memory.sweep(1, ["d-2"])).toEqual({ count: 3, sizeBytes: 30 });
    expect(await seqsOf(memory, null)).toEqual([1, 3, 5]);
    expect(await memory.reader.find(1, "d-2", 4)).toBe(2);
    expect(memory.sweep(1, ["d-2"])).toEqual({ count: 0, sizeBytes: 0 });
    expect(memory.sweep(1, [])).toEqual({ count: 3, sizeBytes: 30 });
    expect(memory.sums()).toEqual([]);
  });

  it("get the bodies of Blobs that come later", async () => {
    const memory = createMemory();
    const { rows, ...rest } = recorded(0, 2);
    const blobs = rows.map((batch) => ({
      ...batch,
      flags: Uint8Array.of(0, ROW_BLOB),
      bodies: null,
    }));
    memory.write(1, [{ ...rest, rows: blobs }], UNLIMITED);
    const body = Uint8Array.of(1, 2, 3);
    memory.write(1, [{ ...rest, rows: [], lateBodies: [{ seq: 1, body }] }], UNLIMITED);
    const read = await memory.reader.read(1, null, 0, 10);
    expect(read.map((row) => row.body)).toEqual([null, body]);
  });

  it("count a body once that came again", async () => {
    const memory = createMemory();
    const body = new Uint8Array(1_000);
    const { rows, ...rest } = recorded(0, 2);
    const blobs = rows.map((batch) => ({
      ...batch,
      flags: Uint8Array.of(ROW_BLOB, 0),
      bodies: null,
    }));
    const late = { ...rest, rows: [], lateBodies: [{ seq: 0, body }] };
    memory.write(1, [{ ...rest, rows: blobs }, late], UNLIMITED);
    const other = createMemory(4_500);
    other.write(1, [{ ...rest, rows: blobs }, late], UNLIMITED);
    // Ten more of it would not have room.
    for (let i = 0; i < 10; i++) expect(other.write(1, [late], UNLIMITED)).toEqual([]);
    expect(await other.reader.read(1, null, 0, 10)).toEqual(
      await memory.reader.read(1, null, 0, 10),
    );
  });

  it("count those bodies against the budget, and take none of a row that has all it had", async () => {
    const memory = createMemory();
    const { rows, ...rest } = recorded(0, 3);
    const flags = Uint8Array.of(ROW_BLOB, ROW_BLOB, 0);
    const blobs = rows.map((batch) => ({ ...batch, flags, bodies: null }));
    memory.write(1, [{ ...rest, rows: blobs }], UNLIMITED);
    const write = (seqs: number[], storedBytes: number) => {
      const lateBodies = seqs.map((seq) => ({ seq, body: new Uint8Array(1_000) }));
      return memory.write(1, [{ ...rest, rows: [], lateBodies }], { ...UNLIMITED, storedBytes });
    };
    expect(write([0, 2, 3, 100], 1_200)).toEqual([]);
    // The row of the other connection takes its body with it.
    expect(memory.sweep(1, ["d-1"])).toEqual({ count: 1, sizeBytes: 10 });
    expect(write([0], 1_200)).toEqual([]);
    expect(write([1], 1_200)).toEqual([]);
    memory.sweep(1, ["d-1", "d-2"]);
    expect(memory.sums()).toEqual([{ tabId: 1, count: 2, sizeBytes: 20 }]);
    expect(write([0], 1_000)).toEqual([{ tabId: 1, count: 2, sizeBytes: 20 }]);
  });

  it("show at once what came and what went between two looks", async () => {
    const memory = createMemory();
    memory.write(1, [recorded(0, 2)], UNLIMITED);
    expect(await seqsOf(memory, null)).toEqual([0, 1]);
    memory.write(1, [recorded(2, 2)], UNLIMITED);
    expect(await seqsOf(memory, null)).toEqual([0, 1, 2, 3]);
    memory.sweep(1, ["d-2"]);
    expect(await seqsOf(memory, null)).toEqual([1, 3]);
    memory.forget(1);
    expect(await seqsOf(memory, null)).toEqual([]);
  });

  it("are found among very many segments by looking at each but once", async () => {
    const memory = createMemory(Number.POSITIVE_INFINITY);
    // Each envelope after the first leaves a hole, so that none joins another.
    const envelopes = Array.from({ length: 20_000 }, (_, i) => recorded(2 * i, 1));
    memory.write(1, envelopes, UNLIMITED);
    expect(await memory.reader.count(1, null)).toBe(20_000);
    for (let at = 0; at < 20_000; at += 1_000) {
      const [row] = await memory.reader.read(1, null, at, 50);
      expect(row?.seq).toBe(2 * at);
    }
  });
});
