import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BrowserHandle, launchBrowser } from "../../harness/launch-browser.ts";
import { messageRows, ordinals } from "../../harness/on-screen.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";

/** Sixteen bytes a line: more lines than an element of the browser could be high. */
const LINES = 2_200_000;
const ROW_PX = 17;
const BROWSER_LIMIT_PX = 33_554_428;

let browser: BrowserHandle;
let viewer: Page;

beforeAll(async () => {
  browser = await launchBrowser({ extension: EXTENSION });
  viewer = await browser.openPanelPage();
  await viewer
    .locator("input[type=file]")
    .first()
    .setInputFiles({
      name: "long.har",
      mimeType: "application/json",
      buffer: Buffer.from(makeHar(Buffer.alloc(LINES * 16, "storm"))),
    });
  await ordinals(viewer).first().click();
  await viewer.getByRole("tab", { name: /Messages/ }).click();
  await messageRows(viewer).first().click();
  await viewer.getByRole("listbox", { name: "Bytes in hexadecimal" }).waitFor();
});
afterAll(() => browser?.close());

const makeHar = (body: Buffer): string =>
  JSON.stringify({
    log: {
      version: "1.2",
      creator: { name: "test", version: "1" },
      entries: [
        {
          _resourceType: "websocket",
          startedDateTime: "2026-01-01T00:00:00.000Z",
          time: 1_000,
          request: { method: "GET", url: "wss://api.example.com/long", headers: [] },
          response: { status: 101, statusText: "", headers: [] },
          _webSocketMessages: [
            { type: "receive", time: 1_767_225_601, opcode: 2, data: body.toString("base64") },
          ],
        },
      ],
    },
  });

/** The first and the last line that can be seen, and how far the first is cut off. */
const inSight = () =>
  viewer.evaluate(() => {
    const box = document.getElementById("hex") as HTMLElement;
    const { top, bottom } = box.getBoundingClientRect();
    const rows = [...box.querySelectorAll<HTMLElement>("[data-index]")]
      .map((row) => ({ index: Number(row.dataset.index), place: row.getBoundingClientRect() }))
      .filter(({ place }) => place.bottom > top + 0.5 && place.top < bottom - 0.5)
      .sort((a, b) => a.index - b.index);
    const [first] = rows;
    return {
      first: first?.index,
      cutPx: Math.round(top - (first?.place.top ?? 0)),
      last: rows.at(-1)?.index,
      belowPx: Math.round((rows.at(-1)?.place.bottom ?? 0) - top - box.clientHeight),
      isWhole: rows.every(({ index }, i) => index === (first?.index ?? 0) + i),
      fillsPx: (rows.at(-1)?.place.bottom ?? 0) - (first?.place.top ?? 0) - box.clientHeight,
    };
  });
const dragTo = (part: number) =>
  viewer.evaluate((at) => {
    const box = document.getElementById("hex") as HTMLElement;
    box.scrollTop = at * (box.scrollHeight - box.clientHeight);
  }, part);
const topPx = async () => {
  const { first = -1, cutPx } = await inSight();
  return first * ROW_PX + cutPx;
};

describe("a list of more rows than an element could be high", () => {
  it("reaches its last and its first row by the scroll bar", async () => {
    expect(LINES * ROW_PX).toBeGreaterThan(BROWSER_LIMIT_PX);
    await dragTo(1);
    await expect.poll(inSight).toMatchObject({ last: LINES - 1, belowPx: 0, isWhole: true });
    await dragTo(0);
    await expect.poll(inSight).toMatchObject({ first: 0, cutPx: 0, isWhole: true });
  });

  it("fills the view wherever the scroll bar is dragged to", async () => {
    for (const part of [0.05, 0.31, 0.5, 0.77, 0.999]) {
      await dragTo(part);
      await expect
        .poll(async () => {
          const { isWhole, fillsPx, first = -1 } = await inSight();
          return isWhole && fillsPx >= -ROW_PX && Math.abs(first / LINES - part) < 0.05;
        })
        .toBe(true);
    }
  });

  it("moves by as much as the wheel turns, in the middle as anywhere", async () => {
    await dragTo(0.5);
    await expect.poll(async () => (await inSight()).first).toBeGreaterThan(LINES / 3);
    const before = await topPx();
    await viewer.locator("#hex").hover();
    for (let turns = 1; turns <= 3; turns++) {
      await viewer.mouse.wheel(0, 5 * ROW_PX);
      await expect.poll(topPx).toBe(before + turns * 5 * ROW_PX);
    }
    await viewer.mouse.wheel(0, -15 * ROW_PX);
    await expect.poll(topPx).toBe(before);
  });

  it("goes by key to the last row, to the one before and back to the first", async () => {
    const list = viewer.locator("#hex");
    const chosen = () => list.getByRole("option", { selected: true }).getAttribute("data-index");
    await list.press("End");
    await expect.poll(chosen).toBe(String(LINES - 1));
    await expect.poll(inSight).toMatchObject({ last: LINES - 1, belowPx: 0 });
    await list.press("ArrowUp");
    await expect.poll(chosen).toBe(String(LINES - 2));
    for (let page = 0; page < 3; page++) await list.press("PageUp");
    await expect
      .poll(async () => {
        const { first, cutPx } = await inSight();
        return cutPx === 0 && first === Number(await chosen()) && first < LINES - 6;
      })
      .toBe(true);
    await list.press("Home");
    await expect.poll(inSight).toMatchObject({ first: 0, cutPx: 0 });
  });
});
