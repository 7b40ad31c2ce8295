import { showPanel } from "../harness/open-panel.ts";
import { waitFor } from "../harness/wait-for.ts";
import type { PipeBrowser } from "./pipe-browser.ts";
import { mainThreadSeconds, renderers } from "./process-tree.ts";

export type BenchPage = { targetId: string; session: string; close(): Promise<void> };

export async function openPage(browser: PipeBrowser, url: string): Promise<BenchPage> {
  const { targetId } = await browser.send<{ targetId: string }>("Target.createTarget", { url });
  const session = await browser.attach(targetId);
  await waitFor("the page to load", () =>
    browser.evaluate<boolean>(session, 'document.readyState === "complete"'),
  );
  const close = async () => {
    await browser.send("Target.closeTarget", { targetId });
    // DevTools goes with its page, a little later.
    await waitFor("the page and its DevTools to close", async () =>
      (await browser.allTargets()).every(
        (target) => target.targetId !== targetId && !target.url.startsWith("devtools:"),
      ),
    );
  };
  return { targetId, session, close };
}

/** Opens the real DevTools, with nobody attached to it afterwards. */
export async function openDevtools(
  browser: PipeBrowser,
  { targetId }: BenchPage,
  show: { panel: "console" } | { panel: "stormglass"; extensionId: string },
): Promise<void> {
  const opened = await browser.send<{ targetId: string }>("Target.openDevTools", { targetId });
  if (show.panel === "stormglass") {
    const origin = `chrome-extension://${show.extensionId}`;
    await showPanel(
      { ...browser, targets: browser.allTargets },
      opened.targetId,
      `${origin}Stormglass`,
      `${origin}/extension/panel.html`,
    );
    return;
  }
  const session = await browser.attach(opened.targetId);
  await waitFor("DevTools' Console", () =>
    browser
      .evaluate<boolean>(session, SHOW_CONSOLE)
      // While DevTools still navigates, its context is gone between two questions.
      .catch(() => false),
  );
  await browser.detach(session);
}

// DevTools lists a panel once it was shown.
const SHOW_CONSOLE = `(() => {
  if (globalThis.UI?.panels) InspectorFrontendAPI.showPanel("console");
  return Boolean(globalThis.UI?.panels?.console);
})()`;

const BUSY_MS = 60;

/** The process of a page: of all renderers the one whose main thread works when the page does. */
export async function findRenderer(browser: PipeBrowser, page: BenchPage): Promise<number> {
  const pids = renderers(browser.pid);
  const before = pids.map(mainThreadSeconds);
  const busy = `(() => { const end = performance.now() + ${BUSY_MS}; while (performance.now() < end); })()`;
  await browser.evaluate(page.session, busy);
  const used = pids.map((pid, i) => mainThreadSeconds(pid) - (before[i] as number));
  return pids[used.indexOf(Math.max(...used))] as number;
}
