import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import type { Connection, DocumentRecord, Session } from "../../../src/session/session.ts";
import { launchPipeBrowser, type PipeBrowser } from "../../bench/pipe-browser.ts";
import { computeExtensionId } from "../../harness/extension-id.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { type FaultServer, startFaultServer } from "../../servers/fault-server.ts";
import { type PageServer, startPageServer } from "../../servers/page-server.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";
import { script } from "../lifecycle/watched.ts";

/**
 * Chromium freezes no page while Playwright is attached, which makes each one look visible. Nothing
 * is attached here but for single commands; the background tells what it saw.
 */
let browser: PipeBrowser;
let faults: FaultServer;
let pages: PageServer;
let extensionPage: string;

beforeAll(async () => {
  faults = await startFaultServer();
  const traffic = (name: string) => `
    const socket = new WebSocket("${faults.url}/echo?${name}");
    socket.onopen = () => ["1", "2", "3"].forEach((body) => socket.send(body));`;
  pages = await startPageServer({
    "/quiet": script(traffic("quiet")),
  });
  browser = await launchPipeBrowser(EXTENSION);
  const origin = `chrome-extension://${computeExtensionId(EXTENSION)}/`;
  // Any page of the extension may open a port; this one opens by itself on installation.
  const welcome = await waitFor("the welcome page", async () =>
    (await browser.targets()).find(({ url }) => url.startsWith(origin) && url.endsWith(".html")),
  );
  extensionPage = await browser.attach(welcome.targetId);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([faults?.stop(), pages?.stop()]);
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
