import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { script, startWatched, type Watched } from "./watched.ts";

let watched: Watched;
let page: Page;
let tabId: number;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/throws": script(`try { new WebSocket("${url}/echo", ["a", "a"]); } catch {}`),
  }));
});
afterAll(() => watched?.close());
beforeEach(async () => {
  ({ page, tabId } = await watched.open("/throws"));
});
afterEach(() => page.close());

it("shows on the badge that the page's only attempt threw", async () => {
  await expect
    .poll(() => watched.browser.badge(page))
    .toMatchObject({ text: "1", color: "#c5221f" });
});

it("says in the popup that no connection was made, and why", async () => {
  const popup = await watched.browser.openPopup(page);
  await popup.page.getByText("No connection was made: 1 attempt to open one threw").waitFor();
  await popup.page.locator(".reason", { hasText: /subprotocol/i }).waitFor();
  await popup.disconnect();
});

it("lists the error in the panel, and blames no filter for the empty list", async () => {
  const panel = await watched.browser.openPanelPage(tabId);
  const list = panel.getByRole("navigation", { name: "Connections" });
  await list.getByText("No connection was made.").waitFor();
  await panel.getByRole("button", { name: /subprotocol/i }).waitFor();
  await panel.close();
});
