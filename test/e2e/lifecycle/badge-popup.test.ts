import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { script, startWatched, type Watched } from "./watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/none": "<!doctype html><title>No sockets</title>",
    "/healthy": script(`const socket = new WebSocket("${url}/echo");
      let echoes = 0;
      socket.onmessage = () => { echoes++; };
      socket.onopen = () => ["one", "two", "three"].forEach((body) => socket.send(body));`),
    "/trouble": script(`
      new WebSocket("${url}/close/1011/no%20weather%20today");
      new WebSocket("${url}/echo");`),
    "/storm": script(`
      const open = () => {
        const socket = new WebSocket("${url}/close/1011");
        socket.onclose = () => setTimeout(open, 50);
      };
      open();`),
  }));
});
afterAll(() => watched?.close());

describe("the badge", () => {
  it.each([
    ["is empty where a page has no sockets", "/none", { text: "" }],
    ["is a green tick where all are healthy", "/healthy", { text: "✓", color: "#188038" }],
    ["counts what is in trouble", "/trouble", { text: "1", color: "#c5221f" }],
    ["has a sign of its own for a storm", "/storm", { text: "⚡", color: "#7b1fa2" }],
  ])("%s", async (_, path, badge) => {
    const { page } = await watched.open(path);
    await expect.poll(() => watched.browser.badge(page)).toMatchObject(badge);
    await page.close();
  });

  it("is each tab's own, and follows the page", async () => {
    const { browser, open, pages } = watched;
    const healthy = await open("/healthy");
    const trouble = await open("/trouble");
    await expect.poll(async () => (await browser.badge(trouble.page)).text).toBe("1");
    expect((await browser.badge(healthy.page)).text).toBe("✓");
    await trouble.page.goto(`${pages.url}/none`);
    await expect.poll(async () => (await browser.badge(trouble.page)).text).toBe("");
    await trouble.page.close();
    await healthy.page.close();
  });
});

describe("the popup", () => {
  it("lists endpoints with their counts, and the last close in words", async () => {
    const { page } = await watched.open("/trouble");
    const popup = await watched.browser.openPopup(page);
    const items = popup.page.getByRole("listitem");
    await expect.poll(() => items.count()).toBe(2);
    const failed = items.filter({ has: popup.page.getByTitle(/close\/1011/) });
    await expect.poll(() => failed.innerText()).toMatch(/closed 1011 after/);
    expect(await failed.innerText()).toContain("0 open, 1 closed · 0 messages");
    expect(await items.filter({ has: popup.page.getByTitle(/\/echo/) }).innerText()).toContain(
      "1 open, 0 closed",
    );
    await popup.disconnect();
    await page.close();
  });

  it("silences every tab by Pause everywhere, and resumes", async () => {
    const { browser, sessions } = watched;
    const { page, tabId } = await watched.open("/healthy");
    const counts = ([only]: Awaited<ReturnType<typeof sessions.connections>>) =>
      only?.receive.count;
    await sessions.waitFor("three echoes", tabId, (seen) => counts(seen) === 3);

    const popup = await browser.openPopup(page);
    await popup.page.getByRole("button", { name: "Pause everywhere" }).click();
    await popup.page.getByText("Paused everywhere").waitFor();
    await sessions.waitFor("the pause", tabId, (_, { mode }) => mode === "off");
    const talk = () =>
      page.evaluate("echoes = 0; for (let i = 0; i < 50; i++) socket.send('unheard')");
    await talk();
    await page.waitForFunction("echoes === 50");
    await page.evaluate("new WebSocket(socket.url)");

    await popup.page.getByRole("button", { name: "Resume everywhere" }).click();
    await sessions.waitFor("the end of the pause", tabId, (_, { mode }) => mode === "watch");
    await popup.disconnect();
    // That there is another one is told late, and nothing of what went over either meanwhile.
    const both = await sessions.waitFor("both sockets", tabId, ({ length }) => length === 2);
    expect(both).toMatchObject([
      { send: { count: 3 }, receive: { count: 3 } },
      { send: { count: 0 }, receive: { count: 0 } },
    ]);

    await talk();
    const [again] = await sessions.waitFor("new counts", tabId, (seen) => counts(seen) === 53);
    expect(again).toMatchObject({ state: "open", end: null });
    await page.close();
  });

  it("watches a site again that was switched off", async () => {
    const { browser, sessions, pages } = watched;
    const worker = await browser.worker();
    const setting = `site:${new URL(pages.url).host}`;
    await worker.evaluate((key) => chrome.storage.sync.set({ [key]: "off" }), setting);
    const { page, tabId } = await watched.open("/none");
    const popup = await browser.openPopup(page);
    await popup.page.getByText("Stormglass is switched off for this site.").waitFor();
    await popup.page.getByRole("button", { name: "Watch this site" }).click();
    await popup.page.getByText("No WebSockets in this tab yet.").waitFor();
    await sessions.waitFor("the end of it", tabId, (_, { mode }) => mode === "watch");
    await popup.disconnect();
    await page.close();
  });

  it("copies a report for an issue tracker", async () => {
    const { page } = await watched.open("/trouble");
    const popup = await watched.browser.openPopup(page);
    await popup.page.getByRole("button", { name: "Report" }).click();
    await popup.page.getByText("Copied").waitFor();
    await popup.disconnect();
    await page.bringToFront();
    await page.evaluate("document.body.innerHTML = '<textarea></textarea>'");
    await page.locator("textarea").focus();
    await page.keyboard.press("Control+V");
    expect(await page.locator("textarea").inputValue()).toContain("## Stormglass:");
    await page.close();
  });

  it("records the site, also after it is closed, until it is told to stop", async () => {
    const { browser, sessions } = watched;
    const { page, tabId } = await watched.open("/healthy");
    const popup = await browser.openPopup(page);
    await popup.page.getByRole("img", { name: /Messages lately/ }).waitFor();
    const site = popup.page.getByRole("combobox", { name: "This site" });
    await site.selectOption("record");
    await sessions.waitFor("the recording", tabId, (_, { mode }) => mode === "record");
    await expect.poll(() => site.inputValue()).toBe("record");
    await site.selectOption("off");
    await popup.page.getByText(/Not watched since \d\d:/).waitFor();
    await site.selectOption("auto");
    await sessions.waitFor("its end", tabId, (_, { mode }) => mode === "watch");
    await popup.disconnect();
    await page.close();
  });

  it.each([
    ["Open panel", false],
    ["Export", true],
  ])("opens the panel's own page by %s", async (name, exports) => {
    const { browser } = watched;
    const { page, tabId } = await watched.open("/healthy");
    const popup = await browser.openPopup(page);
    const opened = browser.context.waitForEvent("page");
    const link = popup.page.getByRole("link", { name, exact: true });
    // The new tab takes the focus, and a popup without it closes while the click still goes on.
    const click = () => link.click().catch(() => {});
    if (exports) expect((await browser.downloadFrom(click)).fileName).toMatch(/\.har$/);
    else await click();
    const panel = await opened;
    expect(new URL(panel.url()).search).toBe(`?tab=${tabId}${exports ? "&export=1" : ""}`);
    await panel.getByRole("tree").waitFor();
    await panel.close();
    await page.close();
  });
});
