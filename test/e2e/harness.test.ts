import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type BrowserHandle, launchBrowser } from "../harness/launch-browser.ts";
import { launchPlain } from "../harness/launch-plain.ts";
import { findChromium } from "../tools/find-browser.ts";

const FIXTURE = "test/harness/extensions/fixture";

let server: Server;
let pageUrl: string;
let browser: BrowserHandle;

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>A page</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  pageUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await launchBrowser({ extension: FIXTURE, theme: "dark" });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

describe("the harness", () => {
  it("shows the panel in the real DevTools, in the theme that was asked for", async () => {
    const page = await browser.openPage(pageUrl);
    const panel = await browser.openPanel(page);
    await panel.frame.getByText("Fixture panel").waitFor();
    expect(await panel.frame.locator("#theme").textContent()).toBe("dark");
    await panel.setTheme("light");
    await panel.close();
    const again = await browser.openPanel(page);
    expect(await again.frame.locator("#theme").textContent()).toBe("default");
    await again.close();
    await page.close();
  });

  it("gets the file that a click in the real DevTools saves", async () => {
    const page = await browser.openPage(pageUrl);
    const panel = await browser.openPanel(page);
    const { fileName, path } = await browser.downloadFrom(() =>
      panel.frame.getByRole("button", { name: "Export session" }).click(),
    );
    expect(fileName).toBe("fixture.har");
    expect(readFileSync(path, "utf8")).toBe('{"log":{}}');
    await panel.close();
  });

  it("gets the file that a click in the panel's own tab saves", async () => {
    const page = await browser.openPanelPage();
    const { fileName } = await browser.downloadFrom(() =>
      page.getByRole("button", { name: "Export session" }).click(),
    );
    expect(fileName).toBe("fixture.har");
    await page.close();
  });

  it("reads a tab's badge", async () => {
    const page = await browser.openPage(pageUrl);
    const panel = await browser.openPanel(page);
    await expect.poll(() => browser.badge(page)).toEqual({ text: "3", color: "#b3261e" });
    await panel.close();
  });

  it("opens the popup", async () => {
    const page = await browser.openPage(pageUrl);
    const popup = await browser.openPopup(page);
    await popup.page.getByText("Fixture popup").waitFor();
    await popup.disconnect();
  });

  it("stops the background worker, and starts it again to ask it something", async () => {
    const before = await browser.worker();
    await before.evaluate(() => Object.assign(globalThis, { mark: "first life" }));
    await browser.stopWorker();
    const after = await browser.worker();
    expect(await after.evaluate(() => Reflect.get(globalThis, "mark"))).toBeUndefined();
  });

  it("gives a page back from the back/forward cache, where that is asked for", async () => {
    const plain = await launchPlain({ backForwardCache: true });
    try {
      const page = await plain.openPage(pageUrl);
      await page.evaluate(() =>
        addEventListener("pageshow", (event) => {
          document.title = event.persisted ? "given back" : "loaded anew";
        }),
      );
      await page.goto(`${pageUrl}next`);
      await page.evaluate(() => history.back());
      await expect.poll(() => page.title()).toBe("given back");
    } finally {
      await plain.close();
    }
  });

  it("says in one line that the browser it was told to use is not there", () => {
    vi.stubEnv("CHROMIUM_PATH", "/nowhere/chromium");
    expect(findChromium).toThrow("CHROMIUM_PATH is /nowhere/chromium: no program is there.");
    vi.unstubAllEnvs();
  });
});
