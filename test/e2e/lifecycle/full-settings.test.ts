import { afterAll, beforeAll, it } from "vitest";
import { waitFor } from "../../harness/wait-for.ts";
import { script, startWatched, type Watched } from "./watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({ "/": script(`new WebSocket("${url}/echo");`) }));
});
afterAll(() => watched?.close());

it("obeys a choice for a site that the browser has no more room for, and says that it will not last", async () => {
  const { page, tabId } = await watched.open("/");
  await watched.sessions.waitFor("the socket", tabId, ([only]) => only?.state === "open");
  const worker = await watched.browser.worker();
  await worker.evaluate(async () => {
    const items: Record<string, string> = {};
    for (let i = 0; i < chrome.storage.sync.MAX_ITEMS; i++) items[`site:host${i}.test`] = "watch";
    await chrome.storage.sync.set(items);
  });
  await watched.sessions.command(tabId, { kind: "site-mode", mode: "off" });
  const isOff = () =>
    waitFor("the site to be off", async () => {
      const { session, coverage } = await watched.sessions.look(tabId);
      return session.mode === "off" && coverage === "off";
    });
  await isOff();
  const popup = await watched.browser.openPopup(page);
  await popup.page.getByText("lasts until the browser closes").waitFor();
  await popup.disconnect();
  await watched.browser.stopWorker();
  await isOff();
  await page.close();
});
