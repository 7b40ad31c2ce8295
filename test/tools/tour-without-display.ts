import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright";
import { type BrowserHandle, launchBrowser } from "../harness/launch-browser.ts";
import { COMMAND_LINE, EXTENSION } from "./ensure-built.ts";
import type { StartTarget } from "./show-in-window.ts";

const RESULTS = "stormglass-demo";
const SESSION_FILE = join(RESULTS, "session.har");
const PICTURES = { light: join(RESULTS, "panel-light.png"), dark: join(RESULTS, "panel-dark.png") };

/** The demo's tour takes about a minute; this is for a machine that is five times slower. */
const TOUR_LIMIT_MS = 300_000;
/** A page that nobody can click in shows what it does by itself; this long is worth waiting. */
const WATCH_MS = 20_000;
/** The command line's way to say that it found something wrong, which a demo is for. */
const EXIT_FOUND_SOMETHING = 1;

/** What a user would do, done for them: set off every fault, read the panel, export, diagnose. */
export async function tourWithoutDisplay(target: StartTarget): Promise<void> {
  console.log("There is no display here, so the tour runs without a window.");
  mkdirSync(RESULTS, { recursive: true });
  const browser = await launchBrowser({ extension: EXTENSION });
  try {
    await recordTour(browser, target);
  } finally {
    await browser.close();
  }
  diagnose();
  console.log(`
The session   ${SESSION_FILE} (Chrome's Network panel opens it, too)
The panel     ${PICTURES.light}, ${PICTURES.dark}
The diagnosis node ${COMMAND_LINE} diagnose ${SESSION_FILE}
To see it live, run "npm start" where there is a display, or load ${EXTENSION} as an unpacked
extension: chrome://extensions, Developer mode, Load unpacked.`);
}

async function recordTour(browser: BrowserHandle, { url, isDemo }: StartTarget): Promise<void> {
  const page = await browser.openPage(isDemo ? "about:blank" : url);
  const panel = await browser.openPanel(page);
  // Loaded once DevTools is open, so that it is told of every handshake.
  if (isDemo) await playDemo(page, url);
  else await watch(page, url);
  const { path } = await browser.downloadFrom(() =>
    panel.frame.getByRole("button", { name: "Export session" }).click(),
  );
  copyFileSync(path, SESSION_FILE);
  await panel.screenshot(PICTURES.light);
  await panel.setTheme("dark");
  await panel.close();
  const inTheDark = await browser.openPanel(page);
  await inTheDark.frame.getByRole("button", { name: "Export session" }).waitFor();
  await inTheDark.frame.getByText("One moment").waitFor({ state: "hidden" });
  await inTheDark.screenshot(PICTURES.dark);
  await inTheDark.close();
}

async function playDemo(page: Page, url: string): Promise<void> {
  console.log("Setting off the demo's faults, one after the other …");
  await page.goto(`${url}?autoplay`);
  await page.waitForFunction(() => document.body.dataset.done === "true", undefined, {
    timeout: TOUR_LIMIT_MS,
  });
}

async function watch(page: Page, url: string): Promise<void> {
  console.log(`Watching ${url} for ${WATCH_MS / 1000} seconds …`);
  await page.reload();
  await sleep(WATCH_MS);
}

function diagnose(): void {
  const { status, error } = spawnSync(process.execPath, [COMMAND_LINE, "diagnose", SESSION_FILE], {
    stdio: "inherit",
  });
  if (error) throw error;
  if (status !== 0 && status !== EXIT_FOUND_SOMETHING) {
    throw new Error(`The diagnosis of ${SESSION_FILE} failed with exit code ${status}.`);
  }
}
