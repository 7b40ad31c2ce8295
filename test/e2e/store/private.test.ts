import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { BrowserHandle } from "../../harness/launch-browser.ts";
import { makeTempFolder } from "../../harness/profile.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { countStoredRows } from "../flood/kept-rows.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

const ORDINARY = "qzjxkwvp-ordinary-bhfgm";
const PRIVATE = "wkvqzxjh-private-dmbtcg";

/** What a user does on chrome://extensions. No type package has this interface. */
type DeveloperPrivate = {
  updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void>;
  updateExtensionConfiguration(change: {
    extensionId: string;
    incognitoAccess: boolean;
  }): Promise<void>;
};

it("leaves nothing of a private window on disk, and says so", async () => {
  const profile = join(makeTempFolder("private").path, "profile");
  const watched = await startWatched(
    (url) => ({
      "/": script(`
        const name = location.search.slice(1);
        const socket = new WebSocket("${url}/echo?" + name);
        let received = 0;
        socket.onmessage = () => { received++; };
        setInterval(() => { if (socket.readyState === 1) socket.send(name); }, 10);`),
    }),
    { userDataDir: profile },
  );
  try {
    await allowPrivate(watched);
    const { page, tabId } = await watched.open(`/?${ORDINARY}`);
    await watched.browser.openPanelPage(tabId);
    await page.waitForFunction("received > 50");
    await expect.poll(() => countStoredRows(watched, tabId)).toBeGreaterThan(50);
    await watchPrivately(watched);
  } finally {
    await watched.close();
  }
  expect(filesWith(profile, ORDINARY)).not.toEqual([]);
  expect(filesWith(profile, PRIVATE)).toEqual([]);
});

/** Ends every page and script of the extension: it is reloaded by this. */
async function allowPrivate({ browser }: Watched): Promise<void> {
  const before = await workersOf(browser);
  const settings = await browser.openPage("chrome://extensions/");
  await settings.evaluate(async (extensionId) => {
    const developer = Reflect.get(chrome, "developerPrivate") as DeveloperPrivate;
    // The change reloads the extension, and without this an unpacked one stays off by it.
    await developer.updateProfileConfiguration({ inDeveloperMode: true });
    await developer.updateExtensionConfiguration({ extensionId, incognitoAccess: true });
  }, browser.extensionId);
  await settings.close();
  await waitFor("the worker from before to end", async () =>
    (await workersOf(browser)).every((id) => !before.includes(id)),
  );
}

/** Records a page in a private window, with the panel beside it. */
async function watchPrivately({ browser, pages }: Watched): Promise<void> {
  const { cdp, extensionId } = browser;
  const origin = `chrome-extension://${extensionId}`;
  const ordinary = await browser.worker();
  const workersBefore = await workersOf(browser);
  await ordinary.evaluate(
    (url) => chrome.windows.create({ incognito: true, url }),
    `${pages.url}/?${PRIVATE}`,
  );
  const workerId = await waitFor("a worker for private windows", async () =>
    (await workersOf(browser)).find((id) => !workersBefore.includes(id)),
  );
  const { sessionId } = await cdp.send<{ sessionId: string }>("Target.attachToTarget", {
    ...{ targetId: workerId, flatten: true },
  });
  const tabId = await waitFor("the private tab", () =>
    cdp.evaluate<number | undefined>(
      sessionId,
      // At first the worker is there and its interfaces are not.
      `(async () => (await globalThis.chrome?.tabs?.query({}))
        ?.find(({ url }) => url?.includes("${PRIVATE}"))?.id)()`,
    ),
  );
  const panelUrl = `${origin}/extension/panel.html?tab=${tabId}`;
  await cdp.evaluate(sessionId, `chrome.tabs.create({ url: "${panelUrl}" }).then(() => null)`);
  const panel = await waitFor("the private panel", async () =>
    (await cdp.targets()).find(({ url }) => url === panelUrl),
  );
  const shown = await cdp.send<{ sessionId: string }>("Target.attachToTarget", {
    ...{ targetId: panel.targetId, flatten: true },
  });
  await waitFor("its words", async () => {
    const text = await cdp.evaluate<string>(shown.sessionId, "document.body?.innerText ?? ''");
    return text.includes("this is a private window") && text.includes("#1");
  });
  // What is chosen for a site there is kept there, too.
  const chosen = await cdp.evaluate<{ siteMode: string; synced: string[] }>(
    shown.sessionId,
    `(async () => {
      const port = chrome.runtime.connect({ name: "view:${tabId}" });
      const siteMode = await new Promise((resolve) => {
        port.onMessage.addListener(({ siteMode }) => {
          port.postMessage({ kind: "heard" });
          if (siteMode) resolve(siteMode);
        });
        port.postMessage({ kind: "site-mode", mode: "record" });
      });
      port.disconnect();
      const synced = Object.keys(await chrome.storage.sync.get(null));
      return { siteMode, synced: synced.filter((key) => key.startsWith("site:")) };
    })()`,
  );
  expect(chosen).toEqual({ siteMode: "record", synced: [] });
  await waitFor("recorded rows", () =>
    cdp.evaluate<boolean>(
      shown.sessionId,
      `(async () => {
      const opened = indexedDB.open("stormglass");
      const database = await new Promise((resolve) => { opened.onsuccess = () => resolve(opened.result); });
      const asked = database.transaction("index").objectStore("index").getAll();
      const entries = await new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
      database.close();
      return entries.reduce((sum, { rows }) => sum + rows, 0) > 50;
    })()`,
    ),
  );
}

const workersOf = async ({ cdp, extensionId }: BrowserHandle): Promise<string[]> =>
  (await cdp.targets())
    .filter(({ type, url }) => type === "service_worker" && url.includes(extensionId))
    .map(({ targetId }) => targetId);

/** Files that hold a text, whether one byte a letter or two. */
function filesWith(folder: string, text: string): string[] {
  const needles = [Buffer.from(text, "latin1"), Buffer.from(text, "utf16le")];
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => {
    const file = join(folder, path);
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found?.isFile()) return false;
    const bytes = readFileSync(file);
    return needles.some((needle) => bytes.includes(needle));
  });
}
