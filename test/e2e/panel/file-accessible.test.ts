import type { Page } from "playwright";
import { afterAll, beforeAll, describe, it } from "vitest";
import { ROW_SEND } from "../../../src/protocol/rows.ts";
import { makeConnection, makeRetries, makeSession, T0 } from "../../builders.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { expectAccessible } from "./axe.ts";
import { makeFile, makeStoredRow, openInViewer } from "./opened-file.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched(() => ({
    "/": "<!doctype html><title>A page without sockets</title>",
    "/throws": script('try { new WebSocket(location.href, ["a", "a"]) } catch {}'),
  }));
});
afterAll(() => watched?.close());

/** A storm, and a socket that talked before it failed. */
function makeTrouble() {
  const talked = makeConnection({
    ordinal: 1,
    url: "wss://chat.example.com/room",
    open: true,
    send: { count: 1 },
    close: { code: 1011, reason: "no weather today", wasClean: true, at: T0 + 9_000 },
  });
  const storm = makeRetries(Array.from({ length: 12 }, () => 250)).map((connection, n) => ({
    ...connection,
    ordinal: n + 2,
  }));
  const said = { seq: 0, at: T0 + 2_000, flags: ROW_SEND, body: '{"two":[1,2]}' };
  return makeFile(makeSession({ connections: [talked, ...storm] }), [makeStoredRow(talked, said)]);
}

describe("axe finds nothing against an opened file", () => {
  it.each([1_280, 400])("at %d px, in each of its views", async (width) => {
    const viewer = await openInViewer(watched.browser, makeTrouble());
    await viewer.setViewportSize({ width, height: 900 });
    const row = (text: string) => viewer.getByRole("treeitem").filter({ hasText: text });
    await row("closed 1011").waitFor();
    await expectAccessible(viewer);
    await row("closed 1011").click();
    await viewer.getByRole("tab", { name: "Handshake" }).waitFor();
    const tabs = viewer.getByRole("tab");
    for (const view of await tabs.all()) {
      await view.click();
      await expectAccessible(viewer);
    }
    await tabs.filter({ hasText: "Messages" }).click();
    await viewer.getByRole("row").filter({ hasText: "two" }).click();
    await viewer.getByRole("region", { name: "Message 1" }).waitFor();
    await expectAccessible(viewer);
    await viewer.close();
  });
});

describe("axe finds nothing against the popup", () => {
  const look = async (path: string, words: RegExp, then: (popup: Page) => Promise<unknown>) => {
    const { page } = await watched.open(path);
    const popup = await watched.browser.openPopup(page);
    await popup.page.getByText(words).waitFor();
    await expectAccessible(popup.page);
    await then(popup.page);
    await popup.disconnect();
    await page.close();
  };
  const nothing = async () => {};

  it("over a page without sockets", () => look("/", /No WebSockets in this tab yet/, nothing));

  it("over a page whose constructors all threw", () =>
    look("/throws", /No connection was made/, nothing));

  it("over a site that is switched off", async () => {
    const worker = await watched.browser.worker();
    const setting = `site:${new URL(watched.pages.url).host}`;
    await worker.evaluate((key) => chrome.storage.sync.set({ [key]: "off" }), setting);
    await look("/", /switched off for this site/, (popup) =>
      popup.getByRole("button", { name: "Watch this site" }).click(),
    );
  });

  it("while everything is paused", () =>
    look("/", /No WebSockets in this tab yet/, async (popup) => {
      await popup.getByRole("button", { name: "Pause everywhere" }).click();
      await popup.getByText(/Paused everywhere/).waitFor();
      await expectAccessible(popup);
      await popup.getByRole("button", { name: "Resume everywhere" }).click();
      await popup.getByText(/Paused everywhere/).waitFor({ state: "detached" });
    }));
});
