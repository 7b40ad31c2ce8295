import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page, Worker } from "playwright";
import { type Connected, targetIdOf } from "./connect-to-target.ts";
import { computeExtensionId } from "./extension-id.ts";
import { launchPlain, type PlainBrowser, type PlainOptions } from "./launch-plain.ts";
import { openPanel, type PanelHandle } from "./open-panel.ts";
import { openPopup } from "./open-popup.ts";
import { type Badge, findTabId, readBadge, startWorker, stopWorker } from "./worker-actions.ts";

export type BrowserOptions = PlainOptions & {
  /** The folder of the unpacked extension. */
  extension: string;
  /** Others beside it, such as `test/harness/extensions/blocker`. */
  extraExtensions?: string[];
};

export type BrowserHandle = PlainBrowser & {
  extensionId: string;
  /** The extension's background worker; started where it is stopped. */
  worker(): Promise<Worker>;
  /** Ends the worker, as the browser does when it is idle. */
  stopWorker(): Promise<void>;
  /** The number by which extensions know a page; brings the page to the front the first time. */
  tabIdOf(page: Page): Promise<number>;
  badge(page: Page): Promise<Badge>;
  openPanel(page: Page): Promise<PanelHandle>;
  openPopup(page: Page): Promise<Connected>;
  /** The panel in a tab of its own, showing another tab; without a tab it is the file viewer. */
  openPanelPage(tabId?: number): Promise<Page>;
};

/** Real Chromium with the extension installed, in a profile that is gone afterwards. */
export async function launchBrowser(options: BrowserOptions): Promise<BrowserHandle> {
  const extension = resolve(options.extension);
  if (!existsSync(join(extension, "manifest.json"))) {
    throw new Error(`There is no extension in ${extension}: build it with "npm run build" first.`);
  }
  const folders = [extension, ...(options.extraExtensions ?? []).map((path) => resolve(path))];
  const plain = await launchPlain({
    ...options,
    args: [
      // Playwright passes --disable-extensions, so that loading alone would do nothing.
      `--disable-extensions-except=${folders.join(",")}`,
      `--load-extension=${folders.join(",")}`,
      ...(options.args ?? []),
    ],
  });
  const browser = createBrowserHandle(plain, computeExtensionId(extension));
  try {
    await browser.worker();
  } catch (error) {
    await browser.close();
    throw error;
  }
  return browser;
}

function createBrowserHandle(plain: PlainBrowser, extensionId: string): BrowserHandle {
  const { context, cdp } = plain;
  const origin = `chrome-extension://${extensionId}/`;
  const connections = new Set<{ disconnect(): Promise<void> }>();
  // Tab ids stay, and finding one anew would need a living worker and the page in front.
  const tabIds = new WeakMap<Page, number>();

  const isOurs = (worker: Worker) => worker.url().startsWith(origin);
  const worker = async () => {
    const known = context.serviceWorkers().find(isOurs);
    if (!known) return context.waitForEvent("serviceworker", { predicate: isOurs });
    await startWorker(context, origin);
    return known;
  };

  const keep = <Opened extends Connected | PanelHandle>(opened: Opened): Opened => {
    connections.add(opened);
    return opened;
  };

  const tabIdOf = async (page: Page) => {
    const tabId = tabIds.get(page) ?? (await findTabId(cdp, await worker(), page));
    tabIds.set(page, tabId);
    return tabId;
  };

  return {
    ...plain,
    extensionId,
    worker,
    tabIdOf,
    stopWorker: () => stopWorker(context, origin),
    badge: async (page) => readBadge(await worker(), await tabIdOf(page)),
    async openPopup(page) {
      const tabId = await tabIdOf(page);
      const place = { cdp, browserUrl: plain.url, extensionId, worker: await worker(), tabId };
      return keep(await openPopup(place));
    },
    async openPanel(page) {
      const pageTargetId = await targetIdOf(page);
      return keep(await openPanel({ cdp, browserUrl: plain.url, extensionId, pageTargetId }));
    },
    openPanelPage: (tabId) =>
      plain.openPage(`${origin}extension/panel.html${tabId === undefined ? "" : `?tab=${tabId}`}`),
    async close() {
      // Where the browser is gone already, there is nothing to let go of.
      for (const { disconnect } of connections) await disconnect().catch(() => {});
      await plain.close();
    },
  };
}
