import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      const open = () => {
        const socket = new WebSocket("${url}/close/1011");
        socket.onclose = () => { if (!window.calm) setTimeout(open, 300); };
      };
      open();`),
  }));
});
afterAll(() => watched?.close());

describe("a storm after which nothing comes", () => {
  it("is said to go on while it does, and then how long ago its last attempt was", async () => {
    const { browser, open } = watched;
    const { page, tabId } = await open("/");
    const panel = await browser.openPanelPage(tabId);
    const incident = panel.getByRole("button", { name: /Reconnect storm/ }).filter({
      hasText: "likely cause:",
    });
    await incident.getByText("going on", { exact: true }).waitFor();
    const health = panel.getByRole("button", { name: /^Server error.*, \d+ tries · going on$/ });
    await health.waitFor();
    expect(await incident.innerText()).toMatch(/server: .*\s.*client: .*backoff/s);

    await page.evaluate("window.calm = true");
    await incident.getByText(/^last attempt \d+ s ago$/).waitFor();
    await panel.getByRole("button", { name: / · last attempt \d+ s ago$/ }).waitFor();
    const popup = await browser.openPopup(page);
    await popup.page.getByText(/^Last attempt \d+ s ago$/).waitFor();
    await popup.disconnect();
    await panel.close();
    await page.close();
  });
});
