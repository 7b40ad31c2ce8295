import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { script, startWatched, type Watched } from "./watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      const open = (name) => new Promise((opened) => {
        const socket = new WebSocket("${url}/echo?" + name);
        Object.assign(window, { [name]: socket });
        socket.onopen = opened;
      });
      open("first");
      const say = (socket, times) => new Promise((answered) => {
        let left = times;
        socket.onmessage = () => { if (--left === 0) answered(); };
        for (let i = 0; i < times; i++) socket.send("word " + i);
      });`),
  }));
});
afterAll(() => watched?.close());

const nameAndState = async (tabId: number) =>
  (await watched.sessions.connections(tabId)).map(({ url, state }) => [
    new URL(url).search.slice(1),
    state,
  ]);

const pause = (tabId: number, on: boolean) =>
  watched.sessions.command(tabId, { kind: "pause", on });

describe("a page that was paused for a while", () => {
  it("tells of the sockets that live when it is watched again, silent ones too", async () => {
    const { sessions } = watched;
    const { page, tabId } = await watched.open("/");
    await sessions.waitFor("an open socket", tabId, ([only]) => only?.state === "open");
    await pause(tabId, true);
    await expect.poll(() => nameAndState(tabId)).toEqual([["first", "closed"]]);
    const pausedAt = await page.evaluate(() => Date.now());
    await page.evaluate("Promise.all([open('second'), open('third')])");
    await page.evaluate("say(second, 30)");
    await page.evaluate("new Promise((gone) => { third.onclose = gone; third.close(); })");
    await pause(tabId, false);
    await expect
      .poll(() => nameAndState(tabId))
      .toEqual([
        ["first", "open"],
        ["second", "open"],
      ]);
    const resumedAt = await page.evaluate(() => Date.now());
    await page.evaluate("say(second, 50)");
    const [, second] = await sessions.waitFor(
      "the words since then",
      tabId,
      ([, other]) => other?.receive.count === 50,
    );
    expect(second?.send.count).toBe(50);
    // When it began is known; what was said meanwhile is not, and is no silence either.
    expect(second?.createdAt).toBeGreaterThanOrEqual(pausedAt - 1);
    expect(second?.open?.at).toBeLessThanOrEqual(resumedAt);
    expect(second?.traffic.watchedFrom).toBeGreaterThanOrEqual(second?.open?.at ?? Number.NaN);
    const { session } = await sessions.look(tabId);
    expect(session.forgedCount).toBe(0);
    expect(diagnose(session, Date.now()).findings).toEqual([]);
    await page.evaluate("second.close(4001)");
    await sessions.waitFor("the close", tabId, ([, other]) => other?.end?.code === 4001);
    await page.close();
  });
});

describe("a site that is switched off", () => {
  it("shows the sockets of its first script once it is watched", async () => {
    const host = new URL(watched.pages.url).host;
    const worker = await watched.browser.worker();
    await worker.evaluate((key) => chrome.storage.sync.set({ [key]: "off" }), `site:${host}`);
    const { page, tabId } = await watched.open("/");
    await page.waitForFunction("window.first.readyState === 1");
    await expect.poll(async () => (await watched.sessions.look(tabId)).coverage).toBe("off");
    expect(await watched.sessions.connections(tabId)).toEqual([]);
    await worker.evaluate((key) => chrome.storage.sync.remove(key), `site:${host}`);
    await expect.poll(() => nameAndState(tabId)).toEqual([["first", "open"]]);
    await page.close();
  });
});
