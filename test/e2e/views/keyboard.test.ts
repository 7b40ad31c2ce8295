import type { Locator, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`new WebSocket("${url}/close/1011/no"); new WebSocket("${url}/echo");`),
  }));
});
afterAll(() => watched?.close());

const CONTROLS = "button:enabled, input:enabled, select:enabled, a[href]";

const stored = async (): Promise<Record<string, unknown>> =>
  (await watched.browser.worker()).evaluate(() => chrome.storage.sync.get(null));

const hasFocus = (locator: Locator) =>
  locator.evaluate((element) => element === document.activeElement);

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let left = (await page.locator(CONTROLS).count()) + 1; left > 0; left--) {
    if (await hasFocus(wanted)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${wanted}`);
}

/** Goes through the page by Tab: which controls have the focus, in which order, and which hide it. */
async function goThrough(page: Page) {
  const controls = page.locator(CONTROLS);
  await controls.first().focus();
  const order: number[] = [];
  const unseen: string[] = [];
  for (let left = await controls.count(); left > 0; left--) {
    const { at, html, isShown } = await page.evaluate((selector) => {
      const element = document.activeElement ?? document.body;
      const shown = [element, element.closest("label")].some(
        (box) => box && getComputedStyle(box).outlineStyle !== "none",
      );
      const all = [...document.querySelectorAll(selector)];
      return { at: all.indexOf(element), html: element.outerHTML.slice(0, 200), isShown: shown };
    }, CONTROLS);
    order.push(at);
    if (!isShown) unseen.push(html);
    await page.keyboard.press("Tab");
  }
  return { order, unseen };
}

const inOrder = async (page: Page) =>
  Array.from({ length: await page.locator(CONTROLS).count() }, (_, n) => n);

describe("without a pointer", () => {
  it("each control of the popup is reached in order, shows its focus, and works", async () => {
    const { page } = await watched.open("/");
    const popup = await watched.browser.openPopup(page);
    const named = (name: string | RegExp) => popup.page.getByRole("button", { name });
    await popup.page.getByRole("listitem").filter({ hasText: "closed 1011" }).waitFor();
    expect(await goThrough(popup.page)).toEqual({ order: await inOrder(popup.page), unseen: [] });

    await popup.page.locator(CONTROLS).first().focus();
    const site = popup.page.getByRole("combobox", { name: "This site" });
    await tabTo(popup.page, site);
    await popup.page.keyboard.press("ArrowDown");
    await popup.page.keyboard.press("ArrowDown");
    await expect.poll(stored).toMatchObject({ [`site:${new URL(page.url()).host}`]: "watch" });
    await site.selectOption("auto");
    await tabTo(popup.page, named("Pause everywhere"));
    await popup.page.keyboard.press("Enter");
    const resume = named("Resume everywhere");
    await resume.waitFor();
    expect(await hasFocus(resume)).toBe(true);
    await popup.page.keyboard.press("Enter");
    await named("Pause everywhere").waitFor();

    await tabTo(popup.page, popup.page.getByRole("link", { name: "Open panel" }));
    const opened = watched.browser.context.waitForEvent("page");
    // The new tab takes the focus, and the popup closes while the key is still going up.
    await popup.page.keyboard.press("Enter").catch(() => {});
    await (await opened).getByRole("tree").waitFor();
    await popup.disconnect();
    await page.close();
  });

  it("each control of the options is reached in order, shows its focus, and works", async () => {
    const { browser } = watched;
    const options = await browser.openPage(
      `chrome-extension://${browser.extensionId}/extension/options.html`,
    );
    const preserve = options.getByRole("checkbox", { name: "Preserve log" });
    await preserve.waitFor();
    expect(await goThrough(options)).toEqual({ order: await inOrder(options), unseen: [] });

    await options.locator(CONTROLS).first().focus();
    await tabTo(options, preserve);
    await options.keyboard.press("Space");
    await expect.poll(stored).toMatchObject({ preserveLog: true });
    await options.keyboard.press("Space");
    await expect.poll(async () => (await stored()).preserveLog ?? false).toBe(false);

    await tabTo(options, options.getByRole("textbox", { name: "Site", exact: true }));
    await options.keyboard.type("quiet.example.com");
    await options.keyboard.press("Enter");
    const mode = options.getByRole("combobox", { name: "Mode for quiet.example.com" });
    await mode.waitFor();
    await expect.poll(stored).toHaveProperty(["site:quiet.example.com"]);
    await options.locator(CONTROLS).first().focus();
    await tabTo(options, mode);
    await options.keyboard.press("End");
    await expect.poll(stored).toMatchObject({ "site:quiet.example.com": "record" });
    await tabTo(options, options.getByRole("button", { name: "Remove quiet.example.com" }));
    await options.keyboard.press("Enter");
    await mode.waitFor({ state: "detached" });
    await expect.poll(stored).not.toHaveProperty(["site:quiet.example.com"]);

    await tabTo(options, options.getByRole("textbox", { name: "Recent messages" }));
    await options.keyboard.press("Control+a");
    await options.keyboard.type("7");
    const written = async () => JSON.stringify(await stored());
    await expect.poll(written).toContain('ringMessages":7');
    await tabTo(options, options.getByRole("button", { name: "Reset limits to defaults" }));
    await options.keyboard.press("Enter");
    await expect.poll(written).not.toContain("ringMessages");
    await options.close();
  });
});
