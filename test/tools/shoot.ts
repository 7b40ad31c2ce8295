/**
 * Takes the pictures of the README from the real panel: `npm run shoot`, where no display is
 * needed. They change with each run, because the demo plays anew: commit them when the panel looks
 * different, not otherwise.
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright";
import { startDemo } from "../demo/start-demo.ts";
import { type BrowserHandle, launchBrowser } from "../harness/launch-browser.ts";
import type { PanelHandle } from "../harness/open-panel.ts";
import { EXTENSION } from "./ensure-built.ts";

const FOLDER = join("test", "screenshots");
const TOUR_LIMIT_MS = 300_000;
/** A picture in the README is loaded by everyone who reads it. */
const MAX_PICTURE_BYTES = 256 * 1024;

/** The rest of the window is more of the same. */
const CLIP = { x: 0, y: 0, width: 1280, height: 720 };

const pathOf = (name: string) => join(FOLDER, `${name}.png`);

const shootPanel = (panel: PanelHandle, name: string) =>
  panel.devtools.screenshot({ path: pathOf(name), clip: CLIP });

async function shoot(browser: BrowserHandle, demoUrl: string): Promise<void> {
  const page = await browser.openPage("about:blank");
  const panel = await browser.openPanel(page);
  await page.goto(`${demoUrl}?autoplay`);
  await page.waitForSelector("body[data-done=true]", { timeout: TOUR_LIMIT_MS });
  await panel.frame.getByText("Reconnect storm").first().waitFor();
  await shootPanel(panel, "panel-light");
  await openFinding(panel.frame, "Message too big");
  await shootPanel(panel, "why-light");
  await openFinding(panel.frame, "Reconnect storm");
  await panel.frame.getByRole("tab", { name: "Reconnects" }).click();
  await panel.frame.locator(".uplot").waitFor();
  await shootPanel(panel, "reconnects-light");
  await panel.frame
    .locator("#connections .state")
    .getByText(/^open for/)
    .click();
  await panel.frame.getByRole("tab", { name: /^Messages/ }).click();
  await panel.frame.getByRole("row").nth(3).click();
  await shootPanel(panel, "messages-light");
  const popup = await browser.openPopup(page);
  await popup.page.getByRole("listitem").first().waitFor();
  await popup.page.locator(".popup").screenshot({ path: pathOf("popup-light") });
  await popup.disconnect();
  await panel.setTheme("dark");
  await panel.close();
  const inTheDark = await browser.openPanel(page);
  await inTheDark.frame.getByRole("main").getByText("Reconnect storm").first().waitFor();
  await shootPanel(inTheDark, "panel-dark");
  await inTheDark.close();
}

async function openFinding(frame: Frame, title: string): Promise<void> {
  // From the list of incidents, whatever was selected before.
  await frame.locator("#connections").press("Escape");
  await frame.locator(".finding-title").getByText(title).click();
  await frame.getByRole("heading", { name: title, level: 2 }).waitFor();
}

const demo = await startDemo();
try {
  const browser = await launchBrowser({ extension: EXTENSION });
  try {
    await shoot(browser, demo.url);
  } finally {
    await browser.close();
  }
} finally {
  await demo.stop();
}
const NAMES = "panel-light panel-dark why-light reconnects-light messages-light popup-light";
for (const name of NAMES.split(" ")) {
  const { size } = statSync(pathOf(name));
  console.log(`${pathOf(name)}  ${Math.round(size / 1024)} KiB`);
  if (size > MAX_PICTURE_BYTES) throw new Error(`${pathOf(name)} is larger than 256 KiB.`);
}
