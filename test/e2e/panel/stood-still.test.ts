/** What Chromium cannot be made to do in a test: a file says that it happened. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeConnection, makeSession, T0 } from "../../builders.ts";
import { blockWorker } from "../../harness/block-worker.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { makeFile, openInViewer } from "./opened-file.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`new WebSocket("${url}/echo")`),
  }));
});
afterAll(() => watched?.close());

it("marks on the axis how long the computer slept, and the tab was frozen", async () => {
  const socket = makeConnection({
    createdAt: T0,
    open: { at: T0 },
    close: { code: 1006, at: T0 + 600_000 },
  });
  const { documentId } = socket;
  const session = makeSession({
    connections: [socket],
    lifecycle: [
      { kind: "freeze", at: T0 + 100_000, documentId },
      { kind: "resume", at: T0 + 160_000, documentId },
      { kind: "clock-jump", at: T0 + 500_000, documentId, ms: 240_000 },
    ],
  });
  const viewer = await openInViewer(watched.browser, makeFile(session));
  const canvas = viewer.getByRole("listbox", { name: "Connections over time" }).locator("canvas");
  const card = viewer.locator(".timeline-card");
  const marks = async () => {
    const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const said = new Set<string>();
    for (let x = box.width * 0.15; x < box.width; x += 20) {
      await viewer.mouse.move(box.x + x, box.y + 8);
      for (const text of await card.locator("bdi").allTextContents()) said.add(text);
    }
    return [...said].join("\n");
  };
  await expect.poll(marks).toMatch(/^Asleep for 4\D+: the page's timers stood still$/m);
  expect(await marks()).toMatch(/^Tab frozen by the browser for 60 s$/m);
  await viewer.close();
});

it("says that it gathers what was seen, while the background is busy", async () => {
  const { page, tabId } = await watched.open("/");
  await watched.sessions.waitFor("the socket", tabId, ([only]) => only?.state === "open");
  const unblock = await blockWorker(watched.browser);
  const panel = await watched.browser.openPanelPage(tabId);
  await panel.getByText("Stormglass gathers what it saw of this tab.").waitFor();
  await unblock();
  await panel.getByRole("treeitem").filter({ hasText: "#1" }).waitFor();
  await panel.close();
  await page.close();
});
