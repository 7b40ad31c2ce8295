/** `npm run bench -- bodies`: a search in the panel through 512 MiB of bodies, all of them kept. */

import { startFaultServer } from "../servers/fault-server.ts";
import { startPageServer } from "../servers/page-server.ts";
import { settle } from "./measure.ts";
import { attachWorker, readKept } from "./measure-kept.ts";
import { readHeapMiB } from "./million.ts";
import { openPage } from "./open-page.ts";
import { findPanelUrl, measureSearch, openNoted, showMessages, takeNotes } from "./panel-page.ts";
import { steady } from "./steady-route.ts";
import { launchVariant } from "./variants.ts";
import { receive } from "./workloads.ts";

const MIB = 1_024 * 1_024;
const COUNT = 8_192;
const SIZE_BYTES = 64 * 1_024;
/** 12.5 MiB a second: of more a busy machine would drop bodies, as it should. */
const RATE = 200;
const SEARCH_MS = 8_000;

/** The most that the options allow, so that no body is cut and none has to go. */
const LIMITS = {
  bodyBytesPerSecond: 256 * MIB,
  bodyBurstBytes: 256 * MIB,
  tabBytes: 8 * 1_024 * MIB,
};

export async function benchLargeBodies(): Promise<string[]> {
  const server = await startFaultServer({ more: { steady } });
  const pages = await startPageServer({ "/": "<!doctype html><title>bench</title>" });
  const browser = await launchVariant("record", `${pages.url}/`);
  try {
    const worker = await attachWorker(browser);
    await browser.evaluate(
      worker,
      `chrome.storage.sync.set({ limits: ${JSON.stringify(LIMITS)} })`,
    );
    await browser.detach(worker);
    const page = await openPage(browser, `${pages.url}/`);
    const run = receive(`/steady/${RATE}/${SIZE_BYTES}/${COUNT}`, COUNT);
    await browser.evaluate(page.session, `(${run})(${JSON.stringify(server.url)})`);
    await settle(browser.pid);
    const { stored, storedBytes } = await readKept(browser);
    const panel = await openNoted(browser, await findPanelUrl(browser, page));
    await showMessages(browser, panel, "#1");
    await takeNotes(browser, panel);
    const lines = [
      `| the panel over ${COUNT.toLocaleString("en")} × ${SIZE_BYTES / 1_024} KiB recorded | | long tasks |`,
      "| --- | --- | --- |",
      `| kept | ${stored.toLocaleString("en")} messages, ${Math.round(storedBytes / MIB)} MiB | |`,
      await measureSearch(browser, panel, "7:x", "the first hit near", SEARCH_MS),
      await measureSearch(browser, panel, `${COUNT - 1}:x`, "of its last message", SEARCH_MS),
      await measureSearch(browser, panel, "no such words", "without a hit", SEARCH_MS),
      `| the panel's heap, collected, after all that | ${(await readHeapMiB(browser, panel.session)).toFixed(1)} MiB of 120 MiB | |`,
    ];
    for (const line of lines) console.log(line);
    return lines;
  } finally {
    await browser.close();
    await Promise.all([server.stop(), pages.stop()]);
  }
}
