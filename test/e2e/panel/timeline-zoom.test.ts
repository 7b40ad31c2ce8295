import type { Locator, Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeConnection, makeSession, T0 } from "../../builders.ts";
import { type BrowserHandle, launchBrowser } from "../../harness/launch-browser.ts";
import { subjectOf } from "../../harness/on-screen.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";
import { makeFile, openInViewer } from "./opened-file.ts";

const MINUTE_MS = 60_000;
const MINUTES = 12;
const ENDPOINTS = 12;

let browser: BrowserHandle;
let viewer: Page;

/** At each endpoint one connection a minute: which one is under the pointer says what time is. */
function makeMinutes() {
  const connections = Array.from({ length: MINUTES * ENDPOINTS }, (_, n) => {
    const createdAt = T0 + (n % MINUTES) * MINUTE_MS;
    return makeConnection({
      ordinal: n + 1,
      url: `wss://api.example.com/room/${Math.floor(n / MINUTES)}/live`,
      createdAt,
      open: true,
      send: { count: 1 },
      receive: { count: 1 },
      close: { code: 1000, wasClean: true, at: createdAt + MINUTE_MS - 100 },
    });
  });
  return makeFile(makeSession({ connections }));
}

beforeAll(async () => {
  browser = await launchBrowser({ extension: EXTENSION });
  viewer = await openInViewer(browser, makeMinutes());
  await timeline().waitFor();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  await timeline().focus();
  await press("0");
  await showAll().waitFor({ state: "detached" });
  await timeline().evaluate((box) => box.scrollTo(0, 0));
});

const timeline = () => viewer.getByRole("listbox", { name: "Connections over time" });
const canvas = (): Locator => timeline().locator("canvas");
const showAll = () => viewer.getByRole("button", { name: "Show all", exact: true });
const press = async (...keys: string[]) => {
  for (const key of keys) await viewer.keyboard.press(key);
};

/** The place at this share of the canvas' width, so far below its top, or above its bottom. */
async function placeAt(share: number, yPx: number) {
  const { x, y, width, height } = (await canvas().boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  return [x + width * share, yPx < 0 ? y + height + yPx : y + yPx] as const;
}

/** Which minute is drawn there, as the card says. */
async function minuteAt(share: number): Promise<number> {
  const [x, y] = await placeAt(share, 50);
  // The card is made anew by a move alone.
  await viewer.mouse.move(x - 1, y);
  await viewer.mouse.move(x, y);
  const card = await viewer.locator(".timeline-card").textContent();
  return Number(/Began .*?\d:(\d\d):/.exec(card ?? "")?.[1]);
}
const MIDDLE = 0.6;
const MAP_Y_PX = -7;

async function wheel(deltaY: number, key?: "Shift" | "Control"): Promise<void> {
  await viewer.mouse.move(...(await placeAt(MIDDLE, 50)));
  if (key) await viewer.keyboard.down(key);
  await viewer.mouse.wheel(0, deltaY);
  if (key) await viewer.keyboard.up(key);
}

describe("a part of the time", () => {
  it("is moved by A and D, and grows by S until all is shown", async () => {
    await press(..."wwww");
    await showAll().waitFor();
    const before = await minuteAt(MIDDLE);
    await press("d", "d");
    await expect.poll(() => minuteAt(MIDDLE)).toBeGreaterThan(before);
    await press("a", "a", "a", "a");
    await expect.poll(() => minuteAt(MIDDLE)).toBeLessThan(before);
    await press(..."sss");
    expect(await showAll().count()).toBe(1);
    await press("s");
    await showAll().waitFor({ state: "detached" });
  });

  it("is moved by Shift and the wheel; the wheel alone scrolls the lanes and leaves the time", async () => {
    await press(..."wwww");
    await showAll().waitFor();
    const before = await minuteAt(MIDDLE);
    await wheel(400, "Shift");
    await expect.poll(() => minuteAt(MIDDLE)).toBeGreaterThan(before);
    const moved = await minuteAt(MIDDLE);
    expect(await timeline().evaluate((box) => box.scrollTop)).toBe(0);
    await wheel(60);
    await expect.poll(() => timeline().evaluate((box) => box.scrollTop)).toBeGreaterThan(0);
    expect(await minuteAt(MIDDLE)).toBe(moved);
  });

  it("has a small map of all the time below it, on which it is moved", async () => {
    /** The lowest pixels: lanes, or the map with its frame. */
    const strip = () =>
      canvas().evaluate((element) => {
        if (!(element instanceof HTMLCanvasElement)) return "";
        const { width, height } = element;
        const context = element.getContext("2d");
        const { data } = context?.getImageData(0, height - 14, width, 14) ?? { data: [] };
        return Array.from(data).join();
      });
    const without = await strip();
    await press(..."wwwwww");
    await showAll().waitFor();
    await expect.poll(strip).not.toBe(without);

    await viewer.mouse.click(...(await placeAt(0.97, MAP_Y_PX)));
    await expect.poll(() => minuteAt(MIDDLE)).toBeGreaterThan(8);
    await viewer.mouse.move(...(await placeAt(0.97, MAP_Y_PX)));
    await viewer.mouse.down();
    await viewer.mouse.move(...(await placeAt(0.5, MAP_Y_PX)), { steps: 3 });
    await viewer.mouse.move(...(await placeAt(0.22, MAP_Y_PX)), { steps: 3 });
    await viewer.mouse.up();
    await expect.poll(() => minuteAt(MIDDLE)).toBeLessThan(3);
    expect(await subjectOf(viewer).count()).toBe(0);
  });
});
