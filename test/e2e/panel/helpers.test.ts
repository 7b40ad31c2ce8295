import type { Frame, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foldOf, subjectOf } from "../../harness/on-screen.ts";
import type { PanelHandle } from "../../harness/open-panel.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

const NAME = (count: number) =>
  `helpers (${count}): ${count} connections that opened and closed at once without data`;

let watched: Watched;
let panel: PanelHandle;
let tab: Page;
let frame: Frame;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      const chat = new WebSocket("${url}/echo");
      chat.onopen = () => chat.send("hello");
      window.lookForServer = (path) => new Promise((resolve) => {
        const socket = new WebSocket("${url}" + path);
        socket.onopen = () => socket.close();
        socket.onclose = resolve;
      });`),
  }));
  ({ page: tab } = await watched.open("/"));
  await look("/echo", 3);
  await look("/echo/helper", 2);
  panel = await watched.browser.openPanel(tab);
  ({ frame } = panel);
  await panel.devtools.bringToFront();
});
afterAll(() => watched?.close());

/** The page looks so many times whether the server is there. */
async function look(path: string, times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    await tab.evaluate(`window.lookForServer(${JSON.stringify(path)})`);
  }
}

const list = () => frame.getByRole("tree", { name: "Connections by endpoint" });
const helpers = (count: number) => list().getByRole("treeitem", { name: NAME(count) });
const nested = () => list().locator("[aria-level='3']");
const selected = () => list().locator("[aria-selected='true']");
const subject = () => subjectOf(frame);
const timeline = () => frame.getByRole("listbox", { name: "Connections over time" });
const press = async (...keys: string[]) => {
  for (const key of keys) await panel.devtools.keyboard.press(key);
};

describe("helpers", () => {
  it("are one row of their endpoint, also where it has nothing else, collapsed at first", async () => {
    await helpers(3).waitFor();
    await helpers(2).waitFor();
    expect(await nested().count()).toBe(0);
    expect(await helpers(3).getAttribute("aria-expanded")).toBe("false");
    expect(await list().getByRole("treeitem").count()).toBe(5);
    expect(await helpers(3).evaluate((row) => [row.ariaLevel, row.ariaPosInSet, row.ariaSetSize]))
      // Beside the one that carries data.
      .toEqual(["2", "2", "2"]);
  });

  it("open, fold and lead to their endpoint by arrow keys, and are listed where they are selected", async () => {
    await frame.locator("#filter").click();
    await list().focus();
    await press("Home", "ArrowDown", "ArrowDown");
    await expect.poll(() => selected().getAttribute("aria-label")).toBe(NAME(3));
    await subject().getByText("helpers", { exact: true }).waitFor();
    await frame.getByText("3 connections, newest first").waitFor();
    await frame.getByRole("heading", { name: /Only looking: the page opened/ }).waitFor();

    await press("ArrowRight");
    await expect.poll(() => nested().count()).toBe(3);
    await press("ArrowDown");
    await expect.poll(() => selected().getAttribute("aria-level")).toBe("3");
    expect(await selected().evaluate((row) => [row.ariaPosInSet, row.ariaSetSize])).toEqual([
      ...["1", "3"],
    ]);
    await press("ArrowLeft");
    await expect.poll(() => selected().getAttribute("aria-label")).toBe(NAME(3));
    await press("ArrowLeft");
    await expect.poll(() => nested().count()).toBe(0);
    await press("ArrowLeft");
    await expect.poll(() => selected().getAttribute("aria-level")).toBe("1");
    await press("End");
    await expect.poll(() => selected().getAttribute("aria-label")).toBe(NAME(2));
  });

  it("open for the one that is selected elsewhere, and keep it while more come", async () => {
    await helpers(3).click();
    const link = frame
      .getByRole("tabpanel")
      .getByRole("button", { name: /^#\d+$/ })
      .last();
    const ordinal = (await link.textContent()) ?? "";
    await link.click();
    await expect.poll(() => selected().textContent()).toContain(ordinal);
    expect(await selected().getAttribute("aria-level")).toBe("3");

    await look("/echo", 2);
    await helpers(5).waitFor();
    expect(await nested().count()).toBe(5);
    expect(await selected().textContent()).toContain(ordinal);
    await foldOf(helpers(5)).click();
    await expect.poll(() => nested().count()).toBe(0);
    await look("/echo", 1);
    await helpers(6).waitFor();
    expect(await nested().count()).toBe(0);
    await subject().getByText(ordinal, { exact: true }).waitFor();
  });

  it("are one band of the timeline, which opens like a storm's", async () => {
    const current = () => timeline().getByRole("option").textContent();
    await list().press("Escape");
    await timeline().focus();
    await press("ArrowUp", "ArrowUp");
    await expect
      .poll(async () => {
        await press("ArrowRight");
        return current();
      })
      .toMatch(/^Helpers: 6 connections that opened and closed at once without data/);
    await press("Enter", "ArrowRight");
    await expect.poll(current).toMatch(/^#\d+ · closed 1005/);
    await expect.poll(() => selected().getAttribute("aria-level")).toBe("3");
  });

  it("leave the list where it was scrolled to, while more come before the one that is selected", async () => {
    await list().focus();
    await press("Home");
    await look("/echo", 40);
    await helpers(46).waitFor();
    await press("End", "ArrowUp", "ArrowUp");
    await expect.poll(() => selected().getAttribute("aria-posinset")).toBe("46");
    const topPx = () => list().evaluate((box) => box.scrollTop);
    expect(await topPx()).toBeGreaterThan(100);
    await list().evaluate((box) => {
      box.scrollTop = 0;
    });
    await expect.poll(() => selected().count()).toBe(0);
    await look("/echo", 1);
    await helpers(47).waitFor();
    expect(await topPx()).toBe(0);
    await press("ArrowUp");
    await expect.poll(topPx).toBeGreaterThan(100);
    await press("Home");
  });

  it("are hidden and left by the filter as all connections are", async () => {
    await frame.locator("#filter").fill("close:1005");
    await expect.poll(() => list().getByText("open for").count()).toBe(0);
    await helpers(47).waitFor();
    await frame.locator("#filter").fill("state:open");
    await helpers(47).waitFor({ state: "detached" });
    await list().getByText("open for").waitFor();
    await frame.locator("#filter").fill("");
  });
});
