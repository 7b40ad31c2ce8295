import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((socketUrl) => ({
    // A socket every few milliseconds, so that some fall into each moment of the page's beginning.
    "/many": `<!doctype html><script>
        for (let i = 0; i < 20; i++) setTimeout(() => new WebSocket("${socketUrl}/echo"), i * 4);
      </script>`,
    "/endless": `<!doctype html><script>
        const fail = (url) => { try { new WebSocket(url); } catch {} };
        fail("x:" + "y".repeat(40_000_000));
        for (let i = 0; i < 12_000; i++) fail("mailto:x");
        new WebSocket("${socketUrl}/echo");
      </script>`,
    "/blobs": `<!doctype html><script>
        const socket = new WebSocket("${socketUrl}/echo");
        socket.onopen = () => {
          for (let i = 0; i < 12; i++) socket.send(i % 2 ? new Blob(["b"]) : "text " + i);
          socket.close();
        };
      </script>`,
  }));
});
afterAll(() => watched?.close());

describe("a page that is hard on its guest", () => {
  it("may throw any number of times with an address of any length, and is still heard", async () => {
    const { tabId } = await watched.open("/endless");
    await watched.sessions.waitFor("the socket", tabId, ([only]) => only?.open !== null);
  });

  it("is shown the last texts in their order where Blobs were sent between them", async () => {
    const { page, tabId } = await watched.open("/blobs");
    const [connection] = await watched.sessions.waitFor("the close", tabId, ([only]) =>
      Boolean(only?.end),
    );
    const order = connection?.last.map(({ seq }) => seq) ?? [];
    expect(order.length).toBeGreaterThan(2);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    await page.close();
  });
});

describe("a site that is switched off", () => {
  it("is not observed from its first moment on", async () => {
    const host = new URL(watched.pages.url).host;
    const worker = await watched.browser.worker();
    await worker.evaluate((key) => chrome.storage.sync.set({ [key]: "off" }), `site:${host}`);
    const { page, tabId } = await watched.open("/many");
    await page.waitForTimeout(300);
    expect(await watched.sessions.connections(tabId)).toEqual([]);
    await worker.evaluate((key) => chrome.storage.sync.remove(key), `site:${host}`);
    await page.close();
  });
});
