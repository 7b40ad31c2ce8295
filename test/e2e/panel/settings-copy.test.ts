import type { Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeHar } from "../../../src/har/write.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";
import { type BrowserHandle, launchBrowser } from "../../harness/launch-browser.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";

const QUIET_MS = 70_000;

let browser: BrowserHandle;
let viewer: Page;

beforeAll(async () => {
  browser = await launchBrowser({ extension: EXTENSION });
  viewer = await browser.openPanelPage();
});
afterAll(() => browser?.close());

/** Three that were cut after the same silence. */
function makeFile() {
  const connections = [0, 1, 2].map((n) => {
    const createdAt = T0 + n * 2 * QUIET_MS;
    const close = { code: 1006, at: createdAt + QUIET_MS };
    return makeConnection({ ordinal: n + 1, createdAt, open: { at: createdAt }, close });
  });
  const har = writeHar({
    session: makeSession({ connections }),
    rowsOf: () => [],
    creatorVersion: "1",
    exportedAt: T0 + 10 * QUIET_MS,
    masked: false,
  });
  const buffer = Buffer.from(JSON.stringify(har));
  return { name: "cuts.har", mimeType: "application/json", buffer };
}

it("copies the setting of one product, as it stands in that product's configuration", async () => {
  await viewer.locator("input[type=file]").first().setInputFiles(makeFile());
  await viewer
    .getByRole("button", { name: /Idle timeout/ })
    .first()
    .click();
  const setting = viewer.locator(".setting").filter({ hasText: "HAProxy" }).first();
  await setting.getByRole("button").click();
  await setting.getByText("Copied").waitFor();
  const paste = await browser.openPage("about:blank");
  await paste.bringToFront();
  await paste.evaluate("document.body.innerHTML = '<textarea></textarea>'");
  await paste.locator("textarea").focus();
  await paste.keyboard.press("Control+V");
  expect(await paste.locator("textarea").inputValue()).toBe("timeout tunnel 1h");
  await paste.close();
});
