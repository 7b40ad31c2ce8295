import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "../../../src/session/session.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

/**
 * Keeps books that outlive the document. `arrange` adds the page's listeners; `rewrite` first writes
 * the document anew, which takes every listener off, those of the extension too.
 */
const talkative = (url: string) =>
  script(`
    const open = (name) => {
      const socket = new WebSocket("${url}/echo?" + name);
      sessionStorage[name] = 0;
      const say = () => { socket.send("n" + sessionStorage[name]++); };
      return { socket, say };
    };
    const talk = ({ socket, say }) => {
      if (socket.readyState === 1) say();
      else socket.onopen = say;
      setInterval(() => { if (socket.readyState === 1) for (let i = 0; i < 20; i++) say(); }, 1);
    };
    const first = open("first");
    const arrange = () => {
      addEventListener("pagehide", () => { first.say(); });
      addEventListener("pageshow", ({ persisted }) => { if (persisted) talk(open("again")); });
    };
    const rewrite = () => {
      document.open();
      document.write("<p>written anew</p>");
      document.close();
      arrange();
    };
    const begin = (how) => { ({ arrange, rewrite })[how](); talk(first); };`);

let watched: Watched;

function startBrowser(backForwardCache: boolean): void {
  beforeAll(async () => {
    watched = await startWatched(
      (url) => ({
        "/": talkative(url),
        "/empty": "<!doctype html><title>Nothing here</title>",
      }),
      { backForwardCache },
    );
  });
  afterAll(() => watched?.close());
}

/** What went out on a socket, and what was given to one that was closing already. */
const saidOn = (connection: Connection | undefined) =>
  (connection?.send.count ?? 0) + (connection?.lost.count ?? 0);

async function openTalking(how: "arrange" | "rewrite") {
  const { page, tabId } = await watched.open("/");
  await watched.sessions.command(tabId, { kind: "preserve-log", on: true });
  await watched.sessions.waitFor("an open socket", tabId, ([only]) => only?.state === "open");
  // Names of the page's first script live on in the window, whatever becomes of the document.
  await page.evaluate(`begin("${how}")`);
  await watched.sessions.waitFor("traffic", tabId, ([only]) => saidOn(only) > 500);
  return { page, tabId };
}

const readBook = async (page: Page, name: string) =>
  Number(await page.evaluate(`sessionStorage[${JSON.stringify(name)}]`));

const bothWays = ["arrange", "rewrite"] as const;
const wordsFor = { arrange: "as it was loaded", rewrite: "after document.open()" };

describe("a talkative page that is left", () => {
  startBrowser(false);

  it.each(bothWays)("is counted to its last message: %s", async (how) => {
    const { page, tabId } = await openTalking(how);
    await page.goto(`${watched.pages.url}/empty`);
    const [gone] = await watched.sessions.waitFor("the end", tabId, ([only]) => !!only?.end);
    expect(gone?.end?.by, wordsFor[how]).toBe("page-gone");
    const said = await readBook(page, "first");
    await expect
      .poll(async () => saidOn((await watched.sessions.connections(tabId))[0]))
      .toBe(said);
    await page.close();
  });
});

describe("a talkative page that goes into the back/forward cache and comes out", () => {
  startBrowser(true);

  it.each(bothWays)(
    "is counted to its last message, and from the first one on: %s",
    async (how) => {
      const { page, tabId } = await openTalking(how);
      await page.goto(`${watched.pages.url}/empty`);
      await watched.sessions.waitFor("the end", tabId, ([only]) => only?.end?.by === "page-gone");
      await page.evaluate("history.back()");
      await waitFor("talk on the new socket", () =>
        page.evaluate<boolean>("sessionStorage.again > 100").catch(() => false),
      );
      await page.evaluate("for (let id = 1; id < 100; id++) clearInterval(id)");
      // A timer may run once more on the way into the cache, when nobody hears of it until the return.
      const said = await Promise.all([readBook(page, "first"), readBook(page, "again")]);
      await expect
        .poll(async () => (await watched.sessions.connections(tabId)).map(saidOn))
        .toEqual(said);
      const ends = (await watched.sessions.connections(tabId)).map(({ end }) => end?.by);
      expect(ends).toEqual(["page-gone", undefined]);
      const { session, coverage } = await watched.sessions.look(tabId);
      expect([session.dropped, session.forgedCount, coverage]).toEqual([[], 0, "watched"]);
      await page.close();
    },
  );
});
