import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_UNACKNOWLEDGED_BYTES } from "../../../src/bridge/outbox.ts";
import { blockWorker } from "../../harness/block-worker.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { countedOnly, countStoredRows, heapBytes, isRecording } from "./kept-rows.ts";

const MESSAGES = 300_000;
/** What a page, its hook and its bridge hold besides what waits: code, and one batch. */
const REST_BYTES = 12 * 1024 * 1024;

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      let sent = 0, done = false;
      const socket = new WebSocket("${url}/count/${MESSAGES}");
      socket.onmessage = () => { done = true; socket.close(4001, "done"); };
      const text = "x".repeat(128);
      const pour = () => {
        for (let i = 0; i < 5000 && sent < ${MESSAGES}; i++, sent++) socket.send(text);
        if (sent < ${MESSAGES}) setTimeout(pour);
      };`),
  }));
});
afterAll(() => watched?.close());

describe.each(["watched", "recorded"] as const)("a %s page whose background is blocked", (mode) => {
  it("keeps its memory within the bound, and every message is kept or counted", {
    timeout: 240_000,
  }, async () => {
    const { page, tabId } = await watched.open("/");
    await watched.sessions.waitFor("an open socket", tabId, ([only]) => only?.open !== null);
    const panel = mode === "recorded" ? await watched.browser.openPanelPage(tabId) : null;
    if (panel) await isRecording(watched, tabId);
    const before = await heapBytes(page);
    const unblock = await blockWorker(watched.browser);
    await page.evaluate("pour()");
    // The flood itself takes long on a machine that is busy with other things as well.
    await page.waitForFunction("done", undefined, { timeout: 100_000 });
    expect((await heapBytes(page)) - before).toBeLessThan(MAX_UNACKNOWLEDGED_BYTES + REST_BYTES);
    await unblock();
    const [only] = await watched.sessions.waitFor("the close", tabId, ([one]) => !!one?.end);
    expect(only?.end?.code).toBe(4001);
    expect([only?.send.count, only?.receive.count]).toEqual([MESSAGES, 1]);
    expect(only?.send.sizeBytes).toBe(MESSAGES * 128);
    const { session } = await watched.sessions.look(tabId);
    if (panel) {
      expect(countedOnly(session)).toBeGreaterThan(0);
      await expect
        .poll(async () => (await countStoredRows(watched, tabId)) + countedOnly(session))
        .toBe(MESSAGES + 1);
      await panel.close();
    }
    await page.close();
  });
});
