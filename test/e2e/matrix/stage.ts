import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright";
import type { Har } from "../../../src/har/session-file.ts";
import {
  type BrowserHandle,
  type BrowserOptions,
  launchBrowser,
} from "../../harness/launch-browser.ts";
import { readOrdinals } from "../../harness/panel-facts.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { diagnoseFile } from "../../lab/diagnose-file.ts";
import type { Diagnosis } from "../../lab/judge.ts";
import { openUntilClosed } from "../../lab/page-actions.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";

/** One browser, one tab, and the real DevTools on it with the panel in front. */
export type Stage = {
  browser: BrowserHandle;
  page: Page;
  panel: Frame;
  /** Another page in the tab; the panel has forgotten what was before. */
  load(url: string): Promise<void>;
  /** What "Export session" saves, and what the command line says of it. */
  exportSession(): Promise<{ har: Har; diagnosis: Diagnosis }>;
  close(): Promise<void>;
};

/** The panel shows within this what DevTools tells. */
const TELL_MS = 1_000;

/** `failingUrl`: answers the handshake with 400. */
export async function openStage(
  pageUrl: string,
  failingUrl: string,
  options: Omit<BrowserOptions, "extension"> = {},
): Promise<Stage> {
  const browser = await launchBrowser({ ...options, extension: EXTENSION });
  try {
    return await setStage(browser, pageUrl, failingUrl);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function setStage(
  browser: BrowserHandle,
  pageUrl: string,
  failingUrl: string,
): Promise<Stage> {
  const page = await browser.openPage(pageUrl);
  const panel = (await browser.openPanel(page)).frame;
  // DevTools misses what happens within about a second of its own opening: it is ready when it
  // tells of a handshake, be it that another extension hides the answer.
  const told = panel.locator(".finding-title", { hasText: /answered 400|another extension hides/ });
  await waitFor("DevTools to tell of handshakes", async () => {
    await openUntilClosed(page, failingUrl);
    return told
      .first()
      .waitFor({ timeout: TELL_MS })
      .then(
        () => true,
        () => false,
      );
  });
  return {
    browser,
    page,
    panel,
    async load(url) {
      await page.goto(url);
      await waitFor("the panel to forget the page before", async () => {
        return (await readOrdinals(panel)).length === 0;
      });
    },
    async exportSession() {
      const { path } = await browser.downloadFrom(() =>
        panel.getByRole("button", { name: "Export session" }).click(),
      );
      const har = JSON.parse(readFileSync(path, "utf8")) as Har;
      return { har, diagnosis: await diagnoseFile(path) };
    },
    close: () => browser.close(),
  };
}
