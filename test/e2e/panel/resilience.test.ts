import type { Frame, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chosenRow, messageCount, subjectOf } from "../../harness/on-screen.ts";
import type { PanelHandle } from "../../harness/open-panel.ts";
import { selectConnection } from "../../harness/panel-facts.ts";
import { reloadExtension } from "../../harness/reload-extension.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

const COUNT = 200;

/** One socket that ended, and one that says what the test wants. */
const PAGE = (url: string) => `
  new WebSocket("${url}/close/1011/no");
  const socket = new WebSocket("${url}/echo");
  const say = (from, to) => { for (let n = from; n < to; n++) socket.send("word " + n); };
  socket.onopen = () => say(0, ${COUNT});`;

let watched: Watched;
let tab: Page;
let panel: PanelHandle;
let frame: Frame;

beforeAll(async () => {
  watched = await startWatched((url) => ({ "/": script(PAGE(url)) }));
});
afterAll(() => watched?.close());

const expectCount = (text: string) =>
  messageCount(frame).getByText(text, { exact: true }).waitFor();

/** The place that a user has come to: a filter, a connection, a message far from the end. */
beforeEach(async () => {
  tab = await watched.browser.openPage("about:blank");
  await openPanel();
  await tab.goto(`${watched.pages.url}/`);
  await frame.getByText("closed 1011").first().waitFor();
  await selectConnection(frame, 2);
  await frame.getByRole("tab", { name: /^Messages/ }).click();
  await expectCount(`${2 * COUNT} messages`);
  await frame.locator("#filter").fill("dir:send");
  await expectCount(`${COUNT} of ${2 * COUNT} messages`);
  await frame.locator("#messages").press("Home");
  for (let page = 0; page < 3; page++) await frame.locator("#messages").press("PageDown");
  await chosenRow(frame).waitFor();
});
afterEach(async () => {
  await panel.close().catch(() => {});
  await tab.close();
});

async function openPanel(): Promise<void> {
  panel = await watched.browser.openPanel(tab);
  ({ frame } = panel);
}

const row = (text: string) => frame.getByRole("treeitem").filter({ hasText: text });

const readPlace = () =>
  frame.evaluate(() => {
    const textOf = (selector: string) => document.querySelector(selector)?.textContent;
    return {
      subject: textOf("h2.subject bdi"),
      tab: textOf(".pane-detail [role=tab][aria-selected=true]"),
      message: textOf("#messages .row.selected"),
      filter: document.querySelector<HTMLInputElement>("#filter")?.value,
      scrollTop: document.querySelector("#messages")?.scrollTop,
    };
  });

const expectMore = async () => {
  await tab.evaluate(`say(${COUNT}, ${COUNT + 10})`);
  await expectCount(`${COUNT + 10} of ${2 * COUNT + 20} messages`);
};

describe("the panel keeps the user's place", () => {
  it("when the worker is stopped, and shows what comes after it", async () => {
    const before = await readPlace();
    expect(before).toMatchObject({ filter: "dir:send", message: expect.stringMatching(/word \d/) });
    expect(before.scrollTop).toBeGreaterThan(0);
    for (let stop = 0; stop < 2; stop++) await watched.browser.stopWorker();
    await expectMore();
    expect({ ...(await readPlace()), tab: "" }).toEqual({ ...before, tab: "" });
  });

  it("when DevTools is docked to the page and taken off it again", async () => {
    const before = await readPlace();
    const width = () => frame.evaluate("innerWidth");
    const undockedPx = await width();
    await setDockSide("right");
    await waitFor("DevTools to be narrower", async () => (await width()) !== undockedPx);
    await setDockSide("undocked");
    await waitFor("DevTools to have its own window", async () => (await width()) === undockedPx);
    const { message, subject, filter } = await readPlace();
    expect({ message, subject, filter }).toEqual({
      message: before.message,
      subject: before.subject,
      filter: before.filter,
    });
    await expectMore();
  });

  it("when the tab crashes, and shows the page that is loaded in it afterwards", async () => {
    const { browser, pages } = watched;
    const tabId = await browser.tabIdOf(tab);
    const session = await tab.context().newCDPSession(tab);
    const crashed = tab.waitForEvent("crash");
    // It never answers: the page is gone.
    void session.send("Page.crash").catch(() => {});
    await crashed;
    await subjectOf(frame)
      .getByText(/page crashed or was killed/)
      .waitFor();
    await expectCount(`${COUNT} of ${2 * COUNT} messages`);
    expect((await readPlace()).message).toMatch(/word \d/);

    const worker = await browser.worker();
    await worker.evaluate(([id, url]) => chrome.tabs.update(id, { url }), [
      tabId,
      `${pages.url}/?again`,
    ] as const);
    // By the mouse: the page that comes may take the keyboard's focus from DevTools.
    await frame.getByRole("button", { name: "Clear filter" }).click();
    // Both rows first: one that comes in moves the other away under the click.
    for (const text of ["closed 1011", "open for"]) await row(text).waitFor();
    await row("open for").click();
    await expectCount(`${2 * COUNT} messages`);
  });
});

describe("the panel comes back", () => {
  it("with everything that was seen, when DevTools is closed and opened again", async () => {
    await panel.close();
    await tab.evaluate(`say(${COUNT}, ${COUNT + 10})`);
    await openPanel();
    await selectConnection(frame, 1);
    await frame.getByRole("heading", { name: /Server error.*1011/ }).waitFor();
    await selectConnection(frame, 2);
    await frame.getByRole("tab", { name: /^Messages/ }).click();
    await expectCount(`${2 * COUNT + 20} messages`);
  });

  it("after the extension was reloaded, and says what the page needs to be watched again", async () => {
    // Chromium closes every DevTools that shows a panel of an extension which goes away.
    const closed = panel.devtools.waitForEvent("close");
    await reloadExtension(watched.browser);
    await closed;
    await panel.disconnect();
    await openPanel();
    await frame.getByRole("heading", { name: "This page was loaded before Stormglass" }).waitFor();
    await frame.getByRole("button", { name: "Reload the page" }).click();
    await frame.getByText("closed 1011").first().waitFor();
    await selectConnection(frame, 2);
  });
});

/** As DevTools' own menu does; it has no key that works without a window manager. */
const setDockSide = (side: "right" | "undocked") =>
  panel.devtools.evaluate(`(async () => {
    const { DockController } = await import("./ui/legacy/legacy.js");
    DockController.DockController.instance().setDockSide("${side}");
  })()`);
