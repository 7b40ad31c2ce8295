import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { asBooks } from "./books.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": "<!doctype html><title>Sockets, one after the other</title>",
    "/one": script(`const socket = new WebSocket("${url}/echo?" + location.search.slice(1));
      let received = 0;
      socket.onmessage = () => { received++; };
      socket.onopen = () => { for (let i = 0; i < 20; i++) socket.send("message " + i); };`),
  }));
});
afterAll(() => watched?.close());

/** Chromium allows so many sockets in one renderer. */
const LIMIT = 255;
const ASKED = 300;

describe("three hundred sockets in one page", () => {
  it("are all listed, and those that Chromium refused are told from the others", async () => {
    const { sessions, faults } = watched;
    const { page, tabId } = await watched.open("/");
    const outcomes: string[] = await page.evaluate(
      ([url, count]) =>
        Promise.all(
          Array.from({ length: count }, (_, i) => {
            const socket = new WebSocket(`${url}/echo?${i}`);
            return new Promise<string>((resolve) => {
              socket.onopen = () => {
                socket.send("here");
                socket.onmessage = () => resolve("open");
              };
              socket.onclose = ({ code }) => resolve(String(code));
            });
          }),
        ),
      [faults.url, ASKED] as const,
    );
    const opened = outcomes.filter((outcome) => outcome === "open").length;
    expect(opened).toBe(LIMIT);
    const seen = await sessions.waitFor(
      "all of them",
      tabId,
      (all) => all.length === ASKED && all.every(({ end, receive }) => end || receive.count === 1),
    );
    expect(seen.map(({ end }) => (end ? String(end.code) : "open"))).toEqual(outcomes);
    await expect
      .poll(async () => {
        const { session } = await sessions.look(tabId);
        const { connections } = diagnose(session, Date.now());
        return connections.filter(({ primary }) => primary === "too-many-sockets").length;
      })
      .toBe(ASKED - LIMIT);
    await page.close();
  });
});

describe("fifty tabs with a socket each", () => {
  it("have fifty sessions, with the counts of their own page", async () => {
    const { browser, sessions, pages } = watched;
    const worker = await browser.worker();
    const tabIds = await worker.evaluate(async (url) => {
      const made = Array.from({ length: 50 }, (_, i) =>
        chrome.tabs.create({ url: `${url}/one?tab-${i}`, active: false }),
      );
      return (await Promise.all(made)).map(({ id }) => id as number);
    }, pages.url);
    for (const [i, tabId] of tabIds.entries()) {
      const seen = await sessions.waitFor(
        `the echoes of tab ${i}`,
        tabId,
        ([only]) => only?.receive.count === 20,
      );
      expect(asBooks(seen)).toEqual([{ name: `/echo?tab-${i}`, sent: 20, received: 20 }]);
    }
    await worker.evaluate((ids) => chrome.tabs.remove(ids), tabIds);
    for (const tabId of tabIds) {
      await expect.poll(async () => (await sessions.kept(tabId)).keys).toEqual([]);
    }
  });
});
