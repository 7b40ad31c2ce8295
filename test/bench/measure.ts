import { setTimeout as sleep } from "node:timers/promises";
import { waitFor } from "../harness/wait-for.ts";
import type { PipeBrowser } from "./pipe-browser.ts";
import { cpuSeconds, pssMiB } from "./process-tree.ts";
import type { Workload } from "./workloads.ts";

export type Figures = {
  pageMs: number;
  cpuSeconds: number;
  p50?: number;
  p99?: number;
  pssMiB: number;
  /** What the extension counted, and of that what it recorded; null without it. */
  counted: number | null;
  stored: number | null;
};

/** So long must the browser do next to nothing before a round counts as over. */
const QUIET_MS = 300;
const QUIET_CPU_SECONDS = 0.02;

/** One round: a new page, the workload, and whatever the browser does because of it afterwards. */
export async function measureRound(
  browser: PipeBrowser,
  workload: Workload,
  place: { pageUrl: string; serverUrl: string; watched: boolean },
): Promise<Figures> {
  const { targetId } = await browser.send<{ targetId: string }>("Target.createTarget", {
    url: place.pageUrl,
  });
  const session = await browser.attach(targetId);
  await waitFor("the page to load", () =>
    browser.evaluate<boolean>(session, 'document.readyState === "complete"'),
  );
  await settle(browser.pid);
  const before = cpuSeconds(browser.pid);
  const expression = `(${workload.run})(${JSON.stringify(place.serverUrl)})`;
  const page = await browser.evaluate<{ ms: number; p50?: number; p99?: number }>(
    session,
    expression,
  );
  await settle(browser.pid);
  const used = cpuSeconds(browser.pid) - before;
  const pss = pssMiB(browser.pid);
  const kept = place.watched ? await readKept(browser) : null;
  await browser.send("Target.closeTarget", { targetId });
  await settle(browser.pid);
  const { ms, ...times } = page;
  return {
    pageMs: ms,
    cpuSeconds: used,
    ...times,
    pssMiB: pss,
    counted: kept?.counted ?? null,
    stored: kept?.stored ?? null,
  };
}

/** Waits until the browser's processes use next to no CPU any more. */
async function settle(pid: number): Promise<void> {
  for (;;) {
    const before = cpuSeconds(pid);
    await sleep(QUIET_MS);
    if (cpuSeconds(pid) - before <= QUIET_CPU_SECONDS) return;
  }
}

const COUNT = `(async () => {
  let counted = 0;
  for (const value of Object.values(await chrome.storage.session.get(null))) {
    if (value.send) counted += value.send.count + value.receive.count;
  }
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("stormglass");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const index = await new Promise((resolve) => {
    database.transaction("index").objectStore("index").getAll().onsuccess = (event) =>
      resolve(event.target.result);
  });
  database.close();
  return { counted, stored: index.reduce((sum, { rows }) => sum + rows, 0) };
})()`;

/** Asked of the extension's own worker: what it saved and what it stored. */
async function readKept(browser: PipeBrowser): Promise<{ counted: number; stored: number }> {
  return browser.evaluate(await attachWorker(browser), COUNT);
}

export async function attachWorker(browser: PipeBrowser): Promise<string> {
  const worker = await waitFor("the extension's worker", async () =>
    (await browser.targets()).find(
      ({ type, url }) => type === "service_worker" && url.startsWith("chrome-extension:"),
    ),
  );
  const session = await browser.attach(worker.targetId);
  await waitFor("the worker to have the extension's interfaces", () =>
    browser.evaluate<boolean>(session, 'typeof chrome === "object" && "storage" in chrome'),
  );
  return session;
}
