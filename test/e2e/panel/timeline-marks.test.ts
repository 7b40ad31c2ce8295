import { afterAll, beforeAll, expect, it } from "vitest";
import { makeConnection, makeSession, T0 } from "../../builders.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { readAxisMarks } from "./axis-marks.ts";
import { makeFile, openInViewer } from "./opened-file.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`new WebSocket("${url}/echo").onopen = ({ target }) => target.send("here")`),
  }));
});
afterAll(() => watched?.close());

it("marks on the axis where the tab went to another page, and how long it was offline", async () => {
  const { page } = await watched.open("/");
  const panel = await watched.browser.openPanel(page);
  const { frame } = panel;
  const rows = frame.getByRole("treeitem").filter({ hasText: /#\d/ });
  await rows.first().waitFor();
  await frame.getByText("Preserve log", { exact: true }).click();
  await page.reload();
  await expect.poll(() => rows.count()).toBe(2);
  const network = await page.context().newCDPSession(page);
  const setOffline = (offline: boolean) =>
    network.send("Network.emulateNetworkConditions", {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  await network.send("Network.enable");
  await setOffline(true);
  await page.waitForFunction("!navigator.onLine");

  const marks = () => readAxisMarks(frame);
  await expect.poll(marks).toMatch(/^The tab went to another page, or reloaded$/m);
  await expect.poll(marks).toMatch(/^Offline for .+ so far$/m);
  await setOffline(false);
  await page.waitForFunction("navigator.onLine");
  await expect.poll(marks).toMatch(/^Offline for [^a-z]*\w+$/m);
  await panel.close();
  await page.close();
});

it("cuts out of a bar the silence that something on the way did not bear", async () => {
  const QUIET_MS = 70_000;
  const connections = [0, 1, 2].map((n) => {
    const createdAt = T0 + n * 2 * QUIET_MS;
    const close = { code: 1006, at: createdAt + QUIET_MS };
    return makeConnection({ ordinal: n + 1, createdAt, open: { at: createdAt }, close });
  });
  const viewer = await openInViewer(watched.browser, makeFile(makeSession({ connections })));
  const canvas = viewer.getByRole("listbox", { name: "Connections over time" }).locator("canvas");
  /** How wide the canvas' parts in the colour of a warning are: an end has 3 pixels. */
  const dashedPx = () =>
    canvas.evaluate((element) => {
      if (!(element instanceof HTMLCanvasElement)) return 0;
      const context = element.getContext("2d");
      if (!context) return 0;
      const probe = document.createElement("i");
      probe.style.color = "var(--warning-fill)";
      document.body.append(probe);
      const wanted = getComputedStyle(probe).color.match(/\d+/g)?.slice(0, 3).join();
      probe.remove();
      const { width, height } = element;
      const { data } = context.getImageData(0, 0, width, height);
      const columns = new Set<number>();
      for (let at = 0; at < data.length; at += 4) {
        if (data.slice(at, at + 3).join() === wanted) columns.add((at / 4) % width);
      }
      return columns.size;
    });
  await expect.poll(dashedPx).toBeGreaterThan(100);
  await viewer.close();
});
