import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeHar } from "../../../src/har/write.ts";
import { makeConnection, makeHelper, makeSession, T0 } from "../../builders.ts";
import { type BrowserHandle, launchBrowser } from "../../harness/launch-browser.ts";
import {
  connectionLines,
  foldOf,
  groupLines,
  listLines,
  subjectOf,
} from "../../harness/on-screen.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";

const ENDPOINTS = 40;
const EVERY_MS = 30_000;

let browser: BrowserHandle;
let viewer: Page;

beforeAll(async () => {
  browser = await launchBrowser({ extension: EXTENSION });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  viewer = await browser.openPanelPage();
  await viewer.setViewportSize({ width: 1000, height: 600 });
});
afterEach(() => viewer.close());

/** Many endpoints one after the other, the first with helpers besides. */
function makeFile(name: string, padding = "") {
  const urlOf = (n: number) => `wss://feed-${String(n).padStart(2, "0")}.example.com/`;
  const connections = Array.from({ length: ENDPOINTS }, (_, n) => {
    const createdAt = T0 + n * EVERY_MS;
    const close = { code: 1000, at: createdAt + 9_000 };
    return makeConnection({ url: urlOf(n), createdAt, open: true, close, ordinal: n + 1 });
  });
  const helpers = [1, 2].map((n) =>
    makeHelper({ url: urlOf(0), createdAt: T0 + n * 1_000, ordinal: ENDPOINTS + n }),
  );
  const har = writeHar({
    session: makeSession({ connections: [...connections, ...helpers] }),
    rowsOf: () => [],
    creatorVersion: "1",
    exportedAt: T0 + ENDPOINTS * EVERY_MS,
    masked: false,
  });
  return { name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(har) + padding) };
}

const openFiles = (...names: string[]) =>
  viewer
    .locator("input[type=file]")
    .first()
    .setInputFiles(names.map((name) => makeFile(name)));
const list = () => viewer.locator("#connections");
const timeline = () => viewer.locator("#timeline");
const row = (ordinal: number) =>
  connectionLines(viewer).filter({ has: viewer.getByText(`#${ordinal}`, { exact: true }) });
const showAll = () => viewer.getByRole("button", { name: "Show all", exact: true });

const topPx = (box: "#connections" | "#timeline") =>
  viewer.locator(box).evaluate((element) => element.scrollTop);
const scrollTo = (box: "#connections" | "#timeline", px: number) =>
  viewer.locator(box).evaluate((element, top) => {
    element.scrollTop = top;
  }, px);

/** Shows a few percent of the time, at its beginning. */
async function zoomToBeginning(): Promise<void> {
  const canvas = timeline().locator("canvas");
  await canvas.hover({ position: { x: 240, y: 30 } });
  await viewer.keyboard.down("Control");
  for (let n = 0; n < 14; n++) await viewer.mouse.wheel(0, -100);
  await viewer.keyboard.up("Control");
  await showAll().waitFor();
}

describe("what is selected outside of the timeline", () => {
  beforeEach(async () => {
    await openFiles("one.har");
    await timeline().locator("canvas").waitFor();
  });

  it("has its lane scrolled into sight, whether it is an endpoint or a connection", async () => {
    expect(await topPx("#timeline")).toBe(0);
    await list().press("End");
    await expect.poll(() => topPx("#timeline")).toBeGreaterThan(400);
    await list().press("Home");
    await expect.poll(() => topPx("#timeline")).toBe(0);
    await list().press("End");
    await list().press("ArrowUp");
    await expect.poll(() => topPx("#timeline")).toBeGreaterThan(400);
  });

  it("is panned to while the timeline is zoomed, and the zoom stays", async () => {
    await zoomToBeginning();
    await list().press("End");
    await expect.poll(() => topPx("#timeline")).toBeGreaterThan(400);
    await viewer.getByRole("button", { name: "Only this time" }).click();
    await row(ENDPOINTS).waitFor();
    expect(await connectionLines(viewer).count()).toBeLessThan(10);
  });
});

describe("what is selected in the timeline", () => {
  it("moves nothing there, not even where it is seen in part", async () => {
    await openFiles("one.har");
    await timeline().locator("canvas").waitFor();
    await scrollTo("#timeline", 9);
    // The name of the lane of which the upper half is above the edge.
    await timeline()
      .locator("canvas")
      .click({ position: { x: 30, y: 24 } });
    await subjectOf(viewer).filter({ hasText: "feed-00" }).waitFor();
    expect(await topPx("#timeline")).toBe(9);
  });
});

it("the list stays where it was scrolled to while only its height changes", async () => {
  await openFiles("one.har");
  await row(1).click();
  await scrollTo("#connections", 555);
  await expect.poll(() => list().getByRole("treeitem", { selected: true }).count()).toBe(0);
  const heightPx = () => list().evaluate((element) => element.clientHeight);
  const before = await heightPx();
  await viewer.setViewportSize({ width: 1000, height: 560 });
  await expect.poll(heightPx).toBeLessThan(before);
  expect(await topPx("#connections")).toBe(555);
  // Another row that is selected comes into sight all the same.
  await list().press("ArrowDown");
  await expect.poll(() => topPx("#connections")).toBeLessThan(100);
});

describe("several files", () => {
  const show = (name: string) =>
    viewer.getByRole("toolbar", { name: "Sessions" }).getByRole("button", { name }).first().click();

  it("leave whoever turned to one of them there, while the others are still being read", async () => {
    const large = makeFile("large.har", " ".repeat(8_000_000));
    await viewer
      .locator("input[type=file]")
      .first()
      .setInputFiles([makeFile("one.har"), large]);
    await show("one.har");
    await viewer.getByRole("button", { name: "Close large.har" }).waitFor();
    const pressed = viewer
      .getByRole("toolbar", { name: "Sessions" })
      .locator("[aria-pressed=true]");
    expect(await pressed.innerText()).toBe("one.har");
  });

  it("come back as each was left: scrolled, zoomed, folded, and what is selected out of sight", async () => {
    await openFiles("one.har", "two.har");
    await show("one.har");
    await row(1).click();
    await foldOf(listLines(viewer).filter({ hasText: /^helpers/ })).click();
    await row(ENDPOINTS + 1).waitFor();
    await foldOf(groupLines(viewer).nth(1)).click();
    await row(2).waitFor({ state: "detached" });
    await zoomToBeginning();
    await scrollTo("#timeline", 333);
    await scrollTo("#connections", 555);
    await expect.poll(() => topPx("#connections")).toBe(555);

    await show("two.har");
    await showAll().waitFor({ state: "detached" });
    await expect.poll(() => topPx("#connections")).toBe(0);
    await expect.poll(() => topPx("#timeline")).toBe(0);
    expect(await list().locator("[aria-expanded='false']").count()).toBe(1);
    await row(2).waitFor();
    await scrollTo("#connections", 111);

    await show("one.har");
    await showAll().waitFor();
    await expect.poll(() => topPx("#timeline")).toBe(333);
    await expect.poll(() => topPx("#connections")).toBe(555);
    await subjectOf(viewer).filter({ hasText: "#1" }).waitFor();
    await scrollTo("#connections", 0);
    await row(ENDPOINTS + 1).waitFor();
    expect(await row(2).count()).toBe(0);

    await show("two.har");
    await showAll().waitFor({ state: "detached" });
    await expect.poll(() => topPx("#connections")).toBe(111);
  });
});
