import type { Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`new WebSocket("${url}/close/1011/no%20weather%20today");`),
    "/next": script(`new WebSocket("${url}/echo");`),
  }));
});
afterAll(() => watched?.close());

const openChecklist = async (page: Page) => {
  const panel = await watched.browser.openPanel(page);
  await panel.frame.getByRole("tab", { name: "Checklist" }).click();
  return {
    ...panel,
    answer: panel.frame.getByLabel(/Answer to item 7/),
    note: panel.frame.getByLabel("Note on item 7"),
  };
};

/** What a user gets who pastes into a page. */
async function pasteInto(page: Page): Promise<string> {
  await page.bringToFront();
  await page.evaluate("document.body.innerHTML = '<textarea></textarea>'");
  await page.locator("textarea").focus();
  await page.keyboard.press("Control+V");
  return page.locator("textarea").inputValue();
}

it("keeps the answers to the checklist while DevTools is closed and the worker stopped", async () => {
  const { browser, sessions, pages } = watched;
  const { page, tabId } = await watched.open("/");
  await sessions.waitFor("the close", tabId, ([only]) => only?.end?.code === 1011);
  const first = await openChecklist(page);
  await first.answer.selectOption("no");
  await first.note.click();
  await first.note.press("Control+A");
  await first.note.pressSequentially("TypeError in chat.ts");
  await sessions.waitFor(
    "the answer to be saved",
    tabId,
    (_, { overrides }) => overrides[7]?.note === "TypeError in chat.ts",
  );
  await first.close();

  await browser.stopWorker();
  const second = await openChecklist(page);
  await expect.poll(() => second.note.inputValue()).toBe("TypeError in chat.ts");
  expect(await second.answer.inputValue()).toBe("no");
  await second.close();

  const popup = await browser.openPopup(page);
  await popup.page.getByRole("button", { name: "Report" }).click();
  await popup.page.getByText("Copied").waitFor();
  await popup.disconnect();
  expect(await pasteInto(page)).toContain("✗ no | TypeError in chat.ts (answered by hand)");

  await page.goto(`${pages.url}/next`);
  const third = await openChecklist(page);
  await expect.poll(() => third.note.inputValue()).not.toContain("TypeError");
  await third.close();
  await page.close();
});
