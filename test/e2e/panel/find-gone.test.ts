import type { Page as Tab } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chosenRow, findBar, ordinals } from "../../harness/on-screen.ts";
import { countStoredRows, isRecording } from "../flood/kept-rows.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

const KEPT_MESSAGES = 1_000;
const OF_THE_SECOND = 2;

let watched: Watched;
let tab: Tab;
let tabId: number;
let panel: Tab;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      let heard = 0;
      const talk = new WebSocket("${url}/echo");
      talk.onmessage = () => { heard++; };
      // A segment of the store holds some sixty of them.
      const say = (text, times) => { for (let i = 0; i < times; i++) talk.send(text.padEnd(1_024)); };
      const talkOnce = () => {
        const second = new WebSocket("${url}/echo");
        second.onopen = () => second.send("a needle of the second");
        second.onmessage = () => second.close(1000);
      };`),
    "/other": "<p>nothing here</p>",
  }));
  const { browser } = watched;
  await (await browser.worker()).evaluate(
    (tabMessages) => chrome.storage.sync.set({ limits: { tabMessages } }),
    KEPT_MESSAGES,
  );
  ({ page: tab, tabId } = await watched.open("/"));
  panel = await browser.openPanelPage(tabId);
  await panel.locator("#connections").getByText("open for").waitFor();
  await isRecording(watched, tabId);
});
afterAll(() => watched?.close());

const status = () => findBar(panel).getByRole("status");
const statusIs = (text: string) => expect.poll(() => status().innerText()).toBe(text);

async function say(text: string, times: number): Promise<void> {
  const before = await tab.evaluate<number>("heard");
  await tab.evaluate(`say(${JSON.stringify(text)}, ${times})`);
  await tab.waitForFunction(`heard === ${before + times}`);
}

/** Messages that the page sent and heard, and are neither stored nor dropped yet. */
async function countUnstored(): Promise<number> {
  const { session } = await watched.sessions.look(tabId);
  const dropped = session.dropped.reduce((sum, { count }) => sum + count, 0);
  // What the page counted: the session's own count may not have been told of the last yet.
  const said = 2 * (await tab.evaluate<number>("heard")) + OF_THE_SECOND;
  return said - dropped - (await countStoredRows(watched, tabId));
}

async function find(text: string): Promise<void> {
  await panel.keyboard.press("Control+f");
  await panel.getByRole("searchbox", { name: "Find in messages" }).fill(text);
}

describe("what a search found", () => {
  it("is found no more once it is cleared, and again when that is undone", async () => {
    await tab.evaluate("talkOnce()");
    await panel.locator("#connections").getByText("closed 1000").waitFor();
    await say("a needle", 1);
    const talked = panel.getByRole("treeitem", { name: / 2 messages/ });
    await expect.poll(() => talked.count()).toBe(2);
    await find("needle");
    await statusIs("1 of 4 in all connections");
    await panel.getByRole("button", { name: "Clear" }).click();
    await statusIs("Not found in all connections");
    await panel.getByRole("button", { name: "Undo" }).click();
    await statusIs("1 of 4 in all connections");
    await panel.getByRole("button", { name: "Clear" }).click();
    await statusIs("Not found in all connections");
    await say("another needle", 1);
    await statusIs("2 in all connections");
    await panel.getByRole("button", { name: "Close search" }).click();
  });

  it("leaves with the oldest messages, and leads on to those that are kept", async () => {
    await ordinals(panel).click();
    await panel.getByRole("tab", { name: /^Messages/ }).click();
    await say("needle", 300);
    await find("needle");
    await statusIs("1 of 602 in this list");
    await say("hay", 300);
    // All that is dropped is older than the first hay.
    const kept = async () => (await countStoredRows(watched, tabId)) - 600;
    await expect.poll(kept).toBeLessThan(KEPT_MESSAGES - 600);
    await expect.poll(countUnstored).toBe(0);
    await statusIs(`${await kept()} in this list`);
    await panel.getByRole("button", { name: "Next", exact: true }).click();
    await statusIs(`1 of ${await kept()} in this list`);
    await chosenRow(panel).locator("mark").getByText("needle").waitFor();
    await say("hay", 500);
    await statusIs("Not found in this list");
    await panel.getByRole("button", { name: "Close search" }).click();
  });

  it("leaves with its page", async () => {
    await panel.locator("#connections").press("Escape");
    await find("hay");
    await status().getByText("in all connections").waitFor();
    await tab.goto(`${watched.pages.url}/other`);
    await statusIs("Not found in all connections");
  });
});
