/** A page does what it can to keep the extension busy: no other tab waits for it. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

const EXCEPTIONS = 200;
const SOCKETS = 1_500;

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/quiet": script(`
      const ask = () => { new WebSocket("${url}/close/1011/broken"); };`),
    "/hostile": {
      // None of its sockets reaches a server.
      headers: { "Content-Security-Policy": "connect-src 'none'" },
      body: script(`
        for (let i = 0; i < ${EXCEPTIONS}; i++)
          try { new WebSocket("a://[" + "@".repeat(8180) + ":]"); } catch {}
        const words = ["0:", "max-", "@", "session max ", "a=", "/app/a?", " after 1 s"];
        const long = (word, length) => word.repeat(length / word.length);
        for (let i = 0; i < ${SOCKETS}; i++) {
          const word = words[i % words.length];
          const open = { [long(word, 4_000)]() {
            return new WebSocket("ws://h.example/websocket?" + encodeURI(long(word, 1_500)) + i);
          } }[long(word, 4_000)];
          const socket = open();
          socket.onerror = () => { try { socket.close(4000, long(word, 120)); } catch {} };
        }
        let i = 0;
        setInterval(() => { new WebSocket("ws://h.example/again?" + "&".repeat(500) + i++); }, 50);`),
    },
  }));
});
afterAll(() => watched?.close());

it("another tab's badge and panel answer, and the page has its own badge", async () => {
  const { browser, sessions } = watched;
  const hostile = await watched.open("/hostile");
  const hostilePanel = await browser.openPanelPage(hostile.tabId);
  await sessions.waitFor("its sockets", hostile.tabId, (all) => all.length >= SOCKETS);

  const quiet = await watched.open("/quiet");
  const panel = await browser.openPanelPage(quiet.tabId);
  await quiet.page.evaluate("ask()");
  await expect.poll(async () => (await browser.badge(quiet.page)).text).toBe("1");
  await expect.poll(() => panel.getByText("/close/1011").count()).toBeGreaterThan(0);

  await expect.poll(async () => (await browser.badge(hostile.page)).text).not.toBe("");
  for (const page of [hostilePanel, panel, hostile.page, quiet.page]) await page.close();
});
