import { afterAll, beforeAll, expect, it } from "vitest";
import { waitFor } from "../../harness/wait-for.ts";
import { countStoredRows } from "../flood/kept-rows.ts";
import { script, startWatched, type Watched } from "./watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`const socket = new WebSocket("${url}/echo");
      const say = (word) => new Promise((heard) => {
        socket.onmessage = heard;
        socket.send(word);
      });`),
  }));
});
afterAll(() => watched?.close());

it("a tab is recorded, watched, paused and forgotten as its panel in DevTools is told", async () => {
  const { browser, sessions } = watched;
  const { page, tabId } = await watched.open("/");
  const devtools = await browser.openPanel(page);
  const panel = devtools.frame;
  const button = (name: string | RegExp) => panel.getByRole("button", { name, exact: true });
  const becomes = (mode: string) =>
    sessions.waitFor(`the mode ${mode}`, tabId, (_, session) => session.mode === mode);

  await becomes("record");
  await button("Recording").click();
  await becomes("watch");
  await button("Record").click();
  await becomes("record");
  await page.evaluate("say('kept for a while')");

  await button("Pause").click();
  await becomes("off");
  await panel.getByText(/^not watched since \d\d:\d\d/).waitFor();
  expect(await panel.getByText("Health").count()).toBe(0);
  // Another tab is watched all the while.
  const other = await watched.open("/");
  await sessions.waitFor("its socket", other.tabId, ([only]) => only?.state === "open");
  await other.page.close();
  await button("Resume").click();
  await becomes("record");

  await button("What is watched and stored").click();
  await panel.getByRole("combobox", { name: "This site" }).selectOption("watch");
  await becomes("watch");
  await panel.getByRole("combobox", { name: "This site" }).selectOption("auto");
  await becomes("record");
  // Rows reach the store, and leave it, a moment after the session tells of it.
  const stores = (what: string, isSo: (rows: number) => boolean) =>
    waitFor(what, async () => isSo(await countStoredRows(watched, tabId)));
  const before = await countStoredRows(watched, tabId);
  await page.evaluate("say('to be forgotten')");
  await stores("what is to be deleted", (rows) => rows === before + 2);
  await button(/Delete all that is kept/).click();
  await button(/Delete for good/).click();
  await sessions.waitFor("nothing but now", tabId, (_, { clearedAt }) => clearedAt !== null);
  await stores("an empty store", (rows) => rows === 0);
  await page.evaluate("say('said afterwards')");
  await stores("both rows", (rows) => rows === 2);
  await panel.getByRole("treeitem", { name: /#1/ }).click();
  await panel.getByRole("tab", { name: /Messages/ }).click();
  await panel.getByRole("row").filter({ hasText: "said afterwards" }).first().waitFor();
  expect(await panel.getByRole("row").filter({ hasText: "forgotten" }).count()).toBe(0);

  const options = await browser.openPage(
    `chrome-extension://${browser.extensionId}/extension/options.html#stored`,
  );
  await options.getByText(/^2 recorded messages, .*1 connection of 1 tab/).waitFor();
  await options.getByRole("button", { name: "Delete all of it now" }).click();
  await options.getByRole("button", { name: /Delete for good/ }).click();
  await options.getByText(/^No message is recorded/).waitFor();
  await options.close();
  await devtools.close();
  await page.close();
});
