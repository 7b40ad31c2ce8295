/** What Stormglass does not look at, and what it keeps of what it cannot see any more. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { waitFor } from "../../harness/wait-for.ts";
import { openUntilClosed } from "../../lab/page-actions.ts";
import { script, startWatched, type Watched } from "./watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(""),
    "/talk": script(`const socket = new WebSocket("${url}/echo");
      socket.onopen = () => socket.send("hello");`),
  }));
});
afterAll(() => watched?.close());

it("a tab that is paused tells nothing, not even where it is or what DevTools knows of it", async () => {
  const { sessions, browser, faults } = watched;
  const { page, tabId } = await watched.open("/");
  const panel = await browser.openPanel(page);
  await sessions.command(tabId, { kind: "pause", on: true });
  await sessions.waitFor("the pause", tabId, (_, { mode }) => mode === "off");
  await page.reload();
  await openUntilClosed(page, `${faults.url}/status/403`);
  await panel.disconnect();
  const urlsOf = async () =>
    [...(await sessions.look(tabId)).session.documents.values()].map(({ url }) => url);
  await waitFor("the new document", async () => (await urlsOf()).includes(""));
  const { session } = await sessions.look(tabId);
  expect(session).toMatchObject({ unmatchedHandshakes: [], page: 2 });
  expect([...session.connections.values()]).toEqual([]);

  await sessions.command(tabId, { kind: "pause", on: false });
  await waitFor("its address", async () => (await urlsOf()).includes(page.url()));
  await page.close();
});

it("a panel keeps what it has of a closed tab, though the worker is stopped", async () => {
  const { browser, sessions } = watched;
  const { page, tabId } = await watched.open("/talk");
  await sessions.waitFor("its echo", tabId, ([only]) => only?.receive.count === 1);
  const panel = await browser.openPanelPage(tabId);
  await panel.getByText("#1").first().waitFor();
  await page.close();
  await browser.stopWorker();
  // Its port reaches the next worker later than that of the first one.
  const second = await browser.openPanelPage(tabId);
  await second.getByText("The tab is closed").waitFor();
  expect(await panel.getByText("#1").first().isVisible()).toBe(true);
  expect((await sessions.kept(tabId)).keys).toEqual([]);
  await Promise.all([panel.close(), second.close()]);
});
