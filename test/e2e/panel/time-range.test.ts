import type { Frame, Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PanelHandle } from "../../harness/open-panel.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

const ATTEMPTS = 8;

let watched: Watched;
let page: Page;
let panel: PanelHandle;
let frame: Frame;

/** The storm comes first; what is chosen is the time after it. */
beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": "<!doctype html><title>Nothing yet</title>",
    "/storm": script(`
      const calm = new WebSocket("${url}/echo");
      calm.onopen = () => { for (let i = 0; i < 20; i++) calm.send("reading " + i); };
      let left = ${ATTEMPTS};
      const connect = () => {
        if (left-- === 0) return;
        const socket = new WebSocket("${url}/close/1011/no");
        socket.onopen = () => socket.send("hello");
        socket.onclose = () => setTimeout(connect, 100);
      };
      connect();`),
  }));
  ({ page } = await watched.open("/"));
  panel = await watched.browser.openPanel(page);
  ({ frame } = panel);
  await page.goto(`${watched.pages.url}/storm`);
  await frame
    .getByRole("treeitem")
    .filter({ hasText: `${ATTEMPTS} attempts` })
    .waitFor();
  // Room to choose in, behind the storm.
  await frame
    .getByText(/open for (?:[6-9]|\d\d)[\d.]* s/)
    .first()
    .waitFor();
});
afterAll(() => watched?.close());

const rows = () => frame.getByRole("treeitem").filter({ hasText: /#\d/ });
const tab = (name: RegExp) => frame.getByRole("tab", { name });
const note = () => frame.locator(".range-note");
const chip = () => frame.locator(".timeline-head .chip");
const chooseSeries = (path: string) =>
  frame.getByRole("treeitem", { level: 1 }).filter({ hasText: path }).click();

/** Drags over a part of what the timeline shows, from 0 to 1. */
async function chooseTime(from: number, to: number): Promise<void> {
  const canvas = frame.locator("[aria-label='Connections over time'] canvas");
  const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const labels = 220;
  const x = (share: number) => box.x + labels + (box.width - labels) * share;
  const { mouse } = panel.devtools;
  await mouse.move(x(from), box.y + 30);
  await mouse.down();
  await mouse.move(x(to), box.y + 30, { steps: 3 });
  await mouse.up();
  await chip().waitFor();
}

beforeEach(async () => {
  await frame.locator("#connections").press("Escape");
  const clear = frame.getByRole("button", { name: "Show all times" });
  if ((await clear.count()) > 0) await clear.click();
});

describe("the time that is chosen in the timeline", () => {
  it("limits the rates, and says of the other figures what they cover", async () => {
    await chooseSeries("/echo");
    await tab(/^Stats/).click();
    await frame.getByRole("img", { name: /^Messages by size/ }).waitFor();
    expect(await note().count()).toBe(0);
    await chooseTime(0.7, 0.9);
    expect(await chip().innerText()).toMatch(/^Only/);
    const text = await note().innerText();
    expect(text).toMatch(
      /^Rates: .*about 0 received and 0 sent.*The rest: the whole life of #\d+\./,
    );
    await frame.getByRole("button", { name: "Show all times" }).click();
    await note().waitFor({ state: "detached" });
  });

  it("leaves the attempts in it, and the policy that is measured over all", async () => {
    await chooseSeries("/close");
    await tab(/^Reconnects/).click();
    const policy = await frame
      .getByRole("tabpanel")
      .getByRole("heading", { level: 3 })
      .first()
      .innerText();
    await chooseTime(0.85, 0.95);
    await expect
      .poll(() => note().innerText())
      .toContain(`: 0 of ${ATTEMPTS} attempts. The policy`);
    expect(
      await frame.getByRole("tabpanel").getByRole("heading", { level: 3 }).first().innerText(),
    ).toBe(policy);
    expect(await frame.getByRole("img", { name: /attempts? over time$/ }).count()).toBe(0);
    await tab(/^Stats/).click();
    await frame.getByText(/^None of these connections lived in/).waitFor();
    await tab(/^Why/).click();
    await expect.poll(() => note().innerText()).toContain(`: 0 of ${ATTEMPTS} connections`);
  });

  it("takes other incidents out of sight, and says how many", async () => {
    await chooseTime(0.85, 0.95);
    // A storm goes on until it has been quiet for a while; its attempts do not.
    await frame.getByText(/\d+ findings? at other times/).waitFor();
    await tab(/^Checklist/).click();
    await expect.poll(() => note().innerText()).toContain("rest on the whole session");
  });

  it("is said to be too short for the reasons of a connection", async () => {
    await chooseTime(0.85, 0.95);
    await rows().filter({ hasText: "open for" }).click();
    await tab(/^Why/).click();
    await expect.poll(() => note().innerText()).toContain("its whole life");
  });
});
