import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let panel: Page;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      new WebSocket("${url}/echo");
      // Last, because the browser lets every other one to this address wait for it.
      new WebSocket("${url}/close/1011/no").onclose = () => new WebSocket("${url}/hang");`),
  }));
  const { tabId } = await watched.open("/");
  panel = await watched.browser.openPanelPage(tabId);
  await panel.setViewportSize({ width: 1280, height: 720 });
  await row("closed 1011").waitFor();
  await row("open for").waitFor();
  await timeline().waitFor();
});
afterAll(() => watched?.close());

const row = (text: string) => panel.getByRole("treeitem").filter({ hasText: text });
const timeline = () => panel.getByRole("listbox", { name: "Connections over time" });

describe("a panel for whom motion is too much", () => {
  const runningCount = () => panel.evaluate(() => document.getAnimations().length);

  it("turns nothing while a socket connects; for others the mark of that socket turns", async () => {
    await panel.locator("#connections .dot.connecting").first().waitFor();
    await panel.emulateMedia({ reducedMotion: "no-preference" });
    await expect.poll(runningCount).toBeGreaterThan(0);
    await panel.emulateMedia({ reducedMotion: "reduce" });
    await expect.poll(runningCount).toBe(0);
    expect(await panel.locator("#connections .dot.connecting").count()).toBeGreaterThan(0);
  });
});

describe("a panel in the user's own few colours", () => {
  /** What tells a mark from what is behind it: its border and its ground, as they are painted. */
  const looks = (selector: string) =>
    panel
      .locator(selector)
      .first()
      .evaluate((mark) => {
        const { backgroundColor, borderTopColor, borderTopStyle } = getComputedStyle(mark);
        const ground = getComputedStyle(document.body).backgroundColor;
        const clear = "rgba(0, 0, 0, 0)";
        const isFilled = backgroundColor !== ground && backgroundColor !== clear;
        const isEdged = borderTopStyle !== "none" && borderTopColor !== ground;
        return { isSeen: isFilled || isEdged, isFilled };
      });

  it("shows each mark of a state and of a finding", async () => {
    await panel.emulateMedia({ forcedColors: "active" });
    for (const mark of [".dot.open", ".dot.error", ".dot.connecting"]) {
      expect({ mark, ...(await looks(`#connections ${mark}`)) }).toMatchObject({ isSeen: true });
    }
    expect(await looks("#connections .dot.open")).toMatchObject({ isFilled: true });
    expect(await looks(".severity.error")).toMatchObject({ isFilled: true });
  });

  it("shows which row and which tab are chosen, and which button is pressed", async () => {
    await row("open for").click();
    const outline = await panel
      .locator("#connections .row.selected")
      .evaluate((chosen) => getComputedStyle(chosen).outlineStyle);
    expect(outline).toBe("solid");
    const tabEdge = (selected: boolean) =>
      panel
        .getByRole("tab", { selected })
        .first()
        .evaluate((tab) => getComputedStyle(tab).borderBottomColor);
    expect(await tabEdge(true)).not.toBe(await tabEdge(false));
    const pressedEdge = await panel
      .getByRole("button", { pressed: true })
      .first()
      .evaluate((button) => getComputedStyle(button).borderTopWidth);
    expect(pressedEdge).toBe("2px");
  });

  it("paints the timeline in the user's colours, an end with an error in one of its own", async () => {
    const isPainted = (color: string) =>
      timeline()
        .locator("canvas")
        .evaluate((canvas, wanted) => {
          const context = canvas instanceof HTMLCanvasElement ? canvas.getContext("2d") : null;
          if (!context) return false;
          const probe = document.createElement("i");
          probe.style.color = wanted;
          document.body.append(probe);
          const rgb = getComputedStyle(probe).color.match(/\d+/g)?.slice(0, 3).join();
          probe.remove();
          const { width, height } = context.canvas;
          const { data } = context.getImageData(0, 0, width, height);
          for (let at = 0; at < data.length; at += 4) {
            if (data.slice(at, at + 3).join() === rgb) return true;
          }
          return false;
        }, color);
    for (const color of ["Canvas", "CanvasText", "LinkText"]) {
      await expect.poll(() => isPainted(color)).toBe(true);
    }
  });
});
