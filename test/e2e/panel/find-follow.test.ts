import type { Page as Tab } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chosenRow, findBar, messageCount, ordinals, subjectOf } from "../../harness/on-screen.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let tab: Tab;
let panel: Tab;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      const talk = new WebSocket("${url}/echo");
      const say = (text) => talk.send(text);
      const talkAgain = () => {
        const second = new WebSocket("${url}/echo");
        second.onopen = () => second.send("a needle of the second");
      };
      var heard = 0;
      var listen = () => {
        const feed = new WebSocket("${url}/push/5");
        feed.onmessage = () => { heard++; };
        return () => feed.close();
      };`),
  }));
});
afterAll(() => watched?.close());

beforeEach(async () => {
  const opened = await watched.open("/");
  tab = opened.page;
  panel = await watched.browser.openPanelPage(opened.tabId);
  await ordinals(panel).first().waitFor();
  await panel.locator("#connections").getByText("open for").waitFor();
});
afterEach(async () => {
  await panel.close();
  await tab.close();
});

const findField = () => panel.getByRole("searchbox", { name: "Find in messages" });
const status = () => findBar(panel).getByRole("status");
const messages = () => panel.getByRole("tab", { name: /^Messages/ });

const hasMessages = (count: number) =>
  panel.getByRole("treeitem", { name: new RegExp(` ${count} messages`) }).waitFor();

async function find(text: string): Promise<void> {
  await panel.keyboard.press("Control+f");
  await findField().fill(text);
}

describe("a search", () => {
  it("counts what arrives after it, moves nothing, and leads on to it", async () => {
    await tab.evaluate('say("needle one")');
    await ordinals(panel).click();
    await messages().click();
    await messageCount(panel).getByText("2 messages", { exact: true }).waitFor();
    await find("needle");
    await status().getByText("1 of 2 in this list").waitFor();
    await tab.evaluate('["hay", "needle two", "hay"].forEach(say)');
    await status().getByText("1 of 4 in this list").waitFor();
    await chosenRow(panel).locator("mark").getByText("needle").waitFor();
    expect(await chosenRow(panel).innerText()).toContain("needle one");
    for (const place of ["2 of 4", "3 of 4"]) {
      await findField().press("Enter");
      await status().getByText(`${place} in this list`).waitFor();
    }
    await chosenRow(panel).getByText("needle two").waitFor();
    await tab.evaluate('say("needle three")');
    await status().getByText("3 of 6 in this list").waitFor();
  });

  it("finds what comes first after it was begun in vain", async () => {
    await tab.evaluate('say("hay")');
    await ordinals(panel).click();
    await messages().click();
    await messageCount(panel).getByText("2 messages", { exact: true }).waitFor();
    await find("needle");
    await status().getByText("Not found in this list").waitFor();
    await tab.evaluate('say("a needle")');
    await status()
      .getByText(/^2 in this list/)
      .waitFor();
    await findField().press("Enter");
    await status().getByText("1 of 2 in this list").waitFor();
  });

  it("goes on while a page keeps sending", async () => {
    await tab.evaluate("{ globalThis.stopListening = listen(); }");
    await ordinals(panel).getByText("#2", { exact: true }).waitFor();
    await find("hPa");
    const count = async () => Number(/[\d,]+(?= in all)/.exec(await status().innerText())?.[0]);
    await expect.poll(count).toBeGreaterThan(10);
    const before = await count();
    await expect.poll(count).toBeGreaterThan(before + 500);
    await tab.evaluate("stopListening()");
    const heard = await tab.evaluate<number>("heard");
    // Each once, although the store joined what it had while it was looked through.
    await expect.poll(count).toBe(heard);
  });

  it("takes in the connections that are opened after it", async () => {
    await tab.evaluate('say("a needle")');
    await hasMessages(2);
    await find("needle");
    await status().getByText("1 of 2 in all connections").waitFor();
    await tab.evaluate("talkAgain()");
    await status().getByText("1 of 4 in all connections").waitFor();
    await findField().press("Shift+Enter");
    await status().getByText("4 of 4 in all connections").waitFor();
    await subjectOf(panel).getByText("#2").waitFor();
  });

  it("is over at Escape", async () => {
    await tab.evaluate('say("needle one")');
    await hasMessages(2);
    await find("needle");
    await status()
      .getByText(/2 in all connections/)
      .waitFor();
    await findField().press("Escape");
    await findField().waitFor({ state: "detached" });
    await tab.evaluate('say("needle two")');
    await hasMessages(4);
    await panel.keyboard.press("Control+f");
    expect(await status().innerText()).toBe("");
  });
});
