/** `npm run bench -- closing`: W7, a socket with a million messages closes under an open panel. */

import { computeExtensionId } from "../harness/extension-id.ts";
import { waitFor } from "../harness/wait-for.ts";
import { startFaultServer } from "../servers/fault-server.ts";
import { startPageServer } from "../servers/page-server.ts";
import { EXTENSION } from "./extension-folder.ts";
import { settle } from "./measure.ts";
import { attachWorker } from "./measure-kept.ts";
import { MILLION } from "./million.ts";
import { openDevtools, openPage } from "./open-page.ts";
import type { PipeBrowser } from "./pipe-browser.ts";
import { pssMiBByRole } from "./process-tree.ts";
import { launchVariant } from "./variants.ts";

/** A timer that comes late tells how long a task was; workers have no other way to know. */
const METER = `(() => {
  let last = performance.now();
  globalThis.longestTaskMs = 0;
  setInterval(() => {
    const now = performance.now();
    globalThis.longestTaskMs = Math.max(globalThis.longestTaskMs, now - last - 5);
    last = now;
  }, 5);
})()`;

const FILL = `async (base) => {
  let received = 0;
  globalThis.socket = new WebSocket(base + "/flood/${MILLION}/128");
  await new Promise((resolve) => {
    socket.onmessage = () => { if (++received === ${MILLION}) resolve(); };
  });
}`;
const CLOSE = `new Promise((resolve) => { socket.onclose = () => resolve(); socket.close(); })`;

export async function benchClosing(): Promise<string[]> {
  const server = await startFaultServer();
  const pages = await startPageServer({ "/": "<!doctype html><title>bench</title>" });
  const browser = await launchVariant("panel", `${pages.url}/`);
  try {
    const page = await openPage(browser, `${pages.url}/`);
    const extensionId = computeExtensionId(EXTENSION);
    await openDevtools(browser, page, { panel: "stormglass", extensionId });
    await browser.evaluate(page.session, `(${FILL})(${JSON.stringify(server.url)})`);
    await settle(browser.pid);
    const worker = await attachWorker(browser);
    const panel = await attachPanel(browser);
    for (const session of [worker, panel]) await browser.evaluate(session, METER);
    const before = pssMiBByRole(browser.pid);
    await browser.evaluate(page.session, CLOSE);
    await settle(browser.pid);
    const after = pssMiBByRole(browser.pid);
    const longest = (session: string) => browser.evaluate<number>(session, "longestTaskMs");
    const grown = (role: "extension" | "page") => (after[role] - before[role]).toFixed(0);
    const lines = [
      "| W7 a socket with 1,000,000 messages closes while the panel is open | |",
      "| --- | --- |",
      `| longest task | panel ${(await longest(panel)).toFixed(0)} ms, background ${(await longest(worker)).toFixed(0)} ms |`,
      `| memory of panel and background | ${after.extension.toFixed(0)} MiB after it, ${grown("extension")} MiB more than before (PSS) |`,
      `| memory of the page and DevTools itself | ${after.page.toFixed(0)} MiB after it, ${grown("page")} MiB more than before (PSS) |`,
    ];
    for (const line of lines) console.log(line);
    return lines;
  } finally {
    await browser.close();
    await Promise.all([server.stop(), pages.stop()]);
  }
}

async function attachPanel(browser: PipeBrowser): Promise<string> {
  const { targetId } = await waitFor("the panel's frame", async () =>
    (await browser.allTargets()).find(
      ({ type, url }) => type === "iframe" && url.includes("/extension/panel.html"),
    ),
  );
  return browser.attach(targetId);
}
