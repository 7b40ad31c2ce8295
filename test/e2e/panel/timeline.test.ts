import type { Frame, Locator, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectionLines, foldOf, subjectOf } from "../../harness/on-screen.ts";
import type { PanelHandle } from "../../harness/open-panel.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

const ATTEMPTS = 8;

let watched: Watched;
let panel: PanelHandle;
let tab: Page;
let frame: Frame;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": "<!doctype html><title>Nothing yet</title>",
    "/storm": script(`
      const calm = new WebSocket("${url}/echo");
      calm.onopen = () => ["one", "two", "three"].forEach((body) => calm.send(body));
      let left = ${ATTEMPTS};
      const connect = () => {
        if (left-- === 0) return;
        new WebSocket("${url}/close/1011/no").onclose = () => setTimeout(connect, 100);
      };
      setTimeout(connect, 500);`),
  }));
});
afterAll(() => watched?.close());

beforeEach(async () => {
  const { page } = await watched.open("/");
  tab = page;
  panel = await watched.browser.openPanel(page);
  ({ frame } = panel);
  await page.goto(`${watched.pages.url}/storm`);
  // The attempts are folded as they are on the timeline.
  const attempts = frame.getByRole("treeitem").filter({ hasText: `${ATTEMPTS} attempts` });
  await foldOf(attempts).click();
  await expect.poll(() => rows().count()).toBe(ATTEMPTS + 1);
});
afterEach(async () => {
  await panel.close();
  await tab.close();
});

const timeline = () => frame.getByRole("listbox", { name: "Connections over time" });
const current = () => timeline().getByRole("option");
const rows = () => frame.getByRole("treeitem").filter({ hasText: /#\d/ });
const button = (name: string) => frame.getByRole("button", { name, exact: true });
const press = async (...keys: string[]) => {
  for (const key of keys) await panel.devtools.keyboard.press(key);
};

/** How many colours the canvas has. */
const drawnColors = () =>
  timeline()
    .locator("canvas")
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return 0;
      const { width, height } = canvas;
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, width, height).data.buffer;
      return new Set(new Uint32Array(pixels ?? new ArrayBuffer())).size;
    });

/** Until the keyboard stands on the band of the storm. */
async function goToStorm(): Promise<void> {
  await timeline().focus();
  await expect
    .poll(async () => {
      await press("ArrowUp", "End");
      return current().textContent();
    })
    .toContain(`${ATTEMPTS} attempts in`);
}

describe("the timeline", () => {
  it("folds a storm into one band, opens it, and leads from attempt to attempt by keys", async () => {
    await goToStorm();
    expect(await current().textContent()).toContain("Reconnect storm");
    expect(await drawnColors()).toBeGreaterThan(10);
    await press("Enter", "ArrowRight");
    await expect.poll(() => current().textContent()).toMatch(/^#\d+ · closed 1011/);
    const first = await current().textContent();
    await press("ArrowRight");
    await expect.poll(() => current().textContent()).not.toBe(first);
    const ordinal = /^#\d+/.exec((await current().textContent()) ?? "")?.[0] ?? "";
    await subjectOf(frame).getByText(ordinal, { exact: true }).waitFor();
    expect(await current().getAttribute("aria-selected")).toBe("true");
    await press("Home", "Enter");
    await expect.poll(() => current().textContent()).toContain("Click to see each of them");
  });

  it("says in a card what is under the pointer, and selects it at a click", async () => {
    const canvas = timeline().locator("canvas");
    const card = frame.locator(".timeline-card");
    const { width } = (await canvas.boundingBox()) ?? { width: 0 };
    // The second lane is the calm one: open from the beginning to now.
    const position = { x: width * 0.6, y: 50 };
    await expect
      .poll(async () => {
        await canvas.hover({ position: { ...position, x: position.x - 1 } });
        await canvas.hover({ position });
        return (await card.count()) > 0 ? card.textContent() : "";
      })
      .toMatch(/\/echo#\d+ · open for .*3 messages sent, 3 messages received/);
    await canvas.click({ position });
    await subjectOf(frame).filter({ hasText: "/echo" }).waitFor();
  });

  it("limits connections and messages to a time that is drawn or shown", async () => {
    const canvas = timeline().locator("canvas");
    const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const { mouse } = panel.devtools;
    await mouse.move(box.x + box.width - 2, box.y + 30);
    await mouse.down();
    await mouse.move(box.x + box.width / 4, box.y + 30, { steps: 3 });
    await mouse.up();
    const clear = frame.getByRole("button", { name: "Show all times" });
    await clear.click();
    await clear.waitFor({ state: "detached" });

    await goToStorm();
    await press(..."wwwwwwwwwwwwwww");
    await button("Only this time").click();
    await expect.poll(() => rows().count()).toBeLessThan(4);
    await connectionLines(frame).filter({ hasText: "open for" }).click();
    await frame.getByRole("tab", { name: /^Messages/ }).click();
    await frame.getByText("None of 6 messages falls into the chosen time.").waitFor();
    await clear.click();
    await expect.poll(() => rows().count()).toBe(ATTEMPTS + 1);
    await frame.getByRole("row").filter({ hasText: "three" }).first().waitFor();
  });

  it("zooms by wheel and keys, and follows what happens unless the user looks back", async () => {
    const canvas = timeline().locator("canvas");
    await canvas.hover({ position: { x: 300, y: 60 } });
    await panel.devtools.keyboard.down("Control");
    await panel.devtools.mouse.wheel(0, -600);
    await panel.devtools.keyboard.up("Control");
    await button("Show all").waitFor();
    await button("Live").click();
    await button("Live").waitFor({ state: "detached" });
    await timeline().focus();
    await press("a");
    await button("Live").waitFor();
    await press("0");
    await button("Show all").waitFor({ state: "detached" });
  });

  it("can be folded away and made taller, and the list wider; the next panel has it so", async () => {
    const height = frame.getByRole("separator", { name: "Height of the timeline" });
    const width = frame.getByRole("separator", { name: "Width of the list" });
    const sizeOf = async (splitter: Locator) =>
      Number(await splitter.getAttribute("aria-valuenow"));
    await height.focus();
    await press("Home", "ArrowDown");
    await expect.poll(() => sizeOf(height)).toBe(72);
    expect((await timeline().boundingBox())?.height).toBe(72);
    const before = await sizeOf(width);
    await width.focus();
    await press("ArrowRight");
    await expect.poll(() => sizeOf(width)).toBe(before + 16);
    await button("Timeline").click();
    await timeline().waitFor({ state: "detached" });

    await panel.close();
    panel = await watched.browser.openPanel(tab);
    ({ frame } = panel);
    const again = frame.getByRole("separator", { name: "Width of the list" });
    await expect.poll(() => again.getAttribute("aria-valuenow")).toBe(String(before + 16));
    expect(await timeline().count()).toBe(0);
    await button("Timeline").click();
    await expect.poll(async () => (await timeline().boundingBox())?.height).toBe(72);
    await frame.evaluate(() => localStorage.clear());
  });
});
