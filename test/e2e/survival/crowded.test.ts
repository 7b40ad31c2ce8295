/** All tabs share what the browser keeps for a stopped worker: none may take it from another. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Connection } from "../../../src/session/session.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { countStoredRows, isRecording } from "../flood/kept-rows.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

const BLOCKED = 2_500;
/** Chromium allows 255 in one renderer. */
const LIVE = 240;
const MESSAGES_EACH = 100;

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/quiet": script(`
      const ask = () => {
        const socket = new WebSocket("${url}/close/1011/broken");
        socket.onopen = () => socket.send("what is it?");
      };`),
    "/storm": {
      body: script(`for (let i = 0; i < ${BLOCKED}; i++)
        new WebSocket("ws://blocked.example/?" + "&".repeat(6_000) + i);`),
      headers: { "Content-Security-Policy": "connect-src 'none'" },
    },
    "/crowd": script(`
      let received = 0;
      for (let i = 0; i < ${LIVE}; i++) {
        const address = "/flood/${MESSAGES_EACH}/4096?page=" + "p".repeat(3_000) + i;
        new WebSocket("${url}" + address).onmessage = () => { received++; };
      }`),
  }));
});
afterAll(() => watched?.close());

const isOver = ([only]: Connection[]) => only?.end?.code === 1011;

it("a storm in one tab leaves another tab's connection and rows where they are", async () => {
  const { browser, sessions } = watched;
  const quiet = await watched.open("/quiet");
  const panel = await browser.openPanelPage(quiet.tabId);
  await isRecording(watched, quiet.tabId);
  await quiet.page.evaluate("ask()");
  await sessions.waitFor("its end", quiet.tabId, isOver);
  const countRows = () => countStoredRows(watched, quiet.tabId);
  const rows = await waitFor("its rows", async () => (await countRows()) || null);

  const storm = await watched.open("/storm");
  await sessions.waitFor("the storm", storm.tabId, (all, { forgottenCount }) => {
    return forgottenCount > 0 && all.length + forgottenCount === BLOCKED;
  });
  expect(isOver(await sessions.connections(quiet.tabId))).toBe(true);

  await browser.stopWorker();
  expect(isOver(await sessions.connections(quiet.tabId))).toBe(true);
  // What belongs to no connection is swept whenever this is chosen.
  await sessions.command(quiet.tabId, { kind: "preserve-log", on: false });
  expect(await countRows()).toBe(rows);
  for (const page of [panel, storm.page, quiet.page]) await page.close();
});

it("two hundred busy sockets with long addresses lose no message to a worker that is stopped", async () => {
  const { browser, sessions } = watched;
  const { page, tabId } = await watched.open("/crowd");
  const all = LIVE * MESSAGES_EACH;
  await waitFor("all messages", () => page.evaluate(`received === ${all}`), 60_000);
  const isWhole = (seen: Connection[]) =>
    seen.length === LIVE && seen.reduce((sum, { receive }) => sum + receive.count, 0) === all;
  await sessions.waitFor("all of them", tabId, isWhole);
  await browser.stopWorker();
  await sessions.waitFor("all of them, in the next worker", tabId, isWhole);
  await page.close();
});
