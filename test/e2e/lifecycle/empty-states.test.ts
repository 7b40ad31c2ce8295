import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { script, startWatched, type Watched } from "./watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": "<!doctype html><title>A page without sockets</title>",
    "/no-scripts": {
      body: script(`new WebSocket("${url}/echo")`),
      headers: { "content-security-policy": "sandbox" },
    },
    "/old": script(`const socket = new WebSocket("${url}/echo");
      let echoes = 0;
      socket.onmessage = () => { echoes++; };`),
  }));
});
afterAll(() => watched?.close());

/** What the panel says of a tab instead of showing sockets. */
async function expectSentence(tabId: number, sentence: string): Promise<void> {
  const panel = await watched.browser.openPanelPage(tabId);
  await panel.getByRole("status").filter({ hasText: sentence }).waitFor();
  await panel.close();
}

/** What a user does on chrome://extensions. No type package has this interface. */
type DeveloperPrivate = {
  updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void>;
  updateExtensionConfiguration(change: { extensionId: string; hostAccess: string }): Promise<void>;
  reload(extensionId: string): Promise<void>;
};

/** The switch "On click" or "On all sites". */
async function allowSites(access: "ON_CLICK" | "ON_ALL_SITES"): Promise<void> {
  const { browser } = watched;
  const settings = await browser.openPage("chrome://extensions/");
  await settings.evaluate(
    ([extensionId, hostAccess]) => {
      const developer = Reflect.get(chrome, "developerPrivate") as DeveloperPrivate;
      return developer.updateExtensionConfiguration({ extensionId, hostAccess });
    },
    [browser.extensionId, access] as const,
  );
  await settings.close();
}

/** The button "Reload", which ends every page and script of the extension. */
async function reloadExtension(): Promise<void> {
  const { browser } = watched;
  const settings = await browser.openPage("chrome://extensions/");
  await settings.evaluate(async (extensionId) => {
    const developer = Reflect.get(chrome, "developerPrivate") as DeveloperPrivate;
    // Without it an unpacked extension stays off once it was reloaded.
    await developer.updateProfileConfiguration({ inDeveloperMode: true });
    await developer.reload(extensionId);
  }, browser.extensionId);
  await settings.close();
}

describe("a panel that has nothing to show", () => {
  it("says that the page has opened no sockets", async () => {
    const { page, tabId } = await watched.open("/");
    await expectSentence(tabId, "No WebSockets yet");
    await page.close();
  });

  it("says that a page belongs to the browser", async () => {
    const page = await watched.browser.openPage("chrome://version/");
    await expectSentence(await watched.browser.tabIdOf(page), "cannot look into this page");
    await page.close();
  });

  it("says that scripts cannot run in the page", async () => {
    const { page, tabId } = await watched.open("/no-scripts");
    await expectSentence(tabId, "Scripts cannot run in this page");
    await page.close();
  });

  it("says that it is paused", async () => {
    const { sessions } = watched;
    const { page, tabId } = await watched.open("/");
    const pause = (on: boolean) => sessions.command(tabId, { kind: "pause", on });
    await pause(true);
    await expectSentence(tabId, "paused everywhere");
    await pause(false);
    await expectSentence(tabId, "No WebSockets yet");
    await page.close();
  });

  it("says that it has no access to the site", async () => {
    await allowSites("ON_CLICK");
    const { page, tabId } = await watched.open("/");
    await expectSentence(tabId, "no access to this site");
    await page.close();
    await allowSites("ON_ALL_SITES");
  });

  // The last one: it ends every page of the extension, the session reader's too.
  it("says that the page was loaded before Stormglass, and leaves that page alone", async () => {
    const { browser } = watched;
    const { page, tabId } = await watched.open("/old");
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.waitForFunction("socket.readyState === 1");
    await reloadExtension();
    await expectSentence(tabId, "This page was loaded before Stormglass");
    await page.evaluate("for (let i = 0; i < 5; i++) socket.send('to nobody')");
    await page.waitForFunction("echoes === 5");
    expect(complaints).toEqual([]);
    await page.reload();
    const panel = await browser.openPanelPage(tabId);
    await panel.getByRole("tree").waitFor();
    await panel.close();
    await page.close();
  });
});
