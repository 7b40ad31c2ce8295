import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "../../../src/session/session.ts";
import { FRAMES, makeFrames, tag } from "./frames.ts";
import { script, startWatched, type Watched } from "./watched.ts";

/** Opens a socket in the very moment it runs, and sends three messages that come back. */
const socketCode = (url: string, name: string) =>
  `(() => { const socket = new WebSocket("${url}/echo?${name}");
    socket.onopen = () => ["1", "2", "3"].forEach((body) => socket.send(body)); })();`;
const framesPage = (url: string) =>
  script(`${socketCode(url, "top")} ${makeFrames((kind) => socketCode(url, kind))}`).concat(
    "<body></body>",
  );

let watched: Watched;
let otherHost = "";

beforeAll(async () => {
  watched = await startWatched(
    (url) => ({
      "/first-script": script(
        `const n = location.search.slice(1);
         const socket = new WebSocket("${url}/echo?first-" + n);
         socket.onopen = () => socket.send(n);`,
      ),
      "/frames": framesPage(url),
      "/child": script(socketCode(url, "other-origin")),
      "/opened": script(
        `addEventListener("click", () => {
          const opened = window.open("about:blank");
          opened.eval(${JSON.stringify(socketCode(url, "opened"))});
        });`,
      ),
      "/reopened": script(
        `addEventListener("load", () => setTimeout(() => {
          document.open();
          document.write(${JSON.stringify(tag(socketCode(url, "reopened"))).replaceAll("</", "<\\/")});
          document.close();
        }));`,
      ),
      "/csp": {
        body: `<!doctype html><script nonce="n">${socketCode(url, "csp")}</script>`,
        headers: {
          "content-security-policy": `default-src 'none'; script-src 'nonce-n'; connect-src ${url}`,
        },
      },
      "/worker.js": `const socket = new WebSocket("${url}/echo?in-worker");
        socket.onopen = () => socket.send("from a worker");
        socket.onmessage = () => postMessage("echoed");
        onmessage = () => socket.close(1000);`,
      "/worker": "<!doctype html><title>A page with a worker</title>",
    }),
    { hosts: ["127.0.0.1", "127.0.0.2"] },
  );
  otherHost = watched.pages.urls[1] as string;
});
afterAll(() => watched?.close());

const nameOf = ({ url }: Connection) => new URL(url).search.slice(1);

/** Waits for three messages each way on so many sockets, and tells what was seen of each. */
async function seenIn(tabId: number, names: string[]) {
  const connections = await watched.sessions.waitFor(
    `three echoes on ${names.join(", ")}`,
    tabId,
    (seen) => names.every((name) => seen.some((c) => nameOf(c) === name && c.receive.count === 3)),
  );
  return connections
    .map((c) => ({ name: nameOf(c), sent: c.send.count, received: c.receive.count }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

const wholeOnce = (names: string[]) =>
  names.toSorted((a, b) => a.localeCompare(b)).map((name) => ({ name, sent: 3, received: 3 }));

describe("a socket that a page opens in its first script", () => {
  it("is seen from its construction on, in 20 of 20 loads", async () => {
    const { page, tabId } = await watched.open("/first-script?0");
    for (let load = 1; load <= 20; load++) {
      await page.goto(`${watched.pages.url}/first-script?${load}`);
      const [socket, ...others] = await watched.sessions.waitFor(
        `the socket of load ${load}`,
        tabId,
        (seen) => seen.some((c) => nameOf(c) === `first-${load}` && c.receive.count === 1),
      );
      expect(others).toEqual([]);
      expect(socket?.send.count).toBe(1);
      expect(socket?.stack).toContain("/first-script");
      expect(socket?.open?.at).toBeGreaterThan(socket?.createdAt ?? Number.NaN);
    }
    await page.close();
  });

  it("is seen once in every kind of frame", async () => {
    const { page, tabId } = await watched.open("/frames");
    const names = ["top", ...Object.keys(FRAMES)];
    expect(await seenIn(tabId, names)).toEqual(wholeOnce(names));
    await page.close();
  });

  it("is seen in a frame of another origin, which has a process of its own", async () => {
    const { page, tabId } = await watched.open("/worker");
    await page.evaluate((src) => {
      document.body.append(Object.assign(document.createElement("iframe"), { src }));
    }, `${otherHost}/child`);
    expect(await seenIn(tabId, ["other-origin"])).toEqual(wholeOnce(["other-origin"]));
    await page.close();
  });

  it("is seen in a window that was opened a moment before", async () => {
    const { page } = await watched.open("/opened");
    const opened = page.context().waitForEvent("page");
    await page.mouse.click(5, 5);
    const popup = await opened;
    const tabId = await watched.browser.tabIdOf(popup);
    expect(await seenIn(tabId, ["opened"])).toEqual(wholeOnce(["opened"]));
    await popup.close();
    await page.close();
  });

  it.each([
    ["after document.open() on the page itself", "reopened"],
    ["under a strict content security policy", "csp"],
  ])("is seen once %s", async (_, name) => {
    const { page, tabId } = await watched.open(`/${name}`);
    expect(await seenIn(tabId, [name])).toEqual(wholeOnce([name]));
    await page.close();
  });
});

describe("a page worker's socket", () => {
  it("is listed as such while DevTools is open, with its handshake and its end", async () => {
    const { browser, sessions } = watched;
    const { page, tabId } = await watched.open("/worker");
    const panel = await browser.openPanel(page);
    await watchNetworkOf(tabId);
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          const worker = new Worker("/worker.js");
          worker.onmessage = resolve;
          Object.assign(window, { worker });
        }),
    );
    const listed = (seen: Connection[]) => seen.filter((c) => nameOf(c) === "in-worker");
    const open = await sessions.waitFor("it", tabId, (seen) => listed(seen).length > 0);
    expect(listed(open)).toEqual(open.filter(({ pageWorker }) => pageWorker));
    expect(listed(open)).toMatchObject([{ handshake: { status: 101 }, state: "open", end: null }]);
    await page.evaluate("worker.postMessage('close')");
    const over = await sessions.waitFor("its end", tabId, (seen) =>
      listed(seen).every(({ end }) => end),
    );
    expect(listed(over)).toMatchObject([{ state: "closed", end: { by: "devtools" } }]);
    await panel.close();
    await page.close();
  });

  /** DevTools misses sockets of its first moment: waits until it tells of one of the page's own. */
  async function watchNetworkOf(tabId: number): Promise<void> {
    const { browser, sessions, faults, pages } = watched;
    const page = browser.context.pages().find((open) => open.url() === `${pages.url}/worker`);
    await expect
      .poll(async () => {
        await page?.evaluate(
          (url) =>
            new Promise((resolve) => {
              const socket = new WebSocket(url);
              socket.onclose = resolve;
            }),
          `${faults.url}/close/1000`,
        );
        const seen = await sessions.connections(tabId);
        return seen.some(({ handshake }) => handshake?.status === 101);
      })
      .toBe(true);
  }
});
