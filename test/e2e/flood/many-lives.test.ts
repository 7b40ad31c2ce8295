import { afterAll, beforeAll, expect, it } from "vitest";
import { MAX_UNACKNOWLEDGED_BYTES } from "../../../src/bridge/outbox.ts";
import { MAX_OVERFLOW_BYTES } from "../../../src/bridge/overflow.ts";
import type { Session } from "../../../src/session/session.ts";
import { blockWorker } from "../../harness/block-worker.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { heapBytes } from "./kept-rows.ts";

const SOCKETS = 10_000;
/** What a page, its hook and its bridge hold besides what waits: code, and one batch. */
const REST_BYTES = 12 * 1024 * 1024;

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched(() => ({
    "/": {
      body: script(`
        let made = 0;
        // Long addresses fill what may wait with few sockets.
        const long = "x".repeat(4_000);
        const pour = () => {
          for (let i = 0; i < 200; i++, made++) new WebSocket("ws://blocked.example/live?" + made + long);
          if (made < ${SOCKETS}) setTimeout(pour);
        };`),
      // Refused before any network, so that this is as fast as a page can be.
      headers: { "content-security-policy": "connect-src 'none'" },
    },
  }));
});
afterAll(() => watched?.close());

const foldedIn = ({ foldedConnections }: Session): number =>
  foldedConnections.reduce((sum, { count }) => sum + count, 0);

it("bounds what a page holds that never stops opening sockets, and counts every one", async () => {
  const { page, tabId } = await watched.open("/");
  const panel = await watched.browser.openPanelPage(tabId);
  const before = await heapBytes(page);
  const unblock = await blockWorker(watched.browser);
  await page.evaluate("pour()");
  await page.waitForFunction(`made === ${SOCKETS}`, undefined, { timeout: 100_000 });
  const held = (await heapBytes(page)) - before;
  expect(held).toBeLessThan(MAX_UNACKNOWLEDGED_BYTES + MAX_OVERFLOW_BYTES + REST_BYTES);
  await unblock();
  await watched.sessions.waitFor("all of them", tabId, (all, session) => {
    const known = all.length + session.forgottenCount + foldedIn(session);
    return known >= SOCKETS && all.every(({ end }) => end !== null);
  });
  const { session } = await watched.sessions.look(tabId);
  expect(session.connections.size + session.forgottenCount + foldedIn(session)).toBe(SOCKETS);
  expect(session.foldedConnections.map(({ url }) => url)).toEqual(["ws://blocked.example/live"]);
  // Of the browser's memory for sessions, of all tabs together.
  const worker = await watched.browser.worker();
  const savedBytes = await worker.evaluate(() => chrome.storage.session.getBytesInUse(null));
  expect(savedBytes).toBeLessThanOrEqual(6 * 1024 * 1024);
  await panel
    .getByText(/[\d,]+ connections only counted/)
    .first()
    .waitFor();
});
