import { setTimeout as sleep } from "node:timers/promises";
import type { Frame, Page } from "playwright";
import type { BrowserHandle } from "../harness/launch-browser.ts";
import { diagnoseFile } from "./diagnose-file.ts";
import { type Diagnosis, judgeDiagnosis } from "./judge.ts";
import type { LabServers } from "./lab-servers.ts";
import type { Scenario } from "./scenario.ts";

export type Outcome = { diagnosis: Diagnosis; wrong: string[] };

/** DevTools misses sockets that open within about a second of its own opening. */
const DEVTOOLS_SETTLE_MS = 1_500;
/** What a tab reports is on its way for a moment; a diagnosis that stays wrong so long is wrong. */
const PATIENCE_MS = 8_000;
const RETRY_MS = 500;

/** From an empty tab through the real panel and the exported file to the command line's verdict. */
export async function runScenario(
  scenario: Scenario,
  browser: BrowserHandle,
  servers: LabServers,
): Promise<Outcome> {
  const page = await browser.openPage(servers.pages.url);
  const opened: { close(): Promise<void> }[] = [page];
  try {
    const tabId = await browser.tabIdOf(page);
    if (scenario.devtools === "open") {
      const panel = await browser.openPanel(page);
      opened.push(panel);
      await sleep(DEVTOOLS_SETTLE_MS);
      await scenario.run(page, servers);
      return await judgeSession(browser, panel.frame, scenario);
    }
    await scenario.run(page, servers);
    const panelPage = await browser.openPanelPage(tabId);
    opened.push(panelPage);
    return await judgeSession(browser, panelPage, scenario);
  } finally {
    for (const tab of opened.reverse()) await tab.close();
  }
}

/** Exports and judges again until all is right or patience ends. */
async function judgeSession(
  browser: BrowserHandle,
  view: Frame | Page,
  { expect }: Scenario,
): Promise<Outcome> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const { path } = await browser.downloadFrom(() =>
      view.getByRole("button", { name: "Export session" }).click(),
    );
    const diagnosis = await diagnoseFile(path);
    const wrong = judgeDiagnosis(diagnosis, expect);
    if (wrong.length === 0 || Date.now() > giveUpAt) return { diagnosis, wrong };
    await sleep(RETRY_MS);
  }
}
