import type { Page as Tab } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messageCount } from "../../harness/on-screen.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let options: Tab;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`const socket = new WebSocket("${url}/echo");
      let echoes = 0;
      socket.onmessage = () => { echoes++; };
      const talk = (count) => { for (let i = 0; i < count; i++) socket.send("number " + i); };`),
  }));
  const { browser } = watched;
  options = await browser.openPage(
    `chrome-extension://${browser.extensionId}/extension/options.html`,
  );
});
afterAll(() => watched?.close());

const stored = async (): Promise<Record<string, unknown>> =>
  (await watched.browser.worker()).evaluate(() => chrome.storage.sync.get(null));
const field = (name: string) => options.getByRole("textbox", { name, exact: true });

/** Opens a page that sends and hears so many messages while it is only watched. */
async function openTalking(count: number) {
  const opened = await watched.open("/");
  await opened.page.waitForFunction("socket.readyState === 1");
  await watched.sessions.waitFor("the socket", opened.tabId, ([only]) => only?.open !== null);
  await opened.page.evaluate(`talk(${count})`);
  await opened.page.waitForFunction(`echoes === ${count}`);
  return opened;
}

/** The panel lists just so many messages, and what they said. */
async function expectKept(tabId: number, count: number): Promise<void> {
  const panel = await watched.browser.openPanelPage(tabId);
  await panel.getByRole("treeitem", { name: /#1/ }).click();
  await panel.getByRole("tab", { name: /Messages/ }).click();
  // Rows out of sight do not exist, so the count above the list is what tells.
  await messageCount(panel).getByText(`${count} messages`, { exact: true }).waitFor();
  await panel.getByRole("row").filter({ hasText: "number 19" }).first().waitFor();
  await panel.close();
}

describe("the options page", () => {
  it("has a name for every control", async () => {
    for (const name of ["Pause everywhere", "Preserve log"]) {
      await options.getByRole("checkbox", { name, exact: true }).waitFor();
    }
    for (const name of ["Recent messages", "Memory for them", "Budget", "Burst", "Site"]) {
      await field(name).waitFor();
    }
    await options.getByRole("combobox", { name: "Mode for the new site" }).waitFor();
    const nameless = await options.evaluate(
      () =>
        [...document.querySelectorAll("input, select, button")].filter((control) => {
          const labels = control instanceof HTMLInputElement ? (control.labels?.length ?? 0) : 0;
          return labels === 0 && !control.ariaLabel && !control.textContent;
        }).length,
    );
    expect(nameless).toBe(0);
  });

  it("says beside the field what is wrong, and stores nothing of it", async () => {
    await field("Recent messages").fill("20001");
    await options.getByText("Too much: 0 to 20,000 messages.").waitFor();
    expect(await field("Recent messages").getAttribute("aria-invalid")).toBe("true");
    await options.getByRole("button", { name: "Reset limits to defaults" }).click();
    expect(await field("Recent messages").inputValue()).toBe("200");
    expect(await stored()).not.toHaveProperty(["limit:ringMessages"]);
  });

  it("brings a changed limit to the page: a ring of 5 hands over exactly 5", async () => {
    await field("Recent messages").fill("5");
    await expect.poll(stored).toMatchObject({ "limit:ringMessages": 5 });
    const { page, tabId } = await openTalking(20);
    await expectKept(tabId, 5);
    await page.close();
  });

  it("goes back to the defaults by one click, in open pages too", async () => {
    await options.getByRole("button", { name: "Reset limits to defaults" }).click();
    await expect.poll(stored).not.toHaveProperty(["limit:ringMessages"]);
    const { page, tabId } = await openTalking(20);
    await expectKept(tabId, 40);
    await page.close();
  });

  it("adds a site, changes its mode and removes it", async () => {
    const { page, tabId } = await watched.open("/");
    const { host } = new URL(page.url());
    const reaches = (mode: string) =>
      watched.sessions.waitFor(`the mode ${mode}`, tabId, (_, session) => session.mode === mode);
    await field("Site").fill(page.url());
    await field("Site").press("Enter");
    await reaches("off");
    const mode = options.getByRole("combobox", { name: `Mode for ${host}` });
    await mode.selectOption("record");
    await reaches("record");
    expect(await stored()).toMatchObject({ [`site:${host}`]: "record" });
    await options.getByRole("button", { name: `Remove ${host}` }).click();
    await reaches("watch");
    expect(await stored()).not.toHaveProperty(`site:${host}`);
    await page.close();
  });

  it("keeps what was chosen a moment before it was closed", async () => {
    await options.getByRole("checkbox", { name: "Preserve log" }).check();
    await options.reload();
    await options.getByRole("checkbox", { name: "Preserve log", checked: true }).waitFor();
    await expect.poll(stored).toMatchObject({ preserveLog: true });
    const { page, tabId } = await openTalking(1);
    await page.reload();
    await watched.sessions.waitFor("both sockets", tabId, (seen) => seen.length === 2);
    await page.close();
  });
});
