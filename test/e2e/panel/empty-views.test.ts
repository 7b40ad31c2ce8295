import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { PanelHandle } from "../../harness/open-panel.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let tab: Page;
let panel: PanelHandle;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": "<!doctype html><title>A page without sockets</title>",
    "/no-scripts": {
      body: script(`new WebSocket("${url}/echo")`),
      headers: { "content-security-policy": "sandbox" },
    },
  }));
});
afterAll(() => watched?.close());

async function openPanelOn(path: string): Promise<void> {
  ({ page: tab } = await watched.open(path));
  panel = await watched.browser.openPanel(tab);
}

const title = (text: string) =>
  panel.frame.getByRole("status").getByRole("heading", { name: text });
const press = (name: string) =>
  panel.frame.getByRole("status").getByRole("button", { name, exact: true }).click();

describe("DevTools' own panel, where there is nothing to show,", () => {
  afterEach(async () => {
    await panel.close();
    await tab.close();
  });

  it("says that the page has opened no socket, and shows no list, timeline or filter", async () => {
    await openPanelOn("/");
    await title("No WebSockets yet").waitFor();
    for (const role of ["tree", "listbox", "combobox", "textbox"] as const) {
      expect(await panel.frame.getByRole(role).count()).toBe(0);
    }
  });

  it("says that the site is switched off, and switches it on by its button", async () => {
    const worker = await watched.browser.worker();
    const setting = `site:${new URL(watched.pages.url).host}`;
    await worker.evaluate((key) => chrome.storage.sync.set({ [key]: "off" }), setting);
    await openPanelOn("/");
    await title("Stormglass is switched off for this site").waitFor();
    await press("Watch this site");
    await title("No WebSockets yet").waitFor();
    expect(await worker.evaluate(() => chrome.storage.sync.get(null))).not.toHaveProperty(setting);
  });

  it("says that all is paused, and resumes by its button", async () => {
    const { page, tabId } = await watched.open("/");
    await watched.sessions.command(tabId, { kind: "pause", on: true });
    await page.close();
    await openPanelOn("/");
    await title("Stormglass is paused everywhere").waitFor();
    await press("Resume");
    await title("No WebSockets yet").waitFor();
  });

  it("says that no script can run in the page", async () => {
    await openPanelOn("/no-scripts");
    await title("Scripts cannot run in this page").waitFor();
  });

  it("says that the page crashed, and loads it again by its button", async () => {
    await openPanelOn("/");
    await title("No WebSockets yet").waitFor();
    const session = await tab.context().newCDPSession(tab);
    const crashed = tab.waitForEvent("crash");
    // It never answers: the page is gone.
    void session.send("Page.crash").catch(() => {});
    await crashed;
    await title("The tab's page stopped").waitFor();
    await press("Reload the page");
    await title("No WebSockets yet").waitFor();
  });
});

describe("the panel in a tab of its own", () => {
  it("says that the tab it showed is closed, and had no sockets", async () => {
    const { page, tabId } = await watched.open("/");
    const shown = await watched.browser.openPanelPage(tabId);
    const heading = (name: string) => shown.getByRole("status").getByRole("heading", { name });
    await heading("No WebSockets yet").waitFor();
    await page.close();
    await heading("The tab is closed").waitFor();
    await shown.close();
  });

  it("says of a file that none of its entries is a WebSocket, and takes another one", async () => {
    const viewer = await watched.browser.openPanelPage();
    const log = { version: "1.2", creator: { name: "test", version: "1" }, entries: [] };
    const buffer = Buffer.from(JSON.stringify({ log }));
    const file = { name: "plain.har", mimeType: "application/json", buffer };
    await viewer.locator("input[type=file]").first().setInputFiles(file);
    await viewer.getByRole("heading", { name: "No WebSockets in this file" }).waitFor();
    await viewer.getByText("plain.har").first().waitFor();
    expect(await viewer.getByRole("tree").count()).toBe(0);
    await viewer.close();
  });
});
