/** The panel's page in a tab of its own, opened, led to a list and timed, over the bare pipe. */

import { computeExtensionId } from "../harness/extension-id.ts";
import { waitFor } from "../harness/wait-for.ts";
import { EXTENSION } from "./extension-folder.ts";
import { attachWorker } from "./measure-kept.ts";
import { type BenchPage, openPage } from "./open-page.ts";
import { describeLongTasks, NOTE_TIMES, type Noted, search, TAKE_NOTES } from "./panel-timing.ts";
import type { PipeBrowser } from "./pipe-browser.ts";

export async function findPanelUrl(browser: PipeBrowser, { targetId }: BenchPage): Promise<string> {
  const worker = await attachWorker(browser);
  const { url } = (await browser.targets()).find((target) => target.targetId === targetId) ?? {};
  const find = `chrome.tabs.query({}).then((tabs) => tabs.find((tab) => tab.url === ${JSON.stringify(url)}).id)`;
  const tabId = await browser.evaluate<number>(worker, find);
  await browser.detach(worker);
  return `chrome-extension://${computeExtensionId(EXTENSION)}/extension/panel.html?tab=${tabId}`;
}

export async function openNoted(browser: PipeBrowser, url: string): Promise<BenchPage> {
  const page = await openPage(browser, "about:blank");
  await browser.send("Page.enable", {}, page.session);
  await browser.send("Page.addScriptToEvaluateOnNewDocument", { source: NOTE_TIMES }, page.session);
  await browser.send("Page.navigate", { url }, page.session);
  await waitFor("the panel to show what it knows", async () => {
    // While it navigates, its context is gone between two questions.
    const ask = browser.evaluate<boolean>(page.session, "noted.usefulMs !== null");
    return ask.catch(() => false);
  });
  return page;
}

export const takeNotes = (browser: PipeBrowser, panel: BenchPage): Promise<Noted> =>
  browser.evaluate<Noted>(panel.session, TAKE_NOTES);

export async function showMessages(browser: PipeBrowser, panel: BenchPage, ordinal: string) {
  await browser.evaluate(
    panel.session,
    `(async () => {
      const row = () => [...document.querySelectorAll("#connections .row.connection")]
        .find((row) => row.querySelector(".ordinal").textContent === ${JSON.stringify(ordinal)});
      await noted.until(row);
      row().click();
      await noted.until(() => document.getElementById("tab-messages"));
      document.getElementById("tab-messages").click();
      await noted.until(() => document.querySelector("#messages .row.message .content"));
    })()`,
  );
}

export async function measureSearch(
  browser: PipeBrowser,
  panel: BenchPage,
  text: string,
  what: string,
  atMostMs: number,
): Promise<string> {
  type Searched = { firstMs: number | null; ms: number; words: string };
  const searched = await browser.evaluate<Searched>(panel.session, search(text));
  const { longTasks } = await takeNotes(browser, panel);
  const first =
    searched.firstMs === null ? "" : `first hit after ${Math.round(searched.firstMs)} ms, `;
  return `| search of all bodies, ${what} | ${first}done after ${Math.round(searched.ms)} ms of ${atMostMs.toLocaleString("en")} ms: “${searched.words}” | ${describeLongTasks(longTasks)} |`;
}
