import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../../../src/protocol/orders.ts";
import { blockWorker } from "../../harness/block-worker.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { heapBytes } from "./kept-rows.ts";

const MIB = 1024 * 1024;
const TEXTS = 100;
const TEXT_BYTES = 2 * MIB;
/** Code, rows that wait, and what the page's own engine keeps for a while. */
const REST_BYTES = 3 * MIB;

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": "<!doctype html><title>Nothing here</title>",
    "/slices": script(`
      const socket = new WebSocket("${url}/silent");
      const say = () => {
        for (let i = 0; i < ${TEXTS}; i++) {
          const long = i + "abcdefgh".repeat(${TEXT_BYTES / 8});
          // Looked for, the parts become one text; short pieces of it are slices.
          if (!long.includes("x")) socket.send(long.slice(5, 200));
        }
      };`),
    "/buffers": script(`
      const socket = new WebSocket("${url}/silent");
      const say = () => {
        for (let i = 0; i < 400; i++) socket.send(new Uint8Array(20_000));
      };`),
  }));
});
afterAll(() => watched?.close());

describe("short texts that a page cut out of long ones", () => {
  it("do not keep the long ones alive where they are kept", async () => {
    const { page, tabId } = await watched.open("/slices");
    await watched.sessions.waitFor("an open socket", tabId, ([only]) => only?.state === "open");
    const before = await heapBytes(page);
    await page.evaluate("say()");
    await watched.sessions.waitFor("all", tabId, ([only]) => only?.send.count === TEXTS);
    expect((await heapBytes(page)) - before).toBeLessThan(REST_BYTES);
    await page.close();
  });
});

describe("a page whose background does not answer", () => {
  it("keeps no more of its messages than a watched page, once it has waited", async () => {
    const { browser, pages } = watched;
    const page = await browser.openPage(pages.url);
    const unblock = await blockWorker(browser);
    await page.goto(`${pages.url}/buffers`);
    await page.waitForFunction("socket.readyState === 1");
    const before = await heapBytes(page);
    await page.evaluate("say()");
    await expect
      .poll(async () => (await heapBytes(page)) - before)
      .toBeLessThan(DEFAULT_LIMITS.ringBytes + REST_BYTES);
    await unblock();
    await page.close();
  });
});
