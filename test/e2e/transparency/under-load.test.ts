import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchPlain, type PlainBrowser } from "../../harness/launch-plain.ts";
import { countedOnly, countStoredRows, isRecording } from "../flood/kept-rows.ts";
import { FRAMES, makeFrames } from "../lifecycle/frames.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import load from "./load.js?raw";

const FLOOD = 5_000;
const ECHOES = 400;
const NAMES = ["address", ...Object.keys(FRAMES)];

const codeFor = (base: string, name: string): string =>
  load
    .replaceAll("BASE", base)
    .replaceAll("FLOOD", String(FLOOD))
    .replaceAll("ECHOES", String(ECHOES))
    .replaceAll("NAME", name);

let watched: Watched;
let plain: PlainBrowser;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": "<!doctype html><title>Nothing yet</title>",
    "/load": script(codeFor(url, "address")),
    "/frames": `${script(`
      const results = {};
      addEventListener("message", ({ data }) => { results[data.name] = data.told; });
      ${makeFrames((kind) => codeFor(url, kind))}`)}<body><iframe src="/load"></iframe></body>`,
  }));
  plain = await launchPlain();
});
afterAll(async () => {
  await Promise.all([plain?.close(), watched?.close()]);
});

/** What each frame tells; Playwright, which calls builtins itself, looks only at the page around. */
async function tell(page: Page): Promise<Record<string, unknown>> {
  await page.goto(`${watched.pages.url}/frames`);
  await page.waitForFunction(`Object.keys(results).length === ${NAMES.length}`);
  const results = (await page.evaluate("results")) as Record<string, string>;
  return Object.fromEntries(
    Object.entries(results).map(([name, told]) => [name, JSON.parse(told)]),
  );
}

describe("a document under load that has replaced every builtin", () => {
  let withoutIt: Record<string, unknown>;
  let withIt: Record<string, unknown>;
  let tabId: number;

  beforeAll(async () => {
    withoutIt = await tell(await plain.openPage(`${watched.pages.url}/`));
    const opened = await watched.open("/");
    tabId = opened.tabId;
    await watched.browser.openPanelPage(tabId);
    await isRecording(watched, tabId);
    withIt = await tell(opened.page);
  });

  it.each(NAMES)("tells the same while it is recorded, in every kind of frame: %s", (name) => {
    expect(withIt[name]).toEqual(withoutIt[name]);
    expect(withIt[name]).toMatchObject({ flooded: FLOOD, echoed: ECHOES });
  });

  it("is recorded whole all the same", async () => {
    const seen = await watched.sessions.waitFor("all ends", tabId, (all) => {
      return all.length === 2 * NAMES.length && all.every(({ end }) => end?.by === "close");
    });
    const tallies = seen.map(({ url, send, receive }) => {
      const { pathname, search } = new URL(url);
      return `${pathname}${search} ${send.count} ${receive.count}`;
    });
    const expected = NAMES.flatMap((name) => [
      `/flood/${FLOOD}/64?${name} 0 ${FLOOD}`,
      `/echo?${name} ${ECHOES} ${ECHOES}`,
    ]);
    expect(tallies.sort()).toEqual(expected.sort());
    const { session } = await watched.sessions.look(tabId);
    expect(session.forgedCount).toBe(0);
    await expect
      .poll(async () => (await countStoredRows(watched, tabId)) + countedOnly(session))
      .toBe(NAMES.length * (FLOOD + 2 * ECHOES));
  });
});
