import type { Frame, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findingCards, findingLines } from "../../harness/on-screen.ts";
import type { PanelHandle } from "../../harness/open-panel.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let page: Page;
let panel: PanelHandle;
let frame: Frame;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": "<!doctype html><title>Nothing yet</title>",
    "/refused": script(`
      new WebSocket("${url}/status/401?token=abcdefgh12345678XYZ");
      const left = new WebSocket("${url}/echo");
      left.onopen = () => left.close(4001, "done");`),
  }));
  ({ page } = await watched.open("/"));
  panel = await watched.browser.openPanel(page);
  ({ frame } = panel);
  await page.goto(`${watched.pages.url}/refused`);
  await findingLines(frame).filter({ hasText: "401" }).first().waitFor();
});
afterAll(async () => {
  await panel?.close();
  await watched?.close();
});

/** What a user gets who pastes into a page. */
async function pasteInto(tab: Page): Promise<string> {
  await tab.bringToFront();
  await tab.evaluate("document.body.innerHTML = '<textarea></textarea>'");
  await tab.locator("textarea").focus();
  await tab.keyboard.press("Control+V");
  return tab.locator("textarea").inputValue();
}

const select = (text: string) =>
  frame.getByRole("treeitem").filter({ hasText: text }).filter({ hasText: /#\d/ }).click();

describe("the handshake of a refused connection", () => {
  it("is copied as curl, with its token masked until it is asked for", async () => {
    await select("#1");
    await frame.getByRole("tab", { name: "Handshake" }).click();
    await frame.getByRole("button", { name: "Show secrets" }).waitFor();
    const menu = frame.locator(".card-head");
    await menu.getByRole("button", { name: "Copy as", exact: true }).click();
    const curl = menu.locator(".copy-line", { hasText: "curl" });
    await curl.getByRole("button").click();
    await curl.getByText("Copied").waitFor();
    const masked = await pasteInto(page);
    expect(masked).toContain("curl -i -N");
    expect(masked).toContain("/status/401?token=***");

    await panel.devtools.bringToFront();
    await menu.getByLabel("With tokens and cookies").check();
    await curl.getByRole("button", { name: /^Copy/ }).click();
    await curl.getByText("Copied").waitFor();
    expect(await pasteInto(page)).toContain("/status/401?token=abcdefgh12345678XYZ");
    await panel.devtools.bringToFront();
  });
});

describe("what leads somewhere", () => {
  it("is the line of code that closed a connection, in Sources", async () => {
    await select("closed 4001");
    await frame.getByRole("tab", { name: "Why" }).click();
    const line = findingCards(frame).getByTitle("Show this line in Sources");
    expect(await line.innerText()).toContain("/refused");
    // The sender is the one of whom the evidence tells.
    await frame.getByText("the page; the server repeated it").waitFor();
  });

  it("offers no secrets where there are none", async () => {
    await select("closed 4001");
    await frame.getByRole("tab", { name: "Handshake" }).click();
    await frame.getByText("Protocols asked").waitFor();
    expect(await frame.getByRole("button", { name: "Show secrets" }).count()).toBe(0);
  });
});
