import type { Page as Tab } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  findBar,
  markerRows,
  messageCount,
  messageRows,
  ordinals,
} from "../../harness/on-screen.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let tab: Tab;
let panel: Tab;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      const talk = new WebSocket("${url}/echo");
      const say = (text) => talk.send(text);`),
  }));
  const opened = await watched.open("/");
  tab = opened.page;
  panel = await watched.browser.openPanelPage(opened.tabId);
  await panel.locator("#connections").getByText("open for").waitFor();
  await tab.evaluate('say("before")');
  await ordinals(panel).first().click();
  await panel.getByRole("tab", { name: /^Messages/ }).click();
  await expectCount("2 messages");
});
afterAll(() => watched?.close());

const rows = () => messageRows(panel);
const marker = () => markerRows(panel, "cleared before here");
const expectCount = (text: string) =>
  messageCount(panel).getByText(text, { exact: true }).waitFor();

it("empties the list of a socket that lives on, and gives it back", async () => {
  await panel.getByRole("button", { name: "Clear" }).click();
  await panel.getByText("1 connection is still open: its earlier messages are hidden.").waitFor();
  await marker().getByText("cleared before here").waitFor();
  await expectCount("0 of 2 messages");
  expect(await rows().count()).toBe(0);
  await panel.getByRole("button", { name: "Undo" }).click();
  await expectCount("2 messages");
  await marker().waitFor({ state: "detached" });
});

it("lists and searches only what came since, and still counts what was before", async () => {
  await panel.getByRole("button", { name: "Clear" }).click();
  await expectCount("0 of 2 messages");
  await tab.evaluate('say("after, not before")');
  await expectCount("2 of 4 messages");
  await panel.keyboard.press("Control+f");
  await panel.getByRole("searchbox", { name: "Find in messages" }).fill("before");
  await findBar(panel).getByText("1 of 2 in this list").waitFor();
  // Nobody objected: the background has it now, and whoever looks next sees the same.
  await panel.getByText("its earlier messages are hidden").waitFor({ state: "detached" });
  await expectCount("2 of 4 messages");
  await panel.reload();
  await ordinals(panel).first().click();
  await panel.getByRole("tab", { name: /^Messages/ }).click();
  await marker().waitFor();
  await expectCount("2 of 4 messages");
  await panel
    .getByText(/ 4 messages/)
    .first()
    .waitFor();
});
