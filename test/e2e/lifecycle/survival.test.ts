import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { exportSession } from "../../harness/export-session.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { script, startWatched, type Watched } from "./watched.ts";

/** Keeps its own books: what each of its sockets sent, got, and how it ended. */
const traffic = (url: string) => `
  const books = [];
  const open = (path, everyMs) => {
    const socket = new WebSocket("${url}" + path);
    const book = { url: socket.url, bodies: [], sent: 0, received: 0, close: null };
    books.push(book);
    const timer = setInterval(() => {
      if (!everyMs || socket.readyState !== 1) return;
      const body = "message " + book.sent++;
      book.bodies.push("send " + body);
      socket.send(body);
    }, everyMs || 1000);
    socket.onmessage = ({ data }) => { book.received++; book.bodies.push("receive " + data); };
    socket.onclose = ({ code, reason }) => { clearInterval(timer); book.close = { code, reason }; };
    return socket;
  };
  let sockets = [];
  const begin = () => {
    open("/close/1011/out%20of%20weather");
    sockets = [open("/echo?a", 3), open("/echo?b", 7), open("/push/5")];
  };
  const finish = () => sockets.forEach((socket) => socket.close(4001, "done"));`;

type Book = {
  url: string;
  bodies: string[];
  sent: number;
  received: number;
  close: { code: number; reason: string } | null;
};

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({ "/": script(traffic(url)) }));
});
afterAll(() => watched?.close());

const booksOf = (page: Page): Promise<Book[]> => page.evaluate("books");
const receivedAtLeast = (page: Page, count: number) =>
  waitFor(`${count} more messages`, async () => {
    const books = await booksOf(page);
    return books.slice(1).every(({ received }) => received >= count);
  });

/** Traffic begins, the worker is stopped twice in its midst, the page closes its sockets. */
async function runThroughStops(page: Page, tabId: number): Promise<Book[]> {
  const { browser, sessions } = watched;
  await page.evaluate("begin()");
  await receivedAtLeast(page, 20);
  await sessions.waitFor("the first close", tabId, ([first]) => first?.end?.code === 1011);
  const before = primariesOf(await sessions.look(tabId));
  expect(before).toEqual(["server-error", null, null, null]);
  await browser.stopWorker();
  await receivedAtLeast(page, 60);
  await browser.stopWorker();
  await receivedAtLeast(page, 100);
  expect(primariesOf(await sessions.look(tabId))).toEqual(before);
  await page.evaluate("finish()");
  return waitFor("the page's sockets to close", async () => {
    const books = await booksOf(page);
    return books.every(({ close }) => close) && books;
  });
}

const primariesOf = ({ session }: Awaited<ReturnType<Watched["sessions"]["look"]>>) =>
  diagnose(session, Date.now()).connections.map(({ primary }) => primary);

async function expectWholeRecord(tabId: number, books: Book[]): Promise<void> {
  const seen = await watched.sessions.waitFor("every close", tabId, (connections) =>
    connections.every(({ end }) => end),
  );
  expect(
    seen.map(({ url, send, receive, end }) => ({
      url,
      sent: send.count,
      received: receive.count,
      close: { code: end?.code, reason: end?.reason },
    })),
  ).toEqual(books.map(({ bodies: _, ...book }) => book));
  const { session } = await watched.sessions.look(tabId);
  expect(session.dropped).toEqual([]);
  expect(session.forgedCount).toBe(0);
}

describe("a background worker that is stopped in mid-traffic", () => {
  it("loses no connection, message count or close", async () => {
    const { page, tabId } = await watched.open("/");
    await expectWholeRecord(tabId, await runThroughStops(page, tabId));
    await page.close();
  });

  it("keeps every body once and in order while DevTools is open", async () => {
    const { browser } = watched;
    const { page, tabId } = await watched.open("/");
    const panel = await browser.openPanel(page);
    const books = await runThroughStops(page, tabId);
    await expectWholeRecord(tabId, books);
    await expect
      .poll(async () => {
        const entries = await exportSession(browser, panel.frame);
        return entries.map(({ request, _webSocketMessages }) => [
          request.url,
          _webSocketMessages
            .filter(({ opcode }) => opcode === 1)
            .map(({ type, data }) => `${type} ${data}`),
        ]);
      })
      .toEqual(books.map(({ url, bodies }) => [url, bodies]));
    await panel.close();
    await page.close();
  });

  it("reaches a silent page again, and starts to record at once what it says", async () => {
    const { browser, sessions } = watched;
    const { page, tabId } = await watched.open("/");
    await page.evaluate("sockets = [open('/echo?quiet')]");
    await sessions.waitFor("an open socket", tabId, ([first]) => first?.state === "open");
    await browser.stopWorker();
    const panel = await browser.openPanelPage(tabId);
    await sessions.waitFor("a recording", tabId, (_, { documents }) =>
      [...documents.values()].every(({ recordingFromSeq }) => recordingFromSeq !== null),
    );
    await panel.close();
    await page.close();
  });

  it("learns of a page that left while nobody listened", async () => {
    const { browser, sessions } = watched;
    const { page, tabId } = await watched.open("/");
    await sessions.command(tabId, { kind: "preserve-log", on: true });
    await page.evaluate("sockets = [open('/echo?left')]");
    await sessions.waitFor("an open socket", tabId, ([first]) => first?.state === "open");
    // What is not saved yet is sent again by the page, which has no time for that here.
    const isSaved = async () =>
      (await sessions.kept(tabId)).keys.some((key) => key.includes(":connection:"));
    await expect.poll(isSaved).toBe(true);
    await browser.stopWorker();
    await page.goto(`${watched.pages.url}/?next`);
    const [left] = await sessions.waitFor("its end", tabId, ([first]) => first?.end !== null);
    expect(left?.end?.by).toBe("page-gone");
    await page.close();
  });
});
