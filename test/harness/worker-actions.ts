import type { BrowserContext, CDPSession, Page, Worker } from "playwright";
import type { Cdp } from "./cdp.ts";
import { targetIdOf } from "./connect-to-target.ts";
import { waitFor } from "./wait-for.ts";

export type Badge = {
  text: string;
  /** As `#rrggbb`. */
  color: string;
};

export async function readBadge(worker: Worker, tabId: number): Promise<Badge> {
  const { text, color } = await worker.evaluate(
    async (id) => ({
      text: await chrome.action.getBadgeText({ tabId: id }),
      color: await chrome.action.getBadgeBackgroundColor({ tabId: id }),
    }),
    tabId,
  );
  const hex = [...color].slice(0, 3).map((part) => part.toString(16).padStart(2, "0"));
  return { text, color: `#${hex.join("")}` };
}

export async function findTabId(cdp: Cdp, worker: Worker, page: Page): Promise<number> {
  const targetId = await targetIdOf(page);
  return waitFor(`${page.url()} to be the active tab of its window`, async () => {
    // Nothing connects a page to a tab's number, but each window has just one active tab.
    await page.bringToFront();
    const { windowId } = await cdp.send<{ windowId: number }>("Browser.getWindowForTarget", {
      targetId,
    });
    const tab = await worker.evaluate(
      async (id) => (await chrome.tabs.query({ active: true, windowId: id }))[0],
      windowId,
    );
    // The extension's own welcome page may have come in front meanwhile. Where the extension has
    // no access, as on the browser's own pages, it isn't told the address.
    return tab?.id !== undefined && (tab.url ?? page.url()) === page.url() ? tab.id : null;
  });
}

/** Ends the worker that has this origin, as the browser does when it has been idle. */
export async function stopWorker(context: BrowserContext, origin: string): Promise<void> {
  const list = await openWorkerList(context, origin);
  const { versionId } = await waitFor("the background worker to run", list.running);
  await list.session.send("ServiceWorker.stopWorker", { versionId });
  // Where a page talks to it, the next one starts at once, so being stopped is an event to catch.
  await waitFor("the background worker to stop", list.hasStopped);
  await list.session.detach();
}

/** Playwright keeps listing a stopped worker, and a question to it would wait for ever. */
export async function startWorker(context: BrowserContext, origin: string): Promise<void> {
  const list = await openWorkerList(context, origin);
  await waitFor("the background worker to run", async () => {
    if (list.stopped()) await list.session.send("ServiceWorker.startWorker", { scopeURL: origin });
    return list.running();
  });
  await list.session.detach();
}

type Version = { versionId: string; runningStatus: string; scriptURL: string };

/** The browser's own list of service workers, which it shows to pages' sessions only. */
async function openWorkerList(context: BrowserContext, origin: string) {
  // A tested page may be closed meanwhile; the browser's first one and our own are there all along.
  const stays = (page: Page) => page.url() === "about:blank" || page.url().startsWith(origin);
  const pages = context.pages();
  const page = pages.find(stays) ?? pages[0] ?? (await context.newPage());
  const session: CDPSession = await context.newCDPSession(page);
  let version: Version | null = null;
  let hasStopped = false;
  session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
    for (const listed of versions) {
      if (!listed.scriptURL.startsWith(origin)) continue;
      hasStopped ||= version?.runningStatus !== "stopped" && listed.runningStatus === "stopped";
      version = listed;
    }
  });
  await session.send("ServiceWorker.enable");
  const withStatus = (status: string) => (version?.runningStatus === status ? version : null);
  return {
    session,
    running: () => withStatus("running"),
    stopped: () => withStatus("stopped"),
    hasStopped: () => hasStopped,
  };
}
