import type { Locator, Page as Tab } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messageCount } from "../../harness/on-screen.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let panel: Tab;

const LONG_QUERY = Array.from({ length: 60 }, (_, i) => `${"station-".repeat(6)}${i}=on`).join("&");

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      new WebSocket("${url}/close/1011/no%20weather%20today?${LONG_QUERY}");
      const socket = new WebSocket("${url}/silent");
      socket.onopen = () => { window.ready = true; };
      const speak = () => { for (let i = 0; i < 1_200; i++) socket.send('{"n":' + i + '}'); };`),
  }));
  const { page, tabId } = await watched.open("/");
  panel = await watched.browser.openPanelPage(tabId);
  await page.waitForFunction("window.ready");
  await watched.sessions.waitFor("recording", tabId, (_, session) => session.mode === "record");
  await page.evaluate("speak()");
  await row("open for").getByText("1,200").waitFor();
});
afterAll(() => watched?.close());

const row = (text: string) => panel.getByRole("treeitem").filter({ hasText: text });
const messages = () => panel.getByRole("grid");
const separator = () => panel.getByRole("separator", { name: "Size of the list of messages" });
const closeMessage = () => panel.getByRole("button", { name: "Close message" });
const body = () => panel.locator("#json-tree").getByText("1199", { exact: true });

/** Docked low, zoomed to 150 %, docked to the side, and a usual window. */
const SIZES = [
  [1280, 350],
  [853, 480],
  [400, 720],
  [1280, 720],
] as const;

/** All of it is inside of the window, and neither covered nor cut off. */
const isSeen = (locator: Locator) =>
  locator.evaluate((element) => {
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    const onTop = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const isInside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    return width > 0 && height > 0 && isInside && element.contains(onTop);
  });
const expectSeen = async (...locators: Locator[]) => {
  for (const locator of locators) await expect.poll(() => isSeen(locator)).toBe(true);
};

/** While the list is still being sorted another row may come under the pointer. */
async function choose(text: string): Promise<void> {
  const selected = panel.locator("#connections [aria-selected='true']");
  await expect
    .poll(async () => {
      await row(text).click();
      return selected.allInnerTexts();
    })
    .toEqual([expect.stringContaining(text)]);
}

async function openLastMessage(): Promise<void> {
  await choose("open for");
  await panel.getByRole("tab", { name: /Messages/ }).click();
  // Before they are counted, the last row is an event.
  await messageCount(panel).getByText("1,200 messages", { exact: true }).waitFor();
  await messages().press("End");
  await panel.getByRole("region", { name: "Message 1,200" }).waitFor();
}

describe.each(SIZES)("in a panel of %d × %d", (width, height) => {
  it("what went wrong and why can be read without scrolling", async () => {
    await panel.setViewportSize({ width, height });
    await row("closed 1011").click();
    await panel.getByRole("tab", { name: "Why" }).click();
    const card = panel.locator("article.finding").first();
    await expectSeen(card.getByRole("heading").first(), card.locator("p").first());
  });

  it("the filter can be typed into, and none of its buttons is cut off", async () => {
    await panel.setViewportSize({ width, height });
    const field = panel.locator("#filter");
    const button = (name: string) => panel.getByRole("button", { name, exact: true });
    await expectSeen(field, button("All"), button("Errors"), button("Saved"));
    expect((await field.boundingBox())?.width).toBeGreaterThanOrEqual(170);
  });

  it("an address of three kilobytes leaves room for the tabs", async () => {
    await panel.setViewportSize({ width, height });
    await row("closed 1011").click();
    await expectSeen(panel.getByRole("tab", { name: "Handshake" }));
    const { title, pageHeight } = await panel.evaluate(() => ({
      title: document.querySelector<HTMLElement>(".subject bdi")?.title ?? "",
      pageHeight: document.documentElement.scrollHeight,
    }));
    expect(title.length).toBeGreaterThan(3_000);
    expect(pageHeight).toBe(height);
  });

  it("a message can be read in full beside its row", async () => {
    await panel.setViewportSize({ width, height });
    await openLastMessage();
    await expectSeen(body(), messages().locator(".row.selected .number").first());
  });

  it("what a message can be copied as is all inside of the window", async () => {
    await panel.setViewportSize({ width, height });
    await openLastMessage();
    const button = panel.getByRole("button", { name: "Copy as", exact: true });
    await button.click();
    const lines = panel.locator(".copy-menu > *");
    await expectSeen(lines.first(), lines.last());
    await button.click();
  });
});

/** DevTools docked into a corner, or below a page that needs its height. */
describe.each([
  [400, 350],
  [400, 500],
  [600, 350],
  [700, 350],
  [1280, 400],
])("in a small panel of %d × %d", (width, height) => {
  it("some lines of a message that is open are read at once, and its row stands by it", async () => {
    // While a message is open here, there is no list of connections to choose from.
    await panel.setViewportSize({ width: 1280, height: 720 });
    await openLastMessage();
    await closeMessage().click();
    await panel.setViewportSize({ width, height });
    await openLastMessage();
    await expectSeen(body(), messages().locator(".row.selected .number").first());
    const tree = await panel.locator("#json-tree").boundingBox();
    const bottom = Math.min(height, (tree?.y ?? 0) + (tree?.height ?? 0));
    expect(bottom - (tree?.y ?? height)).toBeGreaterThanOrEqual(48);
    await closeMessage().click();
    await expectSeen(panel.locator("#filter"));
  });
});

describe("the list of connections", () => {
  it("has a ring above its rows, and leads from a connection to its endpoint by the left arrow", async () => {
    await panel.setViewportSize({ width: 1280, height: 720 });
    await row("open for").click();
    const list = panel.locator("#connections");
    await list.press("ArrowLeft");
    const selected = list.locator("[aria-selected='true']");
    await expect.poll(() => selected.getAttribute("aria-level")).toBe("1");
    await list.press("Escape");
    await expect.poll(() => selected.count()).toBe(0);
    const ring = await panel.locator("#pane-list").evaluate((pane) => {
      const { outlineStyle, inset } = getComputedStyle(pane, "::after");
      return { outlineStyle, inset };
    });
    expect(ring).toEqual({ outlineStyle: "solid", inset: "0px" });
  });
});

describe("the line between the messages and the one that is open", () => {
  it("is moved by keys, and stays where it was put", async () => {
    await panel.setViewportSize({ width: 1280, height: 720 });
    await openLastMessage();
    const sizeOf = async () => Number(await separator().getAttribute("aria-valuenow"));
    const heightOf = async () => Math.round((await messages().boundingBox())?.height ?? 0);
    await separator().press("Home");
    await expect.poll(heightOf).toBe(66);
    await separator().press("ArrowDown");
    await expect.poll(heightOf).toBe(82);
    await panel.reload();
    await openLastMessage();
    expect(await sizeOf()).toBe(82);
    await separator().dblclick();
    await expect.poll(sizeOf).not.toBe(82);
  });
});

describe("a list of messages", () => {
  it("has room for long numbers, and markers' times end where those of messages do", async () => {
    await panel.setViewportSize({ width: 400, height: 720 });
    await openLastMessage();
    const numbers = messages().locator(".row.message .number:first-child");
    const isWhole = (cells: Element[]) =>
      cells.every((cell) => cell.scrollWidth <= cell.clientWidth);
    expect(await numbers.evaluateAll(isWhole)).toBe(true);
    const timeEnd = (kind: string) =>
      messages()
        .locator(`${kind} .number[title]`)
        .first()
        .evaluate((cell) => Math.round(cell.getBoundingClientRect().right));
    const ofMessage = await timeEnd(".row.message");
    await messages().press("Home");
    expect(await timeEnd(".row.marker.open")).toBe(ofMessage);
  });
});
