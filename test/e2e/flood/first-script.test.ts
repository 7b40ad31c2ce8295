import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportSession } from "../../harness/export-session.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { countStoredRows, isRecording } from "./kept-rows.ts";

/** 20,000 × 200 B: within the 6 MiB that a page may hand over at once. */
const SMALL = 20_000;
const LARGE = 60;
const MIB = 1024 * 1024;

let watched: Watched;

beforeAll(async () => {
  const flood = (url: string) =>
    script(`
      let received = 0;
      const socket = new WebSocket("${url}");
      socket.binaryType = "arraybuffer";
      socket.onmessage = () => received++;`);
  watched = await startWatched((url) => ({
    "/small": flood(`${url}/flood/${SMALL}/200`),
    "/large": flood(`${url}/flood/${LARGE}/${MIB}/binary`),
  }));
});
afterAll(() => watched?.close());

describe("a flood from the first script of a page, with DevTools open", () => {
  it("loses no body that is within the budget", async () => {
    const { browser, sessions } = watched;
    const { page, tabId } = await watched.open("/small?before");
    const panel = await browser.openPanel(page);
    await isRecording(watched, tabId);
    await page.goto(`${watched.pages.url}/small`);
    await page.waitForFunction(`received === ${SMALL}`);
    await sessions.waitFor("all", tabId, (all) => all.at(-1)?.receive.count === SMALL);
    const { session } = await sessions.look(tabId);
    expect(session.dropped).toEqual([]);
    await expect
      .poll(async () => {
        const [entry] = await exportSession(browser, panel.frame);
        const bodies = entry?._webSocketMessages.filter(({ opcode }) => opcode === 1) ?? [];
        return bodies.filter(({ data }, i) => data === `${i}:`.padEnd(200, "x")).length;
      })
      .toBe(SMALL);
    await panel.close();
    await page.close();
  });

  it("keeps true sizes and the beginning of what is over the budget", async () => {
    const { browser, sessions } = watched;
    const { page, tabId } = await watched.open("/small?again");
    const panel = await browser.openPanel(page);
    await isRecording(watched, tabId);
    await page.goto(`${watched.pages.url}/large`);
    await page.waitForFunction(`received === ${LARGE}`);
    const seen = await sessions.waitFor("all", tabId, (all) => all.at(-1)?.receive.count === LARGE);
    const flooded = seen.at(-1);
    expect(flooded?.receive).toMatchObject({ sizeBytes: LARGE * MIB, largestBytes: MIB });
    expect(flooded?.cutCount).toBeGreaterThan(0);
    expect(flooded?.cutCount).toBeLessThan(LARGE);
    await expect.poll(() => countStoredRows(watched, tabId)).toBe(LARGE);
    await panel.close();
    await page.close();
  });
});
