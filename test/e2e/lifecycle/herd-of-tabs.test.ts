/** Tabs of one origin know of each other's sockets when those come back; no other tab does. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { readFindingTitles } from "../../harness/panel-facts.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { script, startWatched, type Watched } from "./watched.ts";

const OTHER_HOST = "127.0.0.2";
const TABS = 6;
const LOSSES = 3;
/** What comes back within half a second is one herd. */
const APART_MS = 1_000;

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched(
    (url) => ({
      "/": script(`
        let opened = 0;
        const connect = () => {
          const socket = new WebSocket("${url}/echo");
          socket.onopen = () => { opened++; };
          socket.onclose = connect;
        };
        connect();`),
      "/quiet": "<!doctype html><title>Without sockets</title>",
    }),
    { hosts: ["127.0.0.1", OTHER_HOST] },
  );
});
afterAll(() => watched?.close());

type Opened = { page: Page; tabId: number };

const openAt = async (url: string): Promise<Opened> => {
  const page = await watched.browser.openPage(url);
  return { page, tabId: await watched.browser.tabIdOf(page) };
};

/** The server drops all sockets at once, and all tabs come back at once. */
async function loseAll(tabs: Opened[], times: number): Promise<void> {
  for (let loss = 0; loss <= times; loss++) {
    for (const { page } of tabs) {
      // `waitForFunction` asks by frames, which a tab out of sight does not draw.
      await waitFor("a tab to be back", async () => (await page.evaluate("opened")) === loss + 1);
    }
    if (loss === times) return;
    await sleep(APART_MS);
    watched.faults.dropAll();
  }
}

const elsewhereOf = async ({ tabId }: Opened) =>
  (await watched.sessions.look(tabId)).session.elsewhere;

const herdIn = async ({ tabId }: Opened) => {
  const { session } = await watched.sessions.look(tabId);
  return diagnose(session, Date.now()).findings.find(({ id }) => id === "thundering-herd");
};

it("six tabs of one origin are a herd, and a tab of another origin is none of it", async () => {
  const { browser, pages } = watched;
  const [own, foreign] = pages.urls as [string, string];
  const herd: Opened[] = [];
  for (let n = 0; n < TABS; n++) herd.push(await openAt(`${own}/?${n}`));
  const [first, second] = herd as [Opened, Opened];
  const stranger = await openAt(`${foreign}/`);
  const ids = herd.map(({ tabId }) => tabId);
  await loseAll([...herd, stranger], LOSSES);

  for (const tab of herd) {
    const elsewhere = await waitFor("what came back in the other tabs", async () => {
      const heard = await elsewhereOf(tab);
      return heard.length === (TABS - 1) * LOSSES && heard;
    });
    expect(new Set(elsewhere.map(({ tab: id }) => id))).toEqual(
      new Set(ids.filter((id) => id !== tab.tabId)),
    );
    expect((await herdIn(tab))?.title).toMatch(/herd: (\d) sockets in \1 tabs came back/);
  }
  expect(await elsewhereOf(stranger)).toEqual([]);
  expect(await herdIn(stranger)).toBeUndefined();

  const panel = await browser.openPanelPage(second.tabId);
  await expect.poll(() => readFindingTitles(panel)).toContainEqual(expect.stringMatching(/ tabs /));
  await panel.close();

  const before = await elsewhereOf(first);
  await browser.stopWorker();
  expect(await elsewhereOf(first)).toEqual(before);

  // A tab that is closed takes nothing of the others with it.
  await second.page.close();
  await waitFor("its data to go", async () => {
    const { keys } = await watched.sessions.kept(second.tabId);
    return keys.length === 0;
  });
  expect(await elsewhereOf(first)).toEqual(before);

  await first.page.goto(`${foreign}/quiet`);
  await expect.poll(() => elsewhereOf(first)).toEqual([]);
});
