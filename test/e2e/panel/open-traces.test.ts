import type { Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BrowserHandle, launchBrowser } from "../../harness/launch-browser.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";

const FILES = `${import.meta.dirname}/../../unit/har/open/files`;

let browser: BrowserHandle;
let viewer: Page;

beforeAll(async () => {
  browser = await launchBrowser({ extension: EXTENSION });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  viewer = await browser.openPanelPage();
});

const open = (...names: string[]) =>
  viewer
    .locator("input[type=file]")
    .first()
    .setInputFiles(names.map((name) => `${FILES}/${name}`));

/** What the file's tool cannot tell, and what else is said of it; its passport stands beside it. */
const note = () => viewer.locator("p.note:not(.passport)");

describe("the viewer opens what other tools write", () => {
  it("a trace of Playwright, with the name of the test and its messages", async () => {
    await open("playwright-1.65-trace.zip");
    await expect
      .poll(() => note().textContent())
      .toContain(
        "The trace is of “prices.spec.mjs:3 › the list of prices is shown”, which failed.",
      );
    await expect.poll(() => viewer.getByText("127.0.0.1:45447").count()).toBeGreaterThan(0);
  });

  it("a HAR together with the files in which its messages lie", async () => {
    await open(
      "attached/attach.har",
      "attached/44f19b77710890bc6f157078a2708e0d.jsonl",
      "attached/f317acf7f13f38ea327287918d3429d3.jsonl",
    );
    await expect.poll(() => note().textContent()).toContain("Playwright exports no close codes");
    expect(await note().textContent()).not.toContain("were not found");
  });

  it("flows of mitmproxy", async () => {
    await open("mitmproxy-8.1.flows");
    await expect.poll(() => note().textContent()).toContain("mitmproxy records between browser");
  });
});
