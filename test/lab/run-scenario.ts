import { setTimeout as sleep } from "node:timers/promises";
import type { Frame, Page } from "playwright";
import type { BrowserHandle } from "../harness/launch-browser.ts";
import { compareViews } from "./compare-views.ts";
import { diagnoseFile } from "./diagnose-file.ts";
import { type Diagnosis, judgeDiagnosis, listWrong, type Verdict } from "./judge.ts";
import type { LabServers } from "./lab-servers.ts";
import type { Expectation, Scenario } from "./scenario.ts";

export type Outcome = {
  expect: Expectation;
  diagnosis: Diagnosis;
  verdict: Verdict;
  /** Where panel, file and command line do not say the same. */
  differences: string[];
};

export type RunOptions = {
  /** Stop the background worker in the midst of it and once more afterwards. */
  stopWorker?: boolean;
};

/** DevTools misses sockets that open within about a second of its own opening. */
const DEVTOOLS_SETTLE_MS = 1_500;
/**
 * What a tab reports is on its way for a moment, and a panel without news judges anew every 5 s;
 * what stays wrong for so long is wrong.
 */
const PATIENCE_MS = 7_000;
const RETRY_MS = 500;
/** By then most scenarios have opened their first connection, and few have ended. */
const STOP_AFTER_MS = 600;

/** From an empty tab through the real panel and the exported file to the command line's verdict. */
export async function runScenario(
  scenario: Scenario,
  browser: BrowserHandle,
  servers: LabServers,
  { stopWorker = false }: RunOptions = {},
): Promise<Outcome> {
  const page = await browser.openPage(servers.pages.url);
  const opened: { close(): Promise<void> }[] = [page];
  const runIt = async () => {
    if (!stopWorker) return scenario.run(page, servers, browser);
    const stopped = sleep(STOP_AFTER_MS).then(() => browser.stopWorker());
    await Promise.all([scenario.run(page, servers, browser), stopped]);
    // It sleeps on where nothing has happened since: started, it can be stopped once more.
    await browser.worker();
    await browser.stopWorker();
  };
  try {
    const tabId = await browser.tabIdOf(page);
    if (scenario.devtools === "open") {
      const panel = await browser.openPanel(page);
      opened.push(panel);
      await sleep(DEVTOOLS_SETTLE_MS);
      await runIt();
      return await judgeSession(browser, panel.frame, scenario);
    }
    await runIt();
    const panelPage = await browser.openPanelPage(tabId);
    opened.push(panelPage);
    return await judgeSession(browser, panelPage, scenario);
  } finally {
    for (const tab of opened.reverse()) await tab.close();
  }
}

/** Exports and judges again until all is right and all views agree, or patience ends. */
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
    const verdict = judgeDiagnosis(diagnosis, expect);
    const differences = await compareViews(view, path, diagnosis);
    const isRight = listWrong(verdict).length + differences.length === 0;
    if (isRight || Date.now() > giveUpAt) return { expect, diagnosis, verdict, differences };
    await sleep(RETRY_MS);
  }
}
