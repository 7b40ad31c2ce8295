import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { isRecording } from "../flood/kept-rows.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

const BLOBS = 20;
const BLOB_BYTES = 1024 * 1024;

let watched: Watched;
let large: Awaited<ReturnType<typeof startLargeServer>>;

/** Answers whatever it hears with one large message. */
async function startLargeServer() {
  const server = new WebSocketServer({ port: 0, perMessageDeflate: false });
  const body = Buffer.alloc(BLOB_BYTES, 7);
  server.on("connection", (socket) => socket.on("message", () => socket.send(body)));
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}/`, stop: () => server.close() };
}

beforeAll(async () => {
  large = await startLargeServer();
  watched = await startWatched((url) => ({
    "/large": script(`
      const socket = new WebSocket("${large.url}");
      const hear = (times) => {
        socket.onmessage = ({ data }) => {
          if (data.size === ${BLOB_BYTES} && --times > 0) socket.send("next");
        };
        socket.send("first");
      };`),
    "/": script(`
      const socket = new WebSocket("${url}/silent");
      const sayAndLeave = () => {
        for (let i = 0; i < 50; i++) socket.send(new Blob(["hello blob " + i]));
        location.href = "/empty";
      };`),
    "/empty": "<!doctype html><title>Nothing here</title>",
  }));
});
afterAll(async () => {
  await watched?.close();
  large?.stop();
});

describe("large Blobs of a page that is only watched", () => {
  it("are not held in memory for the sake of their first 4 KiB", async () => {
    const { page, tabId } = await watched.open("/large");
    await watched.sessions.waitFor("an open socket", tabId, ([only]) => only?.state === "open");
    await page.evaluate(`hear(${BLOBS})`);
    await watched.sessions.waitFor("all", tabId, ([only]) => only?.receive.count === BLOBS);
    const devtools = await page.context().newCDPSession(page);
    const list = await watched.browser.openPage("chrome://blob-internals");
    await expect
      .poll(async () => {
        // The page's own Blobs go only when its garbage is collected.
        await devtools.send("HeapProfiler.collectGarbage");
        await list.reload();
        const text = await list.evaluate(() => document.body.innerText);
        return [...text.matchAll(/^Length: ([\d,]+)$/gm)].map(([, length]) => length);
      })
      .toEqual(Array(BLOBS).fill("4,096"));
    await list.close();
    await page.close();
  });
});

describe("Blobs that are sent as the page leaves", () => {
  it("are each read, or counted as lost", async () => {
    const { browser, sessions } = watched;
    const { page, tabId } = await watched.open("/");
    const panel = await browser.openPanelPage(tabId);
    await sessions.command(tabId, { kind: "preserve-log", on: true });
    await isRecording(watched, tabId);
    await sessions.waitFor("an open socket", tabId, ([only]) => only?.state === "open");
    await page.evaluate("sayAndLeave()");
    await sessions.waitFor("the end", tabId, ([only]) => only?.end?.by === "page-gone");
    await expect
      .poll(async () => {
        const { dropped } = (await sessions.look(tabId)).session;
        const lost = dropped.filter(({ why, what }) => why === "page-left" && what === "bodies");
        return lost.reduce((sum, { count }) => sum + count, 0) + (await countLateBodies(tabId));
      })
      .toBe(50);
    await panel.close();
    await page.close();
  });
});

async function countLateBodies(tabId: number): Promise<number> {
  const worker = await watched.browser.worker();
  return worker.evaluate(async (id) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("stormglass");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const count = await new Promise<number>((resolve, reject) => {
      const store = database.transaction("lateBodies").objectStore("lateBodies");
      const request = store.count(IDBKeyRange.bound([id], [id, []]));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    database.close();
    return count;
  }, tabId);
}
