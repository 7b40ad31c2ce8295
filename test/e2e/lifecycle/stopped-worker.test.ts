/** What is told only once must outlive the worker that was told. */
import { createServer } from "node:http";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { blockWorker } from "../../harness/block-worker.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { openUntilClosed } from "../../lab/page-actions.ts";
import { encodeAnswer, refuseWith } from "../../servers/http-answer.ts";
import { listen } from "../../servers/listen.ts";
import { isRecording } from "../flood/kept-rows.ts";
import { script, startWatched, type Watched } from "./watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched(() => ({ "/": script("") }));
});
afterAll(() => watched?.close());

it("a page that has opened no socket is known to the next worker, which can make it record", async () => {
  const { browser, sessions } = watched;
  const { page, tabId } = await watched.open("/");
  await waitFor("a saved page", async () =>
    (await sessions.kept(tabId)).keys.some((key) => key.includes(":document:")),
  );
  await browser.stopWorker();
  expect((await sessions.look(tabId)).coverage).toBe("watched");
  const panel = await browser.openPanelPage(tabId);
  await isRecording(watched, tabId);
  await panel.close();
  await page.close();
});

it("a probe that was on its way is made again", async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    // The first is never answered.
    if (++asked > 1) response.writeHead(401).end();
  });
  server.on("upgrade", (_request, socket) => socket.end(encodeAnswer(refuseWith(401))));
  const { port, stop } = await listen(server);
  onTestFinished(stop);
  const { browser, sessions } = watched;
  const { page, tabId } = await watched.open("/");
  await openUntilClosed(page, `ws://127.0.0.1:${port}/members`);
  await waitFor("the probe", async () => asked === 1);
  await browser.stopWorker();
  const [only] = await sessions.waitFor("its answer", tabId, ([one]) => one?.probes.length === 1);
  expect(only?.probes[0]).toMatchObject({ outcome: "answered", status: 401 });
  expect(asked).toBe(2);
  await page.close();
});

it("a probe that was only planned is made", async () => {
  const { browser, sessions, faults } = watched;
  const { page, tabId } = await watched.open("/");
  await openUntilClosed(page, `${faults.url}/status/404`);
  await sessions.waitFor("the end", tabId, ([one]) => one?.end !== null);
  await browser.stopWorker();
  const [only] = await sessions.waitFor("its answer", tabId, ([one]) => one?.probes.length === 1);
  expect(only?.probes[0]?.status).toBe(404);
  await page.close();
});

it("a handshake that DevTools told of reaches the next worker", async () => {
  const { browser, sessions, faults } = watched;
  const { page, tabId } = await watched.open("/");
  const panel = await browser.openPanel(page);
  // DevTools misses sockets that open while it is opening itself.
  await waitFor("DevTools to tell of a socket", async () => {
    await openUntilClosed(page, `${faults.url}/status/400`);
    return (await sessions.connections(tabId)).some(({ handshake }) => handshake !== null);
  });
  await blockWorker(browser);
  await openUntilClosed(page, `${faults.url}/status/403`);
  await browser.stopWorker();
  const all = await sessions.waitFor("the handshake", tabId, (connections) =>
    connections.some(({ handshake }) => handshake?.status === 403),
  );
  expect(all.at(-1)?.url).toBe(`${faults.url}/status/403`);
  await panel.close();
  await page.close();
});
