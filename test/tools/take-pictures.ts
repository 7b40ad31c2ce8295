import { join } from "node:path";
import type { Frame } from "playwright";
import { startDemo } from "../demo/start-demo.ts";
import { type BrowserHandle, launchBrowser } from "../harness/launch-browser.ts";
import type { PanelHandle } from "../harness/open-panel.ts";

/** In the order in which they are taken. */
export const PICTURES = [
  "panel-light",
  "why-light",
  "reconnects-light",
  "messages-light",
  "popup-light",
  "popup-dark",
  "panel-dark",
] as const;

const TOUR_LIMIT_MS = 300_000;
/** The rest of the window is more of the same. */
const CLIP = { x: 0, y: 0, width: 1280, height: 720 };

/** Plays the demo under the real panel, and puts a picture of each of `PICTURES` into a folder. */
export async function takePictures(extension: string, folder: string): Promise<void> {
  const demo = await startDemo();
  try {
    const browser = await launchBrowser({ extension });
    try {
      await play(browser, demo.url, (name) => join(folder, `${name}.png`));
    } finally {
      await browser.close();
    }
  } finally {
    await demo.stop();
  }
}

type PathOf = (name: (typeof PICTURES)[number]) => string;

async function play(browser: BrowserHandle, demoUrl: string, pathOf: PathOf): Promise<void> {
  const takePanel = (panel: PanelHandle, ...[name]: Parameters<PathOf>) =>
    panel.devtools.screenshot({ path: pathOf(name), clip: CLIP });
  const page = await browser.openPage("about:blank");
  const panel = await browser.openPanel(page);
  await page.goto(`${demoUrl}?autoplay`);
  await page.waitForSelector("body[data-done=true]", { timeout: TOUR_LIMIT_MS });
  await panel.frame.getByText("Reconnect storm").first().waitFor();
  await takePanel(panel, "panel-light");
  await openFinding(panel.frame, "Message too big");
  await takePanel(panel, "why-light");
  await openFinding(panel.frame, "Reconnect storm");
  await panel.frame.getByRole("tab", { name: "Reconnects" }).click();
  await panel.frame.getByRole("img", { name: /logarithmic scale/ }).waitFor();
  await takePanel(panel, "reconnects-light");
  await panel.frame
    .locator("#connections .state")
    .getByText(/^open for/)
    .click();
  await panel.frame.getByRole("tab", { name: /^Messages/ }).click();
  await panel.frame.getByRole("row").nth(3).click();
  await panel.frame.locator("#json-tree").getByText("type").first().waitFor();
  await takePanel(panel, "messages-light");
  const popup = await browser.openPopup(page);
  await popup.page.getByRole("listitem").first().waitFor();
  for (const theme of ["light", "dark"] as const) {
    await popup.page.emulateMedia({ colorScheme: theme });
    await popup.page.locator(".popup").screenshot({ path: pathOf(`popup-${theme}`) });
  }
  await popup.disconnect();
  await panel.setTheme("dark");
  await panel.close();
  const inTheDark = await browser.openPanel(page);
  await inTheDark.frame.getByRole("main").getByText("Reconnect storm").first().waitFor();
  await takePanel(inTheDark, "panel-dark");
  await inTheDark.close();
}

async function openFinding(frame: Frame, title: string): Promise<void> {
  // From the list of incidents, whatever was selected before.
  await frame.locator("#connections").press("Escape");
  await frame.locator(".finding-title").getByText(title).click();
  await frame.getByRole("heading", { name: title, level: 2 }).waitFor();
}
