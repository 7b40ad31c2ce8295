import type { Frame, Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { subjectOf } from "../../harness/on-screen.ts";
import type { PanelHandle } from "../../harness/open-panel.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let page: Page;
let panel: PanelHandle;
let frame: Frame;

const ATTEMPTS = 9;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": "<!doctype html><title>Nothing yet</title>",
    "/retries": script(`
      let left = ${ATTEMPTS};
      const open = () => {
        left--;
        const socket = new WebSocket("${url}/close/1011");
        socket.onclose = () => { if (left > 0) setTimeout(open, 200); };
      };
      open();
      const talk = new WebSocket("${url}/echo");
      talk.onopen = () => { for (let i = 0; i < 20; i++) talk.send("reading " + i); };`),
  }));
  ({ page } = await watched.open("/"));
  panel = await watched.browser.openPanel(page);
  ({ frame } = panel);
  await page.goto(`${watched.pages.url}/retries`);
  await frame
    .getByRole("treeitem", { level: 1 })
    .filter({ hasText: `${ATTEMPTS} connections` })
    .waitFor();
});
afterAll(() => watched?.close());
// Each begins with nothing selected.
afterEach(() => frame.locator("#connections").press("Escape"));

const chooseSeries = (path: string) =>
  frame.getByRole("treeitem", { level: 1 }).filter({ hasText: path }).click();

describe("the reconnects of a series", () => {
  it("tell the policy in words, beside a chart and its table", async () => {
    await chooseSeries("/close/1011");
    await frame.getByRole("tab", { name: "Reconnects" }).click();
    const policy = frame.getByRole("tabpanel").getByRole("heading", { level: 3 }).first();
    await expect.poll(() => policy.innerText()).toMatch(/^The same wait of \d+ ms each time/);
    await frame.getByText(/A thousand clients make/).waitFor();
    await frame.getByRole("img", { name: /logarithmic scale/ }).waitFor();
    await frame.getByText("The same as a table").click();
    const rows = frame.getByRole("row");
    // Below the heads: the first attempt waited for nothing.
    await expect.poll(() => rows.count()).toBe(ATTEMPTS);
  });

  it("lead to the attempt, which has the same tab", async () => {
    await chooseSeries("/close/1011");
    await frame.getByRole("tab", { name: "Reconnects" }).click();
    await frame.getByText("The same as a table").click();
    await frame.getByRole("rowheader").getByRole("button").first().click();
    await frame.getByRole("tab", { name: "Reconnects", selected: true }).waitFor();
    await frame.getByRole("tab", { name: "Handshake" }).waitFor();
  });

  it("are read attempt by attempt from the keyboard, and opened by Enter", async () => {
    await chooseSeries("/close/1011");
    await frame.getByRole("tab", { name: "Reconnects" }).click();
    const chart = frame.getByRole("group", { name: "Wait before each attempt" });
    const reading = chart.locator("[aria-live]");
    await chart.getByRole("img", { name: /logarithmic scale/ }).waitFor();
    await frame.getByRole("tabpanel").focus();
    await panel.devtools.keyboard.press("Tab");
    expect(await chart.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe("solid");
    await chart.getByText(/Enter opens the attempt/).waitFor();
    await chart.press("End");
    await reading.getByText(new RegExp(`^Attempt ${ATTEMPTS} waited 2\\d\\d`)).waitFor();
    await chart.press("ArrowRight");
    await chart.press("ArrowLeft");
    await reading.getByText(new RegExp(`^Attempt ${ATTEMPTS - 1} waited .*recommended`)).waitFor();
    // The line of the cursor stands in the drawing.
    const cursor = chart.locator("[data-cursor]");
    const left = () => cursor.evaluate((line) => line.getBoundingClientRect().left);
    const before = await left();
    await chart.press("ArrowLeft");
    await expect.poll(left).toBeLessThan(before);
    await chart.press("Enter");
    await frame.getByRole("tab", { name: "Handshake" }).waitFor();
    const subject = await subjectOf(frame).innerText();
    // The page's second socket is the one that talks.
    expect(subject).toContain(`#${ATTEMPTS - 2 + 1}`);
  });

  it("are left out where there was nothing to come back from", async () => {
    await chooseSeries("/echo");
    await frame.getByRole("tab", { name: "Why", selected: true }).waitFor();
    expect(await frame.getByRole("tab", { name: "Reconnects" }).count()).toBe(0);
  });
});

describe("the statistics", () => {
  it("show rates, sizes and how fast the answers came", async () => {
    await chooseSeries("/echo");
    await frame.getByRole("tab", { name: "Stats" }).click();
    await frame.getByRole("img", { name: /^Messages: at most .* received and .* sent/ }).waitFor();
    const count = frame.getByRole("row", { name: /^Messages/ });
    await expect.poll(() => count.innerText()).toMatch(/20\s+20/);
    await frame.getByRole("img", { name: /50 % within/ }).waitFor();
    const rates = frame.getByRole("group", { name: "Messages over time" });
    const reading = rates.locator("[aria-live]");
    await rates.press("Home");
    await reading.getByText(/^\d\d:\d\d:.* to .*: .* received and .* sent a second$/).waitFor();
    await rates.locator("[data-cursor]").waitFor();
    await rates.press("Escape");
    await rates.locator("[data-cursor]").waitFor({ state: "detached" });
    expect(await reading.innerText()).toBe("");
    const sizes = frame.getByRole("region", { name: "Message sizes" });
    await sizes.getByRole("img", { name: /^Messages by size, from 8 B to/ }).waitFor();
    await sizes.getByText("The same as a table").click();
    await sizes.getByRole("row", { name: "8 B to under 16 B 20 20" }).waitFor();
    await frame.getByRole("row", { name: "95 % of them at most 10 B at most 10 B" }).waitFor();
  });
});
