import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import type { Connection, DocumentRecord, Session } from "../../../src/session/session.ts";
import { launchPipeBrowser, type PipeBrowser } from "../../bench/pipe-browser.ts";
import { processTree } from "../../bench/process-tree.ts";
import { computeExtensionId } from "../../harness/extension-id.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { type FaultServer, startFaultServer } from "../../servers/fault-server.ts";
import { listen } from "../../servers/listen.ts";
import { type PageServer, startPageServer } from "../../servers/page-server.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";
import { script } from "../lifecycle/watched.ts";

/**
 * Chromium freezes no page while Playwright is attached, which makes each one look visible. Nothing
 * is attached here but for single commands; the background tells what it saw.
 */
/** Longer than the jump between two clocks that tells of sleep. */
const STOPPED_MS = 12_000;

let browser: PipeBrowser;
let faults: FaultServer;
let pages: PageServer;
let extensionPage: string;
let beacon: Awaited<ReturnType<typeof listen>>;
let began = false;

beforeAll(async () => {
  faults = await startFaultServer();
  beacon = await listen(
    createServer((_, response) => {
      began = true;
      response.end();
    }),
    "127.0.0.1",
  );
  const traffic = (name: string) => `
    const socket = new WebSocket("${faults.url}/echo?${name}");
    socket.onopen = () => ["1", "2", "3"].forEach((body) => socket.send(body));`;
  pages = await startPageServer({
    "/quiet": script(traffic("quiet")),
    "/stopped": script(`${traffic("stopped")}
      let received = 0;
      socket.onmessage = () => { received++; };`),
    "/before": `<!doctype html><script type="speculationrules">${JSON.stringify({
      prerender: [{ source: "list", urls: ["/prerendered"], eagerness: "immediate" }],
    })}</script><body></body>`,
    "/prerendered": script(`const began = document.prerendering;
      fetch("http://127.0.0.1:${beacon.port}/", { mode: "no-cors" });
      ${traffic("prerendered")}`),
  });
  browser = await launchPipeBrowser(EXTENSION);
  const origin = `chrome-extension://${computeExtensionId(EXTENSION)}/`;
  // Any page of the extension may open a port; this one opens by itself on installation.
  const welcome = await waitFor("the welcome page", async () =>
    (await browser.targets()).find(({ url }) => url.startsWith(origin) && url.endsWith(".html")),
  );
  extensionPage = await browser.attach(welcome.targetId);
  await waitFor("the page's interfaces", () =>
    browser.evaluate<boolean>(extensionPage, "globalThis.chrome?.tabs !== undefined"),
  );
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([faults?.stop(), pages?.stop(), beacon?.stop()]);
});

/** What a view of the tab that shows an address is told. */
async function lookAt(path: string): Promise<Session | null> {
  const flat = await browser.evaluate<Flat | null>(
    extensionPage,
    `(async () => {
      const [tab] = await chrome.tabs.query({ url: ${JSON.stringify(`${pages.url}${path}`)} });
      if (!tab) return null;
      const port = chrome.runtime.connect({ name: "view:" + tab.id });
      const { session } = await new Promise((resolve) => port.onMessage.addListener(resolve));
      port.disconnect();
      const { documents, connections } = session;
      return { ...session, documents: [...documents], connections: [...connections] };
    })()`,
  );
  if (!flat) return null;
  return { ...flat, documents: new Map(flat.documents), connections: new Map(flat.connections) };
}

/** Maps do not travel out of a page. */
type Flat = Omit<Session, "documents" | "connections"> & {
  documents: [string, DocumentRecord][];
  connections: [string, Connection][];
};

const openTab = (path: string) =>
  browser.evaluate(
    extensionPage,
    `chrome.tabs.create({ url: ${JSON.stringify(`${pages.url}${path}`)} }).then(() => null)`,
  );

const onlyOf = (session: Session | null) => [...(session?.connections.values() ?? [])][0];

describe("a tab that the browser freezes", () => {
  it("tells when it is frozen and thawed, and loses its socket by it", async () => {
    await openTab("/quiet");
    await waitFor("three echoes", async () => onlyOf(await lookAt("/quiet"))?.receive.count === 3);
    // Only a tab in the background is frozen.
    await openTab("/quiet?front");
    const { targetId } = await waitFor("its target", async () =>
      (await browser.targets()).find(({ url }) => url.endsWith("/quiet")),
    );
    const page = await browser.attach(targetId);
    const freezing = async () =>
      (await lookAt("/quiet"))?.lifecycle
        .map(({ kind }) => kind)
        .filter((kind) => kind === "freeze" || kind === "resume");
    const settle = (state: string) => browser.send("Page.setWebLifecycleState", { state }, page);
    await settle("frozen");
    await waitFor("the freeze", async () => (await freezing())?.at(-1) === "freeze");
    await settle("active");
    await waitFor("the end of it", async () => (await freezing())?.at(-1) === "resume");
    expect(await freezing()).toEqual(["freeze", "resume"]);
    const session = (await lookAt("/quiet")) as Session;
    expect(onlyOf(session)).toMatchObject({ send: { count: 3 }, receive: { count: 3 } });
    expect([...session.documents.values()][0]?.frozen).toBe(false);
    // Chromium closes the sockets of a page that it freezes; the page hears of it afterwards.
    const { connections } = diagnose(session, Date.now());
    expect(connections).toMatchObject([{ closeCode: 1006, primary: "page-suspended" }]);
  });
});

/** Attaches to the page that shows an address. */
async function attachTo(path: string): Promise<string> {
  const { targetId } = await waitFor(`the target of ${path}`, async () =>
    (await browser.targets()).find(({ url }) => url === `${pages.url}${path}`),
  );
  return browser.attach(targetId);
}

describe("a page that is prerendered", () => {
  it("is nobody's until it is shown, and then tells all that it did from its first script on", async () => {
    await openTab("/before");
    // An attached page prerenders none, so the page that is prerendered says by itself that it began.
    await waitFor("the prerendered page to begin", () => began);
    expect((await lookAt("/before"))?.documents.size).toBe(1);
    const before = await attachTo("/before");
    await browser.evaluate(before, "location.href = '/prerendered'");
    await waitFor(
      "three echoes",
      async () => onlyOf(await lookAt("/prerendered"))?.receive.count === 3,
    );
    const shown = await attachTo("/prerendered");
    expect(await browser.evaluate(shown, "began")).toBe(true);
    const session = (await lookAt("/prerendered")) as Session;
    expect([...session.connections.values()]).toMatchObject([
      { state: "open", end: null, send: { count: 3 }, receive: { count: 3 } },
    ]);
  });
});

describe("a browser that is stopped for a while, as on a computer that is too busy", () => {
  it("has lost nothing when it goes on, and is not taken for one that slept", async () => {
    await openTab("/stopped");
    const page = await attachTo("/stopped");
    await waitFor(
      "three echoes",
      async () => onlyOf(await lookAt("/stopped"))?.receive.count === 3,
    );
    const pids = processTree(browser.pid);
    for (const pid of pids) process.kill(pid, "SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, STOPPED_MS));
    for (const pid of pids) process.kill(pid, "SIGCONT");
    await browser.evaluate(page, "socket.send('after'), null");
    await waitFor("four echoes", async () => onlyOf(await lookAt("/stopped"))?.receive.count === 4);
    const session = (await lookAt("/stopped")) as Session;
    expect(onlyOf(session)).toMatchObject({ state: "open", send: { count: 4 } });
    // Both clocks went on meanwhile; in sleep only the wall clock does.
    expect(session.lifecycle.map(({ kind }) => kind)).not.toContain("clock-jump");
    expect(session.dropped).toEqual([]);
  });
});
