/**
 * `npm run bench -- panel`: the panel over a million recorded messages. It is the panel's page in a
 * tab of its own, which is the same program as in DevTools.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { startFaultServer } from "../servers/fault-server.ts";
import { startPageServer } from "../servers/page-server.ts";
import { settle } from "./measure.ts";
import { MILLION, readHeapMiB } from "./million.ts";
import { type BenchPage, openPage } from "./open-page.ts";
import { findPanelUrl, measureSearch, openNoted, showMessages, takeNotes } from "./panel-page.ts";
import { describeLongTasks, jumpAround, search } from "./panel-timing.ts";
import type { PipeBrowser } from "./pipe-browser.ts";
import { median } from "./statistics.ts";
import { steady } from "./steady-route.ts";
import { launchVariant } from "./variants.ts";
import { receive } from "./workloads.ts";

const OPENINGS = 5;
const JUMPS = 40;
const RATE = 5_000;
const FLOW_MS = 10_000;
const SEARCH_MS = 2_000;

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
      await measureSearch(browser, panel, "7:x", "the first hit near", SEARCH_MS),
      await measureSearch(browser, panel, `${MILLION - 1}:x`, "of its last message", SEARCH_MS),
      await measureSearch(browser, panel, "no such words", "without a hit", SEARCH_MS),
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

async function measureJumps(browser: PipeBrowser, panel: BenchPage): Promise<string> {
  await showMessages(browser, panel, "#1");
  await takeNotes(browser, panel);
  const times = await browser.evaluate<number[]>(panel.session, jumpAround(JUMPS));
  const { longTasks } = await takeNotes(browser, panel);
  times.sort((a, b) => a - b);
  return `| rows after a jump of the scroll bar | median ${Math.round(median(times))} ms, worst ${Math.round(times.at(-1) ?? Number.NaN)} ms of 100 ms; ${JUMPS} jumps | ${describeLongTasks(longTasks)} |`;
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
  await browser.evaluate(panel.session, search("7:x"));
  await takeNotes(browser, panel);
  const countSeen = () => browser.evaluate<number>(page.session, "seen");
  const before = await countSeen();
  const startedAt = performance.now();
  await sleep(FLOW_MS);
  const rate = ((await countSeen()) - before) / ((performance.now() - startedAt) / 1_000);
  const { longTasks } = await takeNotes(browser, panel);
  await browser.evaluate(page.session, "flow.close()");
  return `| ${Math.round(rate).toLocaleString("en")} messages a second, their list in sight, a search that goes on | ${FLOW_MS / 1_000} s | ${describeLongTasks(longTasks)} |`;
}
