/** A session file opened in the viewer of a real browser: when there is something to be seen, and all of it. */
import { setTimeout as sleep } from "node:timers/promises";
import { computeExtensionId } from "../harness/extension-id.ts";
import { waitFor } from "../harness/wait-for.ts";
import { EXTENSION } from "./extension-folder.ts";
import { openPage } from "./open-page.ts";
import { launchPipeBrowser, type PipeBrowser } from "./pipe-browser.ts";
import { cpuSeconds, pssMiB } from "./process-tree.ts";

type Moments = { seenMs: number | null; wholeMs: number | null; shares: number };
export type Opening = {
  seenMs: number;
  wholeMs: number;
  cpuMs: number;
  peakMiB: number;
  shares: number;
};

const LOOK_EVERY_MS = 200;

/** Notes when the first connection is painted, and when nothing is busy any more after that. */
const NOTE_MOMENTS = `(() => {
  const moments = { seenMs: null, wholeMs: null, shares: 0 };
  globalThis.moments = moments;
  const startedAt = performance.now();
  const seen = new Set();
  const look = () => {
    const line = document.querySelector(".note.busy")?.textContent;
    if (line) seen.add(line);
    moments.shares = seen.size;
    const now = performance.now() - startedAt;
    if (moments.seenMs === null && document.querySelector("#connections .ordinal")) moments.seenMs = now;
    if (moments.seenMs !== null && !line) moments.wholeMs = now;
    else setTimeout(look, 20);
  };
  look();
})()`;

/** The browser's memory is what it takes more than before the file was chosen, shared parts counted once. */
export async function openInViewer(path: string): Promise<Opening> {
  const browser = await launchPipeBrowser(EXTENSION);
  try {
    const id = computeExtensionId(EXTENSION);
    const { session } = await openPage(browser, `chrome-extension://${id}/extension/panel.html`);
    await waitFor("the viewer", () =>
      browser.evaluate<boolean>(session, 'document.querySelector("input[type=file]") !== null'),
    );
    const idleMiB = pssMiB(browser.pid);
    const cpuBefore = cpuSeconds(browser.pid);
    await browser.evaluate(session, NOTE_MOMENTS);
    await chooseFile(browser, session, path);
    let peakMiB = 0;
    for (;;) {
      peakMiB = Math.max(peakMiB, pssMiB(browser.pid) - idleMiB);
      const { seenMs, wholeMs, shares } = await browser.evaluate<Moments>(session, "moments");
      if (seenMs !== null && wholeMs !== null) {
        const cpuMs = 1_000 * (cpuSeconds(browser.pid) - cpuBefore);
        return { seenMs, wholeMs, cpuMs, peakMiB, shares };
      }
      await sleep(LOOK_EVERY_MS);
    }
  } finally {
    await browser.close();
  }
}

async function chooseFile(browser: PipeBrowser, session: string, path: string): Promise<void> {
  const { root } = await browser.send<{ root: { nodeId: number } }>("DOM.getDocument", {}, session);
  const { nodeId } = await browser.send<{ nodeId: number }>(
    "DOM.querySelector",
    { nodeId: root.nodeId, selector: "input[type=file]" },
    session,
  );
  await browser.send("DOM.setFileInputFiles", { nodeId, files: [path] }, session);
}
