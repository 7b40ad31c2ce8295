/** `npm run bench -- million`: W6, a million messages recorded through sockets, read meanwhile. */

import { setTimeout as sleep } from "node:timers/promises";
import { driveStore } from "../e2e/store/driven-store.ts";
import { computeExtensionId } from "../harness/extension-id.ts";
import { startFaultServer } from "../servers/fault-server.ts";
import { startPageServer } from "../servers/page-server.ts";
import { EXTENSION } from "./extension-folder.ts";
import { settle } from "./measure.ts";
import { attachWorker, readKept } from "./measure-kept.ts";
import { openPage } from "./open-page.ts";
import type { PipeBrowser } from "./pipe-browser.ts";
import { pssMiBByRole } from "./process-tree.ts";
import { median } from "./statistics.ts";
import { launchVariant, type Variant } from "./variants.ts";
import { receive } from "./workloads.ts";

export const MILLION = 1_000_000;
const SAMPLE_EVERY_MS = 1_000;
const READS_A_SAMPLE = 10;

type Sample = { heapMiB: number; backgroundMiB: number; readMs: number[] };

export async function benchMillion(): Promise<string[]> {
  const server = await startFaultServer();
  const pages = await startPageServer({ "/": "<!doctype html><title>bench</title>" });
  try {
    const place = { pageUrl: `${pages.url}/`, serverUrl: server.url };
    const none = await runMillion("none", place);
    const { samples, ms, kept } = await runMillion("record", place);
    const heap = (list: Sample[]) => median(list.map(({ heapMiB }) => heapMiB));
    const background = Math.max(...samples.map(({ backgroundMiB }) => backgroundMiB));
    const reads = samples.flatMap(({ readMs }) => readMs).sort((a, b) => a - b);
    const p99 = reads[Math.floor(reads.length * 0.99)] ?? Number.NaN;
    const lines = [
      "| W6 1,000,000 × 128 B received and recorded | |",
      "| --- | --- |",
      `| in the store, dropped, counted | ${kept?.stored}, ${kept?.dropped}, ${kept?.counted} |`,
      `| page time | ${(ms / 1_000).toFixed(1)} s; ${(none.ms / 1_000).toFixed(1)} s without |`,
      `| memory of the extension's processes above idle, at most | ${background.toFixed(0)} MiB of 150 MiB (PSS) |`,
      `| the page's heap, collected, above that without | ${(heap(samples) - heap(none.samples)).toFixed(1)} MiB of 8 MiB (medians) |`,
      `| 50 rows at any place, read meanwhile | median ${median(reads).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, worst ${reads.at(-1)?.toFixed(1)} ms of 50 ms; ${reads.length} reads |`,
    ];
    for (const line of lines) console.log(line);
    return lines;
  } finally {
    await Promise.all([server.stop(), pages.stop()]);
  }
}

async function runMillion(variant: Variant, place: { pageUrl: string; serverUrl: string }) {
  const browser = await launchVariant(variant, place.pageUrl);
  try {
    const page = await openPage(browser, place.pageUrl);
    const readRows = variant === "none" ? async () => [] : await openReader(browser, place.pageUrl);
    await settle(browser.pid);
    const idleMiB = pssMiBByRole(browser.pid).extension;
    const samples: Sample[] = [];
    let isOver = false;
    const run = browser
      .evaluate<{ ms: number }>(
        page.session,
        `(${receive(`/flood/${MILLION}/128`, MILLION)})(${JSON.stringify(place.serverUrl)})`,
      )
      .finally(() => {
        isOver = true;
      });
    while (!isOver) {
      await sleep(SAMPLE_EVERY_MS);
      const readMs = await readRows();
      const backgroundMiB = pssMiBByRole(browser.pid).extension - idleMiB;
      samples.push({ heapMiB: await readHeapMiB(browser, page.session), backgroundMiB, readMs });
    }
    const { ms } = await run;
    await settle(browser.pid);
    return { samples, ms, kept: variant === "none" ? null : await readKept(browser) };
  } finally {
    await browser.close();
  }
}

/** What is alive in the page: its own, the hook's and the bridge's. */
export async function readHeapMiB(browser: PipeBrowser, session: string): Promise<number> {
  await browser.send("HeapProfiler.collectGarbage", {}, session);
  const { usedSize } = await browser.send<{ usedSize: number }>(
    "Runtime.getHeapUsage",
    {},
    session,
  );
  return usedSize / (1_024 * 1_024);
}

/** Reads rows as the panel does, in a page of the extension, while the worker writes. */
async function openReader(browser: PipeBrowser, pageUrl: string): Promise<() => Promise<number[]>> {
  const worker = await attachWorker(browser);
  const find = `chrome.tabs.query({}).then((tabs) => tabs.find(({ url }) => url === ${JSON.stringify(pageUrl)}).id)`;
  const tabId = await browser.evaluate<number>(worker, find);
  await browser.detach(worker);
  const url = `chrome-extension://${computeExtensionId(EXTENSION)}/extension/welcome.html`;
  const { session } = await openPage(browser, url);
  const store = await driveStore((text) => browser.evaluate(session, text));
  return async () => {
    const hasRows = (await store("count", tabId, null)) > 0;
    return hasRows ? store("timeReads", tabId, null, READS_A_SAMPLE) : [];
  };
}
