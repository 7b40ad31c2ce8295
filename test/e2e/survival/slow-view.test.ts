import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { waitFor } from "../../harness/wait-for.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let extensionPage: Page;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      for (let i = 0; i < 200; i++) try { new WebSocket("ws://[" + i); } catch {}
      const socket = new WebSocket("${url}/echo");
      setInterval(() => { if (socket.readyState === 1) socket.send("x"); }, 20);`),
  }));
  extensionPage = await watched.browser.openPage(
    `chrome-extension://${watched.browser.extensionId}/extension/welcome.html`,
  );
});
afterAll(() => watched?.close());

type Heard = { kind: string; errors: number | null; receiveCount: number | null };

/** A view that answers nothing of what it is told, until it is asked to. */
const openSlowView = (tabId: number) =>
  extensionPage.evaluate((id) => {
    const port = chrome.runtime.connect({ name: `view:${id}` });
    const heard: unknown[] = [];
    port.onMessage.addListener((message) => heard.push(message));
    Object.assign(window, { port, heard });
  }, tabId);

const heardSoFar = () =>
  extensionPage.evaluate(() => {
    const { heard } = window as unknown as { heard: ViewMessage[] };
    return heard.map(({ kind, session, changes }): Heard => {
      const [connection] = session?.connections.values() ?? changes?.connections ?? [];
      const errors = (session ?? changes?.meta)?.constructorErrors?.length ?? null;
      return { kind, errors, receiveCount: connection?.receive.count ?? null };
    });
  });
type Some = { receive: { count: number } };
type ViewMessage = {
  kind: string;
  session?: { constructorErrors: unknown[]; connections: Map<string, Some> };
  changes?: { meta: { constructorErrors?: unknown[] }; connections: Some[] };
};

describe("a view that does not read", () => {
  it("is told no more until it answers, and then once, all that changed and nothing else", async () => {
    const { page, tabId } = await watched.open("/");
    const countsAtLeast = (count: number) =>
      watched.sessions.waitFor(`${count} echoes`, tabId, ([only]) => {
        return (only?.receive.count ?? 0) >= count;
      });
    await countsAtLeast(1);
    await openSlowView(tabId);
    await waitFor("the session", async () => (await heardSoFar()).length > 0);
    expect(await heardSoFar()).toMatchObject([{ kind: "session", errors: 200 }]);
    await countsAtLeast(100);
    expect(await heardSoFar()).toHaveLength(1);
    await extensionPage.evaluate("port.postMessage({ kind: 'heard' })");
    await waitFor("what changed", async () => (await heardSoFar()).length > 1);
    const [, changes] = await heardSoFar();
    expect(changes).toMatchObject({ kind: "changes", errors: null });
    expect(changes?.receiveCount).toBeGreaterThanOrEqual(100);
    await countsAtLeast(150);
    expect(await heardSoFar()).toHaveLength(2);
    await page.close();
  });
});
