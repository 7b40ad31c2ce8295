import { describe, expect, it } from "vitest";
import { createKeeper } from "../../../src/store/keeper.ts";
import { createMemory } from "../../../src/store/memory.ts";
import type { createRecorder } from "../../../src/store/recorder.ts";
import type { Recorded } from "../../../src/store/write.ts";
import { makeRows } from "../../builders.ts";

const UNLIMITED = { rows: Number.POSITIVE_INFINITY, storedBytes: Number.POSITIVE_INFINITY };
const recorded = (tabId: number, firstSeq: number): Recorded => ({
  ...{ tabId, documentId: "d", lateBodies: [], wall: (at: number) => at },
  rows: [makeRows([1, 2, 3], { firstSeq })],
});

/** A disk that takes what comes while nothing is wrong with it. */
function makeKeeper() {
  const disk = { error: null as unknown, written: [] as number[] };
  const refuse = async () => {
    if (disk.error) throw disk.error;
  };
  const recorder: ReturnType<typeof createRecorder> = {
    async write(tabId) {
      await refuse();
      disk.written.push(tabId);
      return { count: 0, sizeBytes: 0 };
    },
    async sweep() {
      await refuse();
      return { count: 0, sizeBytes: 0 };
    },
    forget: refuse,
    tabs: async () => [],
    failure: () => null,
  };
  return { disk, keeper: createKeeper(recorder, createMemory()) };
}

describe("what is recorded", () => {
  it("does not go to memory where its tab was closed while the disk refused it", async () => {
    const { disk, keeper } = makeKeeper();
    disk.error = new DOMException("Internal error", "UnknownError");
    const writing = keeper.write(1, [recorded(1, 0)], UNLIMITED);
    const forgetting = keeper.forget(1).catch(() => {});
    expect(await writing).toEqual([]);
    await forgetting;
    expect(keeper.memory.has(1)).toBe(false);
  });

  it("goes to memory where the disk is full, and says so of that tab alone", async () => {
    const { disk, keeper } = makeKeeper();
    disk.error = new DOMException("too much", "QuotaExceededError");
    expect(await keeper.write(1, [recorded(1, 0)], UNLIMITED)).toEqual([]);
    expect(keeper.stateOf(1)).toMatchObject({ place: "memory", why: "full" });
    expect(keeper.stateOf(2)).toEqual({ place: "disk" });
    expect(await keeper.memory.reader.count(1, null)).toBe(3);
  });

  it("tells a database that is broken from a disk that is full", async () => {
    const { disk, keeper } = makeKeeper();
    disk.error = new DOMException("Internal error", "UnknownError");
    await keeper.write(1, [recorded(1, 0)], UNLIMITED);
    expect(keeper.stateOf(1)).toEqual({
      ...{ place: "memory", why: "broken", detail: "UnknownError: Internal error" },
    });
  });

  it("stays in memory for a tab that began there, so that its rows stand in order", async () => {
    const { disk, keeper } = makeKeeper();
    disk.error = new Error("blocked");
    await keeper.write(1, [recorded(1, 0)], UNLIMITED);
    disk.error = null;
    await keeper.write(1, [recorded(1, 3)], UNLIMITED);
    await keeper.write(2, [recorded(2, 0)], UNLIMITED);
    expect(disk.written).toEqual([2]);
    expect(await keeper.memory.reader.count(1, null)).toBe(6);
    await keeper.forget(1);
    await keeper.write(1, [recorded(1, 6)], UNLIMITED);
    expect(disk.written).toEqual([2, 1]);
    expect(keeper.stateOf(1)).toEqual({ place: "disk" });
  });
});
