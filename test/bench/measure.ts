import { setTimeout as sleep } from "node:timers/promises";
import { computeExtensionId } from "../harness/extension-id.ts";
import { EXTENSION } from "./extension-folder.ts";
import { type Kept, readKept } from "./measure-kept.ts";
import { findRenderer, openDevtools, openPage } from "./open-page.ts";
import type { PipeBrowser } from "./pipe-browser.ts";
import { cpuSeconds, mainThreadSeconds, pssMiB } from "./process-tree.ts";
import { hasDevtools, hasExtension, type Variant } from "./variants.ts";
import type { Workload } from "./workloads.ts";

export type Figures = {
  /** By the page's own clock. */
  pageMs: number;
  /** Of the whole browser, until it is quiet again. */
  cpuSeconds: number;
  /** Of the page's main thread, a message. */
  mainThreadMicros: number;
  pssMiB: number;
  p50: number | null;
  p99: number | null;
  /** Null without the extension. */
  kept: Kept | null;
};

/** So long must the browser do next to nothing before a round counts as over. */
const QUIET_MS = 600;
const QUIET_CPU_SECONDS = 0.03;

/** One round: a new page, the workload, and whatever the browser does because of it afterwards. */
export async function measureRound(
  browser: PipeBrowser,
  variant: Variant,
  workload: Workload,
  place: { pageUrl: string; serverUrl: string },
): Promise<Figures> {
  const page = await openPage(browser, place.pageUrl);
  if (hasDevtools(variant)) {
    const extensionId = computeExtensionId(EXTENSION);
    await openDevtools(
      browser,
      page,
      hasExtension(variant) ? { panel: "stormglass", extensionId } : { panel: "console" },
    );
  }
  const renderer = await findRenderer(browser, page);
  await settle(browser.pid);
  const before = cpuSeconds(browser.pid);
  const mainThreadBefore = mainThreadSeconds(renderer);
  const { ms, p50, p99 } = await browser.evaluate<{ ms: number; p50?: number; p99?: number }>(
    page.session,
    `(${workload.run})(${JSON.stringify(place.serverUrl)})`,
  );
  await settle(browser.pid);
  const figures: Figures = {
    pageMs: ms,
    cpuSeconds: cpuSeconds(browser.pid) - before,
    mainThreadMicros: ((mainThreadSeconds(renderer) - mainThreadBefore) * 1e6) / workload.messages,
    pssMiB: pssMiB(browser.pid),
    p50: p50 ?? null,
    p99: p99 ?? null,
    kept: hasExtension(variant) ? await readKept(browser) : null,
  };
  await page.close();
  await settle(browser.pid);
  return figures;
}

/** Waits until the browser's processes use next to no CPU any more. */
export async function settle(pid: number): Promise<void> {
  for (;;) {
    const before = cpuSeconds(pid);
    await sleep(QUIET_MS);
    if (cpuSeconds(pid) - before <= QUIET_CPU_SECONDS) return;
  }
}
