import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import type { PageStop } from "../../../src/session/session.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { asBooks, booksOf, keepBooks } from "./books.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": `${script(`${keepBooks(url)} const socket = open("/echo?only", 3);`)}<body></body>`,
    "/quiet": script(`${keepBooks(url)} const socket = open("/echo?quiet");`),
    "/pushed": script(`${keepBooks(url)} open("/push/1?pushed");`),
    "/holder": `${script("window.books = [];")}<body></body>`,
    "/opener": script(`addEventListener("click", () => { opened = window.open("/"); });`),
  }));
});
afterAll(() => watched?.close());

const receivedAtLeast = (page: Page, count: number) =>
  page.waitForFunction((n) => Reflect.get(window, "books")[0]?.received >= n, count);

async function expectStopped(tabId: number, pageStopped: PageStop): Promise<void> {
  const [gone] = await watched.sessions.waitFor(
    "the end and why",
    tabId,
    ([only]) => only?.end?.pageStopped !== undefined,
  );
  expect(gone?.end).toMatchObject({ by: "page-gone", code: null, pageStopped });
  const { session } = await watched.sessions.look(tabId);
  expect(diagnose(session, Date.now()).connections.map(({ primary }) => primary)).toEqual([
    "page-gone",
  ]);
}

describe("a renderer that crashes", () => {
  it("ends its sockets with a word on the crash, and the next load is watched", async () => {
    const { browser, sessions } = watched;
    const { page, tabId } = await watched.open("/");
    const panel = await browser.openPanelPage(tabId);
    await page.bringToFront();
    await receivedAtLeast(page, 20);
    const crashed = page.waitForEvent("crash");
    void page.goto("chrome://crash").catch(() => {});
    await crashed;
    await expectStopped(tabId, "crashed");
    await expect.poll(async () => (await browser.badge(page)).text).toBe("1");
    await panel.getByRole("treeitem").filter({ hasText: "page crashed or was killed" }).click();
    await panel.getByText("The page stopped without leaving").waitFor();
    await panel.getByText("The tab's page stopped: it crashed").waitFor();

    // Playwright gives a page up that has crashed.
    await (await browser.worker()).evaluate((id) => chrome.tabs.reload(id), tabId);
    const [live, ...others] = await sessions.waitFor(
      "traffic on the new socket",
      tabId,
      ([only]) => (only?.receive.count ?? 0) > 5 && only?.end === null,
    );
    expect([live?.state, others]).toEqual(["open", []]);
    await panel.close();
    await page.close();
  });
});

describe("a renderer that crashes while no worker runs", () => {
  it("is told from a page that left", async () => {
    const { browser, sessions, open } = watched;
    const { page, tabId } = await open("/quiet");
    await sessions.waitFor("an open socket", tabId, ([only]) => only?.state === "open");
    const isSaved = async () =>
      (await sessions.kept(tabId)).keys.some((key) => key.includes(":connection:"));
    await expect.poll(isSaved).toBe(true);
    await browser.stopWorker();
    const crashed = page.waitForEvent("crash");
    void page.goto("chrome://crash").catch(() => {});
    await crashed;
    await expectStopped(tabId, "crashed");
    await (await browser.worker()).evaluate((id) => chrome.tabs.remove(id), tabId);
  });
});

describe("a tab that the browser discards", () => {
  it("ends its sockets and keeps nothing, and is watched again once it is loaded anew", async () => {
    const { browser, sessions, open } = watched;
    const { page, tabId } = await open("/quiet");
    await sessions.waitFor("an open socket", tabId, ([only]) => only?.state === "open");
    const { page: other } = await open("/holder");
    await other.bringToFront();
    const worker = await browser.worker();
    // Chromium may give the tab another number by it.
    const newId = await worker.evaluate(async (id) => (await chrome.tabs.discard(id))?.id, tabId);
    if (newId === undefined) throw new Error("Chromium did not discard the tab");
    if (newId === tabId) await expectStopped(tabId, "discarded");
    else await expectNothingKept(tabId);
    await worker.evaluate((id) => chrome.tabs.reload(id), newId);
    const [live, ...others] = await sessions.waitFor(
      "the new socket",
      newId,
      ([only]) => only?.state === "open",
    );
    expect([live?.end, others]).toEqual([null, []]);
    await other.close();
    await worker.evaluate((id) => chrome.tabs.remove(id), newId);
    await expectNothingKept(newId);
    await page.close().catch(() => {});
  });
});

describe("a document that is torn down", () => {
  it("brings home every message of a frame that is removed in mid-message", async () => {
    const { sessions } = watched;
    const { page, tabId } = await watched.open("/holder");
    for (let round = 0; round < 5; round++) {
      await page.evaluate(() => {
        document.body.append(Object.assign(document.createElement("iframe"), { src: "/pushed" }));
      });
      await page.waitForFunction((n) => Reflect.get(window, "books")[n]?.received > 10, round);
      await page.evaluate(() => document.querySelector("iframe")?.remove());
    }
    const seen = await sessions.waitFor(
      "five ends",
      tabId,
      (all) => all.length === 5 && all.every(({ end }) => end !== null),
    );
    expect(seen.map(({ end }) => end?.by)).toEqual(Array(5).fill("page-gone"));
    await expect
      .poll(async () => asBooks(await sessions.connections(tabId)))
      .toEqual(await booksOf(page));
    await page.close();
  });

  it("goes on counting on sockets that outlive document.open()", async () => {
    const { sessions } = watched;
    const { page, tabId } = await watched.open("/");
    await receivedAtLeast(page, 20);
    await page.evaluate(`{
      const kept = [books, open];
      document.open();
      document.write("<p>written anew</p>");
      document.close();
      [window.books, window.open2] = kept;
    }`);
    await page.evaluate("open2('/echo?second', 3)");
    await page.waitForFunction("books[1].received > 20 && books[0].received > 50");
    await page.evaluate("for (let id = 1; id < 100; id++) clearInterval(id)");
    await expectEveryMessage(page, tabId);
    await page.evaluate("socket.close(4001, 'done')");
    await sessions.waitFor("the close", tabId, ([first]) => first?.end?.code === 4001);
    await sessions.command(tabId, { kind: "preserve-log", on: true });
    await page.goto(`${watched.pages.url}/holder`);
    const seen = await sessions.waitFor("both ends", tabId, (all) => all.every(({ end }) => end));
    expect(seen.map(({ end }) => end?.by)).toEqual(["close", "page-gone"]);
    await page.close();
  });

  it("takes a window that the page opened with it, and leaves the opener alone", async () => {
    const { browser, sessions } = watched;
    const { page, tabId } = await watched.open("/opener");
    const opening = page.context().waitForEvent("page");
    await page.mouse.click(5, 5);
    const opened = await opening;
    const openedTab = await browser.tabIdOf(opened);
    await receivedAtLeast(opened, 20);
    expect(await sessions.connections(tabId)).toEqual([]);
    expect(await sessions.connections(openedTab)).toHaveLength(1);
    await page.evaluate("opened.close()");
    await expectNothingKept(openedTab);
    await page.close();
  });
});

const expectNothingKept = (tabId: number) =>
  waitFor("nothing to be kept", async () => {
    const { segments, keys } = await watched.sessions.kept(tabId);
    return segments === 0 && keys.length === 0;
  });

/** The page's own counts, once the background has caught up with them. */
async function expectEveryMessage(page: Page, tabId: number): Promise<void> {
  await expect
    .poll(async () => {
      const [books, seen] = [await booksOf(page), await watched.sessions.connections(tabId)];
      const mine = asBooks(seen);
      // While a server pushes, the page's books are the older of the two readings.
      return books.map(
        ({ name, sent, received }, i) =>
          mine[i]?.name === name && mine[i].sent >= sent && mine[i].received >= received,
      );
    })
    .not.toContain(false);
  const { session } = await watched.sessions.look(tabId);
  expect([session.dropped, session.forgedCount]).toEqual([[], 0]);
}
