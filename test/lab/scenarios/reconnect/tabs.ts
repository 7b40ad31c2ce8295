import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright";
import type { BrowserHandle } from "../../../harness/launch-browser.ts";
import type { LabServers } from "../../lab-servers.ts";
import { openAll } from "../../page-actions.ts";
import { expectEach, type Scenario } from "../../scenario.ts";

const TABS = 6;
const LOSSES = 3;
const WAIT_MS = 1_000;
/** Six tabs so far apart are two seconds from the first to the last. */
const APART_MS = 400;

/**
 * The same page in six tabs, each with one socket, and a server that restarts. When a tab comes back
 * is said from here: timers of tabs out of sight are the browser's, not the page's.
 */
async function restartUnder(
  page: Page,
  { pages, others: [, , host] }: LabServers,
  browser: BrowserHandle,
  path: string,
  apartMs: number,
): Promise<void> {
  const tabs = [page];
  while (tabs.length < TABS) tabs.push(await browser.openPage(pages.url));
  for (let loss = 0; loss < LOSSES; loss++) {
    if (loss > 0) await sleep(WAIT_MS);
    await Promise.all(
      tabs.map(async (tab, i) => {
        await sleep(loss > 0 ? i * apartMs : 0);
        await openAll(tab, `${host?.url}${path}`, 1);
      }),
    );
    host?.closeAll(1012, "deploy");
  }
  for (const tab of tabs.slice(1)) await tab.close();
}

/** What tabs do together: none of them would be a herd by itself. */
export const tabs: Scenario[] = [
  {
    name: "six tabs come back as one",
    devtools: "closed",
    run: (page, servers, browser) => restartUnder(page, servers, browser, "/echo/tabs", 0),
    expect: {
      ...expectEach("/echo/tabs", LOSSES, "server-restart", ["abnormal-closure"]),
      required: ["thundering-herd"],
    },
  },
  {
    name: "six tabs come back one after the other",
    devtools: "closed",
    run: (page, servers, browser) => restartUnder(page, servers, browser, "/echo/apart", APART_MS),
    expect: expectEach("/echo/apart", LOSSES, "server-restart", ["thundering-herd"]),
  },
];
