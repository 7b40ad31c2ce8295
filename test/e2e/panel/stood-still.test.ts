/** What Chromium cannot be made to do in a test: a file says that it happened. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeConnection, makeSession, T0 } from "../../builders.ts";
import { blockWorker } from "../../harness/block-worker.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { readAxisMarks } from "./axis-marks.ts";
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
  const marks = () => readAxisMarks(viewer);
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
