import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  createSyncWriter,
  type SyncArea,
  WRITE_AFTER_MS,
} from "../../../src/options/sync-writer.ts";

type Written = { set: Record<string, unknown>[]; removed: string[][]; problems: unknown[] };

function createArea(fail?: Error) {
  const written: Written = { set: [], removed: [], problems: [] };
  const area: SyncArea = {
    async set(items) {
      if (fail) throw fail;
      written.set.push(items);
    },
    async remove(keys) {
      written.removed.push(keys);
    },
  };
  return { written, writer: createSyncWriter(area, (problem) => written.problems.push(problem)) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("writes once what changed many times, with its last value", async () => {
  const { written, writer } = createArea();
  for (let n = 1; n <= 50; n++) writer.write("limits", { ringMessages: n });
  writer.write("site:a.example", "off");
  expect(writer.isBusy()).toBe(true);
  await vi.advanceTimersByTimeAsync(WRITE_AFTER_MS);
  expect(written.set).toEqual([{ limits: { ringMessages: 50 }, "site:a.example": "off" }]);
  expect(written.removed).toEqual([]);
  expect(writer.isBusy()).toBe(false);
});

test("stays under 120 writes a minute while changes never end", async () => {
  const { written, writer } = createArea();
  for (let ms = 0; ms < 60_000; ms += 100) {
    writer.write("limits", ms);
    writer.write("site:gone.example", undefined);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(written.set.length + written.removed.length).toBeLessThanOrEqual(120);
});

test("removes a key that was set and forgotten again before it was written", async () => {
  const { written, writer } = createArea();
  writer.write("site:a.example", "record");
  writer.write("site:a.example", undefined);
  await writer.flush();
  expect(written).toMatchObject({ set: [], removed: [["site:a.example"]] });
});

test("says what the browser did not take", async () => {
  const full = new Error("QUOTA_BYTES quota exceeded");
  const { written, writer } = createArea(full);
  writer.write("limits", {});
  await writer.flush();
  expect(written.problems).toEqual([full]);
  expect(writer.isBusy()).toBe(false);
});
