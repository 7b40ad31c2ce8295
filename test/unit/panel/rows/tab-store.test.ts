import { describe, expect, it } from "vitest";
import type { Runtime } from "webextension-polyfill";
import { createRowPorts } from "../../../../src/background/row-ports.ts";
import { createTabStore } from "../../../../src/panel/rows/tab-store.ts";
import type { StorageState } from "../../../../src/protocol/storage.ts";
import type { ViewPort } from "../../../../src/shared/view-link.ts";
import { createMemory } from "../../../../src/store/memory.ts";
import type { StoreReader } from "../../../../src/store/store.ts";
import type { Recorded } from "../../../../src/store/write.ts";
import { makeRows } from "../../../builders.ts";

const UNLIMITED = { rows: Number.POSITIVE_INFINITY, storedBytes: Number.POSITIVE_INFINITY };
const MIB = 1024 * 1024;
const FULL: StorageState = { place: "memory", why: "full", detail: "" };

const recorded = (firstSeq: number, n: number, body: string): Recorded => ({
  ...{ tabId: 7, documentId: "d", lateBodies: [], wall: (at: number) => at },
  rows: [
    makeRows(
      Array.from({ length: n }, (_, i) => firstSeq + i),
      { firstSeq, bodies: Array(n).fill(body) },
    ),
  ],
});

const storeWith = (...parts: Recorded[]) => {
  const memory = createMemory();
  for (const part of parts) memory.write(7, [part], UNLIMITED);
  return memory.reader;
};

/** Two ends of a port in one process; `answers` counts what the background sent. */
function makeConnect(memory: StoreReader) {
  const counted = { answers: 0 };
  const rowPorts = createRowPorts(memory);
  const connect = (): ViewPort => {
    const inPanel: ((message: unknown) => void)[] = [];
    const inBackground: ((message: unknown) => void)[] = [];
    const background = {
      name: "rows:7",
      onMessage: { addListener: (listener: () => void) => inBackground.push(listener) },
      postMessage(message: unknown) {
        counted.answers++;
        for (const hear of inPanel) hear(structuredClone(message));
      },
    };
    rowPorts.connect(background as unknown as Runtime.Port);
    return {
      onMessage: { addListener: (listener) => inPanel.push(listener) },
      onDisconnect: { addListener: () => {} },
      postMessage: (message) => {
        for (const hear of inBackground) hear(structuredClone(message));
      },
      disconnect: () => {},
    };
  };
  return { connect, counted };
}

describe("a tab whose recording went on in memory", () => {
  it("has its rows in one order: those on disk, then those in the background's memory", async () => {
    const { connect } = makeConnect(storeWith(recorded(5, 5, "memory")));
    const store = createTabStore(storeWith(recorded(0, 5, "disk")), () => FULL, connect);
    expect(await store.count(7, "d-1")).toBe(10);
    const rows = await store.read(7, "d-1", 3, 4);
    expect(rows.map(({ seq, body }) => [seq, body])).toEqual([
      [3, "disk"],
      [4, "disk"],
      [5, "memory"],
      [6, "memory"],
    ]);
    expect((await store.read(7, "d-1", 8, 10)).map(({ seq }) => seq)).toEqual([8, 9]);
    expect(await store.find(7, "d-1", 2)).toBe(2);
    expect(await store.find(7, "d-1", 8)).toBe(8);
  });

  it("is read in answers that fit through a port", async () => {
    const { connect, counted } = makeConnect(storeWith(recorded(0, 6, "x".repeat(5 * MIB))));
    const store = createTabStore(null, () => FULL, connect);
    const rows = await store.read(7, null, 0, 50);
    expect(rows.map(({ body }) => body?.length)).toEqual(Array(6).fill(5 * MIB));
    expect(counted.answers).toBeGreaterThan(3);
  });

  it("does not ask the background while all is on disk", async () => {
    const { connect, counted } = makeConnect(storeWith());
    const disk = storeWith(recorded(0, 3, "disk"));
    const store = createTabStore(disk, () => ({ place: "disk" }), connect);
    expect(await store.count(7, "d-1")).toBe(3);
    expect(counted.answers).toBe(0);
  });
});
