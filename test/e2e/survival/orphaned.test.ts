import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSessionReader } from "../../harness/read-session.ts";
import { reloadExtension } from "../../harness/reload-extension.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { asBooks, booksOf, keepBooks } from "./books.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`${keepBooks(url)} const socket = open("/echo?first", 3);`),
    "/frame": script(`${keepBooks(url)} open("/echo?frame");`),
  }));
});
afterAll(() => watched?.close());

const sentAtLeast = (page: Page, count: number) =>
  page.waitForFunction((n) => Reflect.get(window, "books")[0].sent >= n, count);

describe("an extension that is reloaded under live pages", () => {
  it("leaves them quiet, says what they need, and sees what loads from then on at once", async () => {
    const { browser, pages } = watched;
    const { page: old } = await watched.open("/");
    const complaints: string[] = [];
    old.on("console", (message) => complaints.push(message.text()));
    old.on("pageerror", (error) => complaints.push(error.message));
    const oldTab = await browser.tabIdOf(old);
    await sentAtLeast(old, 20);
    await reloadExtension(browser);
    const sessions = await openSessionReader(browser);

    const { received } = (await booksOf(old))[0] ?? { received: 0 };
    await sentAtLeast(old, received + 100);
    await old.evaluate("open('/echo?second', 3)");
    await old.waitForFunction("books[1].received >= 20");
    const orphaned = await sessions.look(oldTab);
    expect(orphaned.coverage).toBe("not-hooked");
    expect(orphaned.session.documents.size).toBe(0);
    expect(orphaned.session.connections.size).toBe(0);

    // A frame that is added to an old page is a new document, and is watched like any other.
    await old.evaluate(() => {
      document.body.append(Object.assign(document.createElement("iframe"), { src: "/frame" }));
    });
    const inFrame = await sessions.waitFor("the frame's socket", oldTab, ([c]) => !!c?.open);
    expect(asBooks(inFrame)).toEqual([{ name: "/echo?frame", sent: 0, received: 0 }]);
    expect((await sessions.look(oldTab)).coverage).toBe("not-hooked");

    const fresh = await browser.openPage(`${pages.url}/`);
    const freshTab = await browser.tabIdOf(fresh);
    await sentAtLeast(fresh, 20);
    await expectBooksToAgree(sessions, fresh, freshTab);

    await old.reload();
    await sentAtLeast(old, 20);
    // Twice as many of each, were it hooked twice.
    await expectBooksToAgree(sessions, old, oldTab);
    expect(complaints).toEqual([]);
    await fresh.close();
    await old.close();
  });

  it("does not keep what an orphaned page says", async () => {
    const { browser } = watched;
    const { page } = await watched.open("/");
    await sentAtLeast(page, 10);
    await reloadExtension(browser);
    // 64 MiB that the page itself does not keep: a bridge without a background would.
    await page.evaluate(`(async () => {
      clearInterval(1);
      for (let i = 0; i < 64; i++) {
        const echoed = new Promise((resolve) => socket.addEventListener("message", resolve, { once: true }));
        socket.send(new Uint8Array(1024 * 1024));
        await echoed;
      }
    })()`);
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize } = (await session.send("Runtime.getHeapUsage")) as {
      usedSize: number;
      backingStorageSize: number;
    };
    expect(usedSize + backingStorageSize).toBeLessThan(16 * 1024 * 1024);
    await page.close();
  });
});

/** Stops the traffic, and compares what page and background counted. */
async function expectBooksToAgree(
  sessions: Watched["sessions"],
  page: Page,
  tabId: number,
): Promise<void> {
  await page.evaluate("for (let id = 1; id < 100; id++) clearInterval(id)");
  await page.waitForFunction("books.every(({ sent, received }) => sent === received)");
  const books = await booksOf(page);
  await expect.poll(async () => asBooks(await sessions.connections(tabId))).toEqual(books);
  expect((await sessions.look(tabId)).session.forgedCount).toBe(0);
}
