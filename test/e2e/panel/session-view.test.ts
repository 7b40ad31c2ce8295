import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findingLines } from "../../harness/on-screen.ts";
import type { PanelHandle } from "../../harness/open-panel.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let panel: PanelHandle;
let tab: Page;
let frame: Frame;
let close: () => Promise<void>;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": "<!doctype html><title>Nothing yet</title>",
    "/trouble": script(`
      new WebSocket("${url}/close/1011/no%20weather%20today");
      new WebSocket("${url}/status/404");
      const socket = new WebSocket("${url}/echo");`),
  }));
});
afterAll(() => watched?.close());

beforeEach(async () => {
  const { page } = await watched.open("/");
  tab = page;
  panel = await watched.browser.openPanel(page);
  ({ frame } = panel);
  await page.goto(`${watched.pages.url}/trouble`);
  await frame.getByText("closed 1011").first().waitFor();
  await findingLines(frame).filter({ hasText: "404" }).first().waitFor();
  close = async () => {
    await panel.close();
    await page.close();
  };
});
afterEach(() => close());

const exportFile = async (): Promise<string> => {
  const { path } = await watched.browser.downloadFrom(() =>
    frame.getByRole("button", { name: "Export session" }).click(),
  );
  return path;
};

/** What a user gets who pastes into a page. */
async function pasteInto(page: Page): Promise<string> {
  await page.bringToFront();
  await page.evaluate("document.body.innerHTML = '<textarea></textarea>'");
  await page.locator("textarea").focus();
  await page.keyboard.press("Control+V");
  return page.locator("textarea").inputValue();
}

describe("with nothing selected, the panel", () => {
  it("tells each incident in a line with what to do, and opens it at a click", async () => {
    const incidents = frame.getByRole("region", { name: "Incidents" });
    const line = incidents.getByRole("button", { name: /Server error/ });
    expect(await line.innerText()).toMatch(/server/i);
    await line.click();
    const heading = frame.getByRole("heading", { name: /Server error.*1011/, level: 2 });
    await heading.waitFor();
    await frame.locator("#connections").press("Escape");
    await incidents.waitFor();
  });

  it("takes the user's word on the checklist into the report and the exported file", async () => {
    await frame.getByRole("tab", { name: "Checklist" }).click();
    expect(await frame.getByLabel(/Answer to item 6/).inputValue()).toBe("no");
    await frame.getByLabel(/Answer to item 7/).selectOption("no");
    await frame.getByLabel("Note on item 7").fill("TypeError in chat.ts");

    const file = JSON.parse(readFileSync(await exportFile(), "utf8"));
    expect(file.log._stormglass.checklist).toEqual({
      7: { outcome: "no", note: "TypeError in chat.ts" },
    });
    await frame.getByRole("button", { name: "Report" }).click();
    const preview = frame.getByRole("dialog", { name: "Report" });
    await preview.getByText(/^[\d,]+ characters of Markdown, secrets masked/).waitFor();
    const shown = await preview.getByLabel("What is copied").inputValue();
    // The button that copies has the focus.
    await preview.locator("button.main:focus").press("Enter");
    await frame.getByText(/^Copied, [\d,]+ characters$/).waitFor();
    const report = await pasteInto(tab);
    expect(report).toBe(shown);
    expect(report).toContain("## Stormglass:");
    expect(report).toContain("✗ no | TypeError in chat.ts (answered by hand)");
  });

  it("brings back what was cleared, and clears for good when nobody objects", async () => {
    const rows = frame.getByRole("treeitem").filter({ hasText: /#\d/ });
    expect(await rows.count()).toBe(3);
    await frame.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => rows.count()).toBe(1);
    await frame.getByText("Cleared 2 connections.").waitFor();
    await frame.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => rows.count()).toBe(3);

    await frame.getByRole("button", { name: "Clear" }).click();
    await frame.getByText("Cleared 2 connections.").waitFor();
    await frame.getByText("Cleared 2 connections.").waitFor({ state: "detached" });
    expect(await rows.count()).toBe(1);
  });

  it("opens several files beside the live tab, each a session of its own", async () => {
    const exported = await exportFile();
    const first = join(`${exported}-first.har`);
    const second = join(`${exported}-second.har`);
    writeFileSync(first, readFileSync(exported));
    writeFileSync(second, '{"log": {"entries": []}}');
    await frame.getByLabel("Open session files or HAR files").setInputFiles([first, second]);
    const strip = frame.getByRole("toolbar", { name: "Sessions" });
    // The one that was opened last is shown.
    await strip.getByRole("button", { name: /^[^ ]*-second\.har$/, pressed: true }).waitFor();
    await strip.getByRole("button", { name: /^[^ ]*-first\.har$/ }).click();
    await frame.getByText("closed 1011").first().waitFor();
    await strip.getByRole("button", { name: /^Close .*-first\.har/ }).click();
    await strip.getByRole("button", { name: "Live tab", pressed: true }).waitFor();
  });

  it("shows its keys at ?, and moves between views by [ and ]", async () => {
    await frame.locator("#connections").focus();
    await panel.devtools.keyboard.press("?");
    const dialog = frame.getByRole("dialog", { name: "Keys" });
    await dialog.waitFor();
    await panel.devtools.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await panel.devtools.keyboard.press("]");
    await frame.getByRole("tab", { name: "Checklist", selected: true }).waitFor();
    await panel.devtools.keyboard.press("[");
    await frame.getByRole("tab", { name: "Why", selected: true }).waitFor();
  });
});
