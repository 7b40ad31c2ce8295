import type { Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ROW_BLOB } from "../../../src/protocol/rows.ts";
import { type BrowserHandle, launchBrowser } from "../../harness/launch-browser.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";
import { type DrivenStore, driveStore } from "./driven-store.ts";
import { bodyOf, type Traffic } from "./traffic.ts";

/** Numbers that the browser gives to no tab of this test. */
const BIG_TAB = 900_001;
const SMALL_TAB = 900_002;
const ROWS = 1_000_000;

let browser: BrowserHandle;
let page: Page;
let store: DrivenStore;

beforeAll(async () => {
  browser = await launchBrowser({ extension: EXTENSION });
  const url = `chrome-extension://${browser.extensionId}/extension/welcome.html`;
  page = await browser.openPage(url);
  store = await driveStore((text) => page.evaluate(text));
});
afterAll(() => browser?.close());

const trafficOf = (documentId: string, given: Partial<Traffic>): Traffic => ({
  documentId,
  fromSeq: 0,
  rows: 1_000,
  connections: 1,
  startAt: 1_000_000,
  stepMs: 1,
  batchRows: 1_000,
  batches: 4,
  ...given,
});
const rowOf = (documentId: string, seq: number) => ({
  documentId,
  seq,
  body: bodyOf(documentId, seq),
});
const numbers = (from: number, count: number, step = 1) =>
  Array.from({ length: count }, (_, i) => from + i * step);

it("reads any rows of a million, of the tab and of a connection, while more arrive", async () => {
  await store("write", BIG_TAB, trafficOf("d", { rows: ROWS, connections: 10 }), null);
  expect(await store("count", BIG_TAB, null)).toBe(ROWS);
  expect(await store("count", BIG_TAB, "d-3")).toBe(ROWS / 10);
  for (const from of [0, 1, 49_999, 123_456, 777_777, ROWS - 50]) {
    expect(await store("read", BIG_TAB, null, from, 50)).toEqual(
      numbers(from, 50).map((seq) => rowOf("d", seq)),
    );
  }
  for (const from of [0, 31_415, 99_950]) {
    // The rows of connection 3 are 2, 12, 22 …
    expect(await store("read", BIG_TAB, "d-3", from, 50)).toEqual(
      numbers(2 + from * 10, 50, 10).map((seq) => rowOf("d", seq)),
    );
  }
  expect(await store("find", BIG_TAB, "d-3", 500_002)).toBe(50_000);
  expect(await store("find", BIG_TAB, "d-3", 500_003)).toBe(50_001);

  await store("write", BIG_TAB, trafficOf("d", { fromSeq: ROWS, rows: 70, connections: 10 }), null);
  expect(await store("count", BIG_TAB, null)).toBe(ROWS + 70);
  expect(await store("read", BIG_TAB, null, ROWS + 20, 100)).toEqual(
    numbers(ROWS + 20, 50).map((seq) => rowOf("d", seq)),
  );
  await store("forget", BIG_TAB);
  expect(await store("count", BIG_TAB, null)).toBe(0);
  expect(await store("storedTabs")).not.toContain(BIG_TAB);
});

it("puts the rows of several documents in one order of time, however small they came", async () => {
  // "a" has a row each 2 ms, and "b" one between each two of these.
  const small = { rows: 3_000, stepMs: 2, batchRows: 7, batches: 3 };
  await store("write", SMALL_TAB, trafficOf("a", small), null);
  await store("write", SMALL_TAB, trafficOf("b", { ...small, startAt: 1_000_001 }), null);
  for (const from of [0, 1, 2_999, 5_950]) {
    expect(await store("read", SMALL_TAB, null, from, 50)).toEqual(
      numbers(from, 50).map((i) => rowOf(i % 2 === 0 ? "a" : "b", Math.floor(i / 2))),
    );
  }
  await store("forget", SMALL_TAB);
});

it("keeps each row once where an envelope is sent again", async () => {
  await store("write", SMALL_TAB, trafficOf("d", { rows: 250, batchRows: 10 }), null);
  await store("write", SMALL_TAB, trafficOf("d", { fromSeq: 95, rows: 300, batchRows: 20 }), null);
  expect(await store("read", SMALL_TAB, null, 0, 1_000)).toEqual(
    numbers(0, 395).map((seq) => rowOf("d", seq)),
  );
  await store("forget", SMALL_TAB);
});

const BLOBS = trafficOf("d", { rows: 10, connections: 2, flags: ROW_BLOB });

it("counts a body that comes after its message once, however often it is sent again", async () => {
  const budget = { rows: 10_000, storedBytes: 1024 * 1024 };
  await store("write", SMALL_TAB, BLOBS, budget);
  const late = { documentId: "d", seq: 3, sizeBytes: 300_000 };
  for (let i = 0; i < 5; i++) expect(await store("writeLate", SMALL_TAB, late, budget)).toBe(0);
  expect(await store("count", SMALL_TAB, null)).toBe(10);
  expect(await store("lateBytes", SMALL_TAB)).toBe(300_000);
  await store("forget", SMALL_TAB);
});

it("keeps bodies that come later within the budget, and none whose message is not kept", async () => {
  const budget = { rows: 10_000, storedBytes: 1024 * 1024 };
  const texts = trafficOf("d", { fromSeq: 10, rows: 10 });
  const writeLate = (seq: number, sizeBytes = 300_000) =>
    store("writeLate", SMALL_TAB, { documentId: "d", seq, sizeBytes }, budget);
  await store("write", SMALL_TAB, BLOBS, budget);
  await store("write", SMALL_TAB, texts, budget);
  for (const seq of [10, 19, 20, 1_000]) expect(await writeLate(seq)).toBe(0);
  expect(await store("lateBytes", SMALL_TAB)).toBe(0);
  for (const seq of [0, 1, 2]) expect(await writeLate(seq)).toBe(0);
  expect(await store("sweep", SMALL_TAB, ["d-1"])).toMatchObject({ count: 5 });
  expect(await store("lateBytes", SMALL_TAB)).toBe(600_000);
  // Its message went with its connection.
  expect(await writeLate(3)).toBe(0);
  expect(await writeLate(4)).toBe(0);
  expect(await store("lateBytes", SMALL_TAB)).toBe(900_000);
  expect(await writeLate(6)).toBe(15);
  expect(await store("lateBytes", SMALL_TAB)).toBe(0);
  expect(await writeLate(8)).toBe(0);
  expect(await store("lateBytes", SMALL_TAB)).toBe(0);
  await store("forget", SMALL_TAB);
});

it("lets the oldest rows go to stay within the budget, and says how many", async () => {
  const budget = { rows: 10_000, storedBytes: 1024 * 1024 };
  const { went } = await store("write", SMALL_TAB, trafficOf("d", { rows: 50_000 }), budget);
  const kept = await store("count", SMALL_TAB, null);
  expect(kept).toBeLessThanOrEqual(budget.rows);
  expect(kept + went.count).toBe(50_000);
  expect(went.sizeBytes).toBe(went.count * 128);
  expect(await store("read", SMALL_TAB, "d-1", 0, 50)).toEqual(
    numbers(went.count, 50).map((seq) => rowOf("d", seq)),
  );
  expect(await store("find", SMALL_TAB, "d-1", 49_999)).toBe(kept - 1);
  await store("forget", SMALL_TAB);
});

it("deletes what no connection owns any more, and goes on with what is left", async () => {
  await store("write", SMALL_TAB, trafficOf("gone", { rows: 5_000 }), null);
  await store("write", SMALL_TAB, trafficOf("here", { rows: 5_000 }), null);
  expect(await store("count", SMALL_TAB, null)).toBe(10_000);
  expect(await store("sweep", SMALL_TAB, ["here-1"])).toEqual({
    count: 5_000,
    sizeBytes: 5_000 * 128,
  });
  await store("write", SMALL_TAB, trafficOf("here", { fromSeq: 5_000, rows: 10 }), null);
  expect(await store("count", SMALL_TAB, "gone-1")).toBe(0);
  expect(await store("read", SMALL_TAB, null, 4_990, 50)).toEqual(
    numbers(4_990, 20).map((seq) => rowOf("here", seq)),
  );
  await store("forget", SMALL_TAB);
});

it("deletes the rows of one connection from segments that it shares, counts them, and no others", async () => {
  const shared = trafficOf("shared", { rows: 4_000, connections: 4 });
  await store("write", SMALL_TAB, shared, null);
  expect(await store("count", SMALL_TAB, "shared-2")).toBe(1_000);
  const went = { count: 2_000, sizeBytes: 2_000 * 128 };
  expect(await store("sweep", SMALL_TAB, ["shared-1", "shared-3"])).toEqual(went);
  expect((await store("sweep", SMALL_TAB, ["shared-1", "shared-3"])).count).toBe(0);
  expect(await store("count", SMALL_TAB, null)).toBe(2_000);
  expect(await store("count", SMALL_TAB, "shared-2")).toBe(0);
  // The rows of connections 1 and 3 are 0, 2, 4 …, and those of 3 are 2, 6, 10 …
  expect(await store("read", SMALL_TAB, null, 700, 100)).toEqual(
    numbers(1_400, 100, 2).map((seq) => rowOf("shared", seq)),
  );
  expect(await store("read", SMALL_TAB, "shared-3", 490, 20)).toEqual(
    numbers(2 + 490 * 4, 20, 4).map((seq) => rowOf("shared", seq)),
  );
  expect(await store("find", SMALL_TAB, "shared-3", 2_001)).toBe(500);

  await store("write", SMALL_TAB, { ...shared, fromSeq: 3_990, rows: 50 }, null);
  expect(await store("count", SMALL_TAB, "shared-3")).toBe(1_010);
  await store("sweep", SMALL_TAB, []);
  expect(await store("count", SMALL_TAB, null)).toBe(0);
  await store("forget", SMALL_TAB);
});

it("makes a new database, once, where the one that is there cannot be opened", async () => {
  await store("write", SMALL_TAB, trafficOf("old", {}), null);
  // A later version of Stormglass was here; its database is of no use to this one.
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open("stormglass", 1_000);
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      }),
  );
  await store("write", SMALL_TAB, trafficOf("new", {}), null);
  expect(await store("failure")).toBe("null");
  expect(await store("count", SMALL_TAB, null)).toBe(1_000);
  expect(await store("read", SMALL_TAB, "new-1", 990, 50)).toEqual(
    numbers(990, 10).map((seq) => rowOf("new", seq)),
  );
  await store("forget", SMALL_TAB);
});
