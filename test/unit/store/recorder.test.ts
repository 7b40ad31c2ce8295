import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Database } from "../../../src/store/database.ts";
import { createLedger } from "../../../src/store/ledger.ts";
import { createRecorder } from "../../../src/store/recorder.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("waits on for a database that is slow to open, and neither deletes it nor opens it twice", async () => {
  const TABS = [1, 2];
  let opened = (): void => {};
  let openings = 0;
  const database = { getAllKeys: async () => TABS } as unknown as Database;
  const recorder = createRecorder(createLedger(), () => {
    openings++;
    return new Promise((resolve) => {
      opened = () => resolve(database);
    });
  });
  const first = recorder.tabs().catch((error: Error) => error.message);
  await vi.advanceTimersByTimeAsync(5_000);
  // Deleting it would fail here: there is no IndexedDB.
  expect(await first).toMatch(/did not open in time/);
  expect(recorder.failure()).not.toBeNull();
  opened();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await recorder.tabs()).toEqual(TABS);
  expect(recorder.failure()).toBeNull();
  expect(openings).toBe(1);
});
