import { createServer } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openConsole } from "../../harness/open-console.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;

beforeAll(async () => {
  const port = await freePort();
  watched = await startWatched((url) => ({
    "/": '<!doctype html><script src="/app.js"></script>',
    "/app.js": `let socket;
function open() {
  socket = new WebSocket("${url}/echo");
}
function sendLate() {
  socket.close();
  socket.send("too late");
}
function fail() {
  new WebSocket("ws://127.0.0.1:${port}/nobody");
}`,
  }));
});
afterAll(() => watched?.close());

it("names the page's own lines beside what the browser says of its sockets", async () => {
  const { page } = await watched.open("/");
  const console = await openConsole(watched.browser, page);
  await page.evaluate("open()");
  await page.waitForFunction("socket.readyState === 1");
  await page.evaluate("sendLate()");
  await page.evaluate("fail()");
  const links = await waitFor("both complaints", async () => {
    const lines = await console.lines();
    const linkOf = (words: string) => lines.find(({ text }) => text.includes(words))?.link.trim();
    const late = linkOf("already in CLOSING or CLOSED state");
    const failed = linkOf("ERR_CONNECTION_REFUSED");
    return late && failed ? { late, failed } : null;
  });
  expect(links).toEqual({ late: "app.js:7", failed: "app.js:10" });
  await console.close();
});

/** Nobody listens there. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
