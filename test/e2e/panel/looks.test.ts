import type { Locator, Page as Tab } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { writeHar } from "../../../src/har/write.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";
import { groupLines, incidentLines, ordinals, subjectOf } from "../../harness/on-screen.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let live: Tab;
let viewer: Tab;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`new WebSocket("${url}/silent").onopen = () => { window.ready = true; };`),
  }));
  const { page, tabId } = await watched.open("/");
  live = await watched.browser.openPanelPage(tabId);
  await page.waitForFunction("window.ready");
  await live.getByRole("treeitem").first().waitFor();
  viewer = await watched.browser.openPanelPage();
  await viewer.locator("input[type=file]").first().setInputFiles(makeFile());
  await groupLines(viewer).first().waitFor();
});
afterAll(() => watched?.close());
afterEach(() => viewer.setViewportSize({ width: 1280, height: 720 }));

/** What a stranger says to turn, to ring and to colour what stands around it. */
const REASON = "\u202egninrom doog \u0007\u001b[31m שלום";
const DAY_MS = 86_400_000;

function makeFile() {
  const connections = [0, 1, 2].map((day) =>
    makeConnection({
      ordinal: day + 1,
      url: "wss://chat.example.com/חדר/\u202eevil",
      createdAt: T0 + day * DAY_MS,
      open: true,
      close: { code: 1011, reason: REASON, wasClean: true, at: T0 + day * DAY_MS + 9_000 },
      handshake: { status: 101, responseHeaders: [{ name: "Server", value: REASON }] },
    }),
  );
  const har = writeHar({
    session: makeSession({ connections }),
    rowsOf: () => [],
    creatorVersion: "1",
    exportedAt: T0 + 3 * DAY_MS,
    masked: false,
  });
  return { name: "a.har", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(har)) };
}

const openTab = async (name: string) => {
  await ordinals(viewer).last().click();
  await viewer.getByRole("tab", { name }).click();
};

const showIncidents = async () => {
  await viewer.locator("#connections").press("Escape");
  await incidentLines(viewer).first().waitFor();
};

/** Its box lies in the other's from left to right. */
const isWithin = async (inner: Locator, outer: Locator): Promise<boolean> => {
  const [a, b] = [await inner.boundingBox(), await outer.boundingBox()];
  return a !== null && b !== null && a.x >= b.x - 1 && a.x + a.width <= b.x + b.width + 1;
};

describe("what strangers say", () => {
  it.each(["Why", "Handshake"])("turns nothing around it under %s", async (tab) => {
    await openTab(tab);
    await viewer.getByText("\\u202egninrom doog \\u0007\\u001b[31m").first().waitFor();
    const controls = await viewer.evaluate(
      () => document.body.innerText.match(/(?!\n|\t)[\p{Cc}\u202a-\u202e]/gu) ?? [],
    );
    expect(controls).toEqual([]);
  });

  it("leaves the parts of an address from left to right", async () => {
    const heading = subjectOf(viewer).locator("bdi");
    expect(await heading.getAttribute("dir")).toBe("ltr");
    expect(await heading.textContent()).toContain("/\u200eחדר/\u200e\\u202eevil");
  });
});

it("says the day of what was not today", async () => {
  await showIncidents();
  const line = incidentLines(viewer).first();
  await line.getByText(/^since \w{3} \d\d /).waitFor();
  await line.getByText(/the first at \w{3} \d\d /).waitFor();
});

describe("in a narrow panel", () => {
  it.each([660, 780])("the toolbar of a live tab takes one line at %d px", async (width) => {
    await live.setViewportSize({ width, height: 600 });
    const { height } = (await live.locator(".toolbar").boundingBox()) ?? {};
    expect(height).toBeLessThan(40);
  });

  it("the chosen tab is in sight, and its buttons keep their words on one line", async () => {
    await openTab("Why");
    await viewer.setViewportSize({ width: 230, height: 600 });
    await viewer.getByRole("tab", { name: "Why" }).press("End");
    const chosen = viewer.getByRole("tab", { selected: true });
    await expect.poll(() => isWithin(chosen, viewer.getByRole("tablist"))).toBe(true);
    await viewer.setViewportSize({ width: 400, height: 600 });
    await viewer.getByRole("tab", { name: "Handshake" }).click();
    const copy = viewer.getByRole("button", { name: "Copy as" });
    expect((await copy.boundingBox())?.height).toBeLessThan(30);
  });

  it("the marks below a filter follow it where it scrolls", async () => {
    await viewer.setViewportSize({ width: 400, height: 600 });
    const field = viewer.locator("#filter");
    await field.fill("");
    await field.pressSequentially(`${"url:chat ".repeat(10)}dir:sideways`);
    // Nobody is told of a mistake in a word that is not finished.
    await field.press("Enter");
    const marks = viewer.locator(".pointer");
    await expect
      .poll(async () => {
        const [pointer, box] = [await marks.boundingBox(), await field.boundingBox()];
        const endPx = (pointer?.x ?? 0) + (pointer?.width ?? 0);
        return box !== null && endPx > box.x + box.width / 2 && endPx <= box.x + box.width;
      })
      .toBe(true);
    await field.fill("");
  });
});

it("keeps every mark where the user chose the colours", async () => {
  await showIncidents();
  await viewer.emulateMedia({ forcedColors: "active" });
  const seen = (selector: string) =>
    viewer
      .locator(selector)
      .first()
      .evaluate((mark) => {
        const ground = getComputedStyle(document.body).backgroundColor;
        return getComputedStyle(mark).backgroundColor !== ground;
      });
  expect(await seen(".severity.error")).toBe(true);
  expect(await seen("#connections .dot.error")).toBe(true);
  await viewer.emulateMedia({ forcedColors: "none" });
});
