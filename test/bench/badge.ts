/** `npm run bench -- badge`: how long after a socket failed the badge says so. */

import { setTimeout as sleep } from "node:timers/promises";
import { computeExtensionId } from "../harness/extension-id.ts";
import { waitFor } from "../harness/wait-for.ts";
import { startFaultServer } from "../servers/fault-server.ts";
import { startPageServer } from "../servers/page-server.ts";
import { EXTENSION } from "./extension-folder.ts";
import { openPage } from "./open-page.ts";
import type { PipeBrowser } from "./pipe-browser.ts";
import { median } from "./statistics.ts";
import { launchVariant } from "./variants.ts";

const ROUNDS = 15;
/** A page that was just loaded has other things to do. */
const REST_MS = 1_000;

/** Resolves to the moment at which the page heard of the close, epoch ms. */
const FAIL = `async (base) => {
  const socket = new WebSocket(base + "/close/1011");
  await new Promise((resolve) => { socket.onclose = resolve; });
  return Date.now();
}`;

/** Resolves to the moment at which the badge of the tab was seen to count one. */
const WATCH_BADGE = `async (pageUrl) => {
  const [{ id: tabId }] = (await chrome.tabs.query({})).filter(({ url }) => url === pageUrl);
  // Without a pause: this page is in the background, where timers fire once a second.
  while ((await chrome.action.getBadgeText({ tabId })) !== "1");
  return Date.now();
}`;

export async function benchBadge(): Promise<string[]> {
  const server = await startFaultServer();
  const pages = await startPageServer({ "/": "<!doctype html><title>bench</title>" });
  const browser = await launchVariant("watch", `${pages.url}/`);
  try {
    const url = `chrome-extension://${computeExtensionId(EXTENSION)}/extension/welcome.html`;
    const { session } = await openPage(browser, url);
    const place = { pageUrl: `${pages.url}/`, serverUrl: server.url, watcher: session };
    const running: number[] = [];
    const stopped: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      running.push(await timeBadge(browser, place, false));
      stopped.push(await timeBadge(browser, place, true));
    }
    const words = (ms: number[]) =>
      `median ${median(ms).toFixed(0)} ms, worst ${Math.max(...ms).toFixed(0)} ms`;
    const lines = [
      `| the badge after a socket's end, ${ROUNDS} rounds each | |`,
      "| --- | --- |",
      `| the worker runs | ${words(running)} of 500 ms |`,
      `| the worker was just stopped | ${words(stopped)} of 1,000 ms |`,
    ];
    for (const line of lines) console.log(line);
    return lines;
  } finally {
    await browser.close();
    await Promise.all([server.stop(), pages.stop()]);
  }
}

type Place = { pageUrl: string; serverUrl: string; watcher: string };

async function timeBadge(
  browser: PipeBrowser,
  { pageUrl, serverUrl, watcher }: Place,
  stopFirst: boolean,
): Promise<number> {
  const page = await openPage(browser, pageUrl);
  await sleep(REST_MS);
  const shown = browser.evaluate<number>(watcher, `(${WATCH_BADGE})(${JSON.stringify(pageUrl)})`);
  if (stopFirst) await stopWorker(browser);
  const failedAt = await browser.evaluate<number>(
    page.session,
    `(${FAIL})(${JSON.stringify(serverUrl)})`,
  );
  const ms = (await shown) - failedAt;
  await page.close();
  return ms;
}

/** As Chromium does it after half a minute without work. */
async function stopWorker(browser: PipeBrowser): Promise<void> {
  const { targetId } = await waitFor("the extension's worker", async () =>
    (await browser.targets()).find(
      ({ type, url }) => type === "service_worker" && url.startsWith("chrome-extension:"),
    ),
  );
  await browser.send("Target.closeTarget", { targetId });
}
