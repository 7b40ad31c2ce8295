import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      new WebSocket("${url}/close/1011/no%20weather%20today");
      let left = 4;
      const retry = () => {
        if (left-- > 0) new WebSocket("${url}/close/1012").onclose = () => setTimeout(retry, 50);
      };
      retry();
      const socket = new WebSocket("${url}/echo");
      socket.onopen = () => ["one", '{"two": 2}', "three"].forEach((body) => socket.send(body));`),
  }));
});
afterAll(() => watched?.close());

/** What axe has to say against a page, with the elements it means. */
async function violationsOf(page: Page): Promise<string[]> {
  // Evaluated, not added as an element: the page's own policy forbids foreign scripts.
  await page.evaluate(AXE);
  const { violations }: AxeResults = await page.evaluate("axe.run()");
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}

/** One view after the other, in light and dark. */
async function expectAccessible(page: Page, views: readonly (() => Promise<unknown>)[]) {
  for (const show of views) {
    await show();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violationsOf(page)).toEqual([]);
    }
  }
}

describe("axe finds nothing against", () => {
  it("the panel: its lists, each of its views, and its dialogs", async () => {
    const { page, tabId } = await watched.open("/");
    const panel = await watched.browser.openPanelPage(tabId);
    const row = (text: string) => panel.getByRole("treeitem").filter({ hasText: text });
    await row("closed 1011").waitFor();
    const tab = (name: string | RegExp) => () => panel.getByRole("tab", { name }).click();
    await expectAccessible(panel, [
      () =>
        panel
          .getByRole("button", { name: /Server error/ })
          .first()
          .waitFor(),
      tab("Checklist"),
      () => row("closed 1011").click(),
      tab("Why"),
      () => row("open for").click(),
      tab(/^Messages/),
      () => panel.getByRole("row").filter({ hasText: "two" }).first().click(),
      tab("Handshake"),
      tab("Stats"),
      async () => {
        await row("/close/1012").first().click();
        await tab("Reconnects")();
        await panel.getByText("The same as a table").click();
        await panel.getByRole("img", { name: /logarithmic scale/ }).waitFor();
      },
      async () => {
        await panel.keyboard.press("?");
        await panel.getByRole("dialog").waitFor();
      },
    ]);
    await panel.close();
    await page.close();
  });

  it("the viewer that has no file yet, the options and the welcome page", async () => {
    const { browser } = watched;
    const viewer = await browser.openPanelPage();
    await expectAccessible(viewer, [() => viewer.getByText("Choose files…").waitFor()]);
    await viewer.getByRole("button", { name: "Open an example" }).click();
    await viewer.getByRole("treeitem").first().waitFor();
    await viewer.close();
    for (const name of ["options", "welcome"]) {
      const page = await browser.openPage(
        `chrome-extension://${browser.extensionId}/extension/${name}.html`,
      );
      await expectAccessible(page, [() => page.getByRole("heading").first().waitFor()]);
      await page.locator("a[href='../PRIVACY.txt']").click();
      await page.getByText("Nothing it observes leaves your machine.").waitFor();
      await page.close();
    }
  });

  it("the popup over a page in trouble", async () => {
    const { page } = await watched.open("/");
    const popup = await watched.browser.openPopup(page);
    await expectAccessible(popup.page, [
      () => popup.page.getByRole("listitem").filter({ hasText: "closed 1011" }).waitFor(),
    ]);
    await popup.disconnect();
    await page.close();
  });
});
