/**
 * `npm run bench -- panel`: the panel over a million recorded messages. It is the panel's page in a
 * tab of its own, which is the same program as in DevTools.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { computeExtensionId } from "../harness/extension-id.ts";
import { waitFor } from "../harness/wait-for.ts";
import { startFaultServer } from "../servers/fault-server.ts";
import { startPageServer } from "../servers/page-server.ts";
import { EXTENSION } from "./extension-folder.ts";
import { settle } from "./measure.ts";
import { attachWorker } from "./measure-kept.ts";
import { MILLION, readHeapMiB } from "./million.ts";
import { type BenchPage, openPage } from "./open-page.ts";
import {
  describeLongTasks,
  jumpAround,
  NOTE_TIMES,
  type Noted,
  search,
  TAKE_NOTES,
} from "./panel-timing.ts";
import type { PipeBrowser } from "./pipe-browser.ts";
import { median } from "./statistics.ts";
import { steady } from "./steady-route.ts";
import { launchVariant } from "./variants.ts";
import { receive } from "./workloads.ts";

const OPENINGS = 5;
const JUMPS = 40;
const RATE = 5_000;
const FLOW_MS = 10_000;

export async function benchPanel(): Promise<string[]> {
  const server = await startFaultServer({ more: { steady } });
  const pages = await startPageServer({ "/": "<!doctype html><title>bench</title>" });
  const browser = await launchVariant("record", `${pages.url}/`);
  try {
    const page = await openPage(browser, `${pages.url}/`);
    const run = receive(`/flood/${MILLION}/128`, MILLION);
    await browser.evaluate(page.session, `(${run})(${JSON.stringify(server.url)})`);
    await settle(browser.pid);
    const panelUrl = await findPanelUrl(browser, page);
    const lines = [
      `| the panel over ${MILLION.toLocaleString("en")} × 128 B recorded | | long tasks |`,
      "| --- | --- | --- |",
      await measureOpening(browser, panelUrl),
    ];
    const panel = await openNoted(browser, panelUrl);
    lines.push(
      await measureJumps(browser, panel),
      // Near the first rows, at the very end, and nowhere.
      await measureSearch(browser, panel, "7:x", "the first hit near"),
      await measureSearch(browser, panel, `${MILLION - 1}:x`, "of its last message"),
      await measureSearch(browser, panel, "no such words", "without a hit"),
      await measureFlow(browser, page, panel, `${server.url}/steady/${RATE}`),
      `| the panel's heap, collected, after all that | ${(await readHeapMiB(browser, panel.session)).toFixed(1)} MiB of 120 MiB | |`,
    );
    for (const line of lines) console.log(line);
    return lines;
  } finally {
    await browser.close();
    await Promise.all([server.stop(), pages.stop()]);
  }
}

async function findPanelUrl(browser: PipeBrowser, { targetId }: BenchPage): Promise<string> {
  const worker = await attachWorker(browser);
  const { url } = (await browser.targets()).find((target) => target.targetId === targetId) ?? {};
  const find = `chrome.tabs.query({}).then((tabs) => tabs.find((tab) => tab.url === ${JSON.stringify(url)}).id)`;
  const tabId = await browser.evaluate<number>(worker, find);
  await browser.detach(worker);
  return `chrome-extension://${computeExtensionId(EXTENSION)}/extension/panel.html?tab=${tabId}`;
}

async function openNoted(browser: PipeBrowser, url: string): Promise<BenchPage> {
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

const takeNotes = (browser: PipeBrowser, panel: BenchPage): Promise<Noted> =>
  browser.evaluate<Noted>(panel.session, TAKE_NOTES);

async function measureOpening(browser: PipeBrowser, url: string): Promise<string> {
  const times: number[] = [];
  const longTasks: number[] = [];
  for (let n = 0; n < OPENINGS; n++) {
    const panel = await openNoted(browser, url);
    const noted = await takeNotes(browser, panel);
    times.push(noted.usefulMs ?? Number.NaN);
    longTasks.push(...noted.longTasks);
    await browser.send("Target.closeTarget", { targetId: panel.targetId });
  }
  return `| first useful paint | median ${Math.round(median(times))} ms, worst ${Math.round(Math.max(...times))} ms of 500 ms; ${OPENINGS} openings | ${describeLongTasks(longTasks)} |`;
}

async function showMessages(browser: PipeBrowser, panel: BenchPage, ordinal: string) {
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

async function measureJumps(browser: PipeBrowser, panel: BenchPage): Promise<string> {
  await showMessages(browser, panel, "#1");
  await takeNotes(browser, panel);
  const times = await browser.evaluate<number[]>(panel.session, jumpAround(JUMPS));
  const { longTasks } = await takeNotes(browser, panel);
  times.sort((a, b) => a - b);
  return `| rows after a jump of the scroll bar | median ${Math.round(median(times))} ms, worst ${Math.round(times.at(-1) ?? Number.NaN)} ms of 100 ms; ${JUMPS} jumps | ${describeLongTasks(longTasks)} |`;
}

async function measureSearch(
  browser: PipeBrowser,
  panel: BenchPage,
  text: string,
  what: string,
): Promise<string> {
  type Searched = { firstMs: number | null; ms: number; words: string };
  const searched = await browser.evaluate<Searched>(panel.session, search(text));
  const { longTasks } = await takeNotes(browser, panel);
  const first =
    searched.firstMs === null ? "" : `first hit after ${Math.round(searched.firstMs)} ms, `;
  return `| search of all bodies, ${what} | ${first}done after ${Math.round(searched.ms)} ms of 2,000 ms: “${searched.words}” | ${describeLongTasks(longTasks)} |`;
}

async function measureFlow(
  browser: PipeBrowser,
  page: BenchPage,
  panel: BenchPage,
  url: string,
): Promise<string> {
  const open = `(() => {
    globalThis.seen = 0;
    globalThis.flow = new WebSocket(${JSON.stringify(url)});
    flow.onmessage = () => { seen++; };
  })()`;
  await browser.evaluate(page.session, open);
  await showMessages(browser, panel, "#2");
  await takeNotes(browser, panel);
  const countSeen = () => browser.evaluate<number>(page.session, "seen");
  const before = await countSeen();
  const startedAt = performance.now();
  await sleep(FLOW_MS);
  const rate = ((await countSeen()) - before) / ((performance.now() - startedAt) / 1_000);
  const { longTasks } = await takeNotes(browser, panel);
  await browser.evaluate(page.session, "flow.close()");
  return `| ${Math.round(rate).toLocaleString("en")} messages a second, their list in sight | ${FLOW_MS / 1_000} s | ${describeLongTasks(longTasks)} |`;
}
