import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page as Tab } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  filterChips,
  findBar,
  hexLines,
  messageRows,
  ordinals,
  treeRows,
} from "../../harness/on-screen.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let watched: Watched;
let panel: Tab;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      const socket = new WebSocket("${url}/echo");
      socket.onopen = () => {
        socket.send('{"kind":"first","list":[1,2,{"deep":true}]}');
        socket.send(Uint8Array.of(1, 2, 3));
        socket.close(4001);
        socket.send("too late");
      };`),
  }));
  const { tabId } = await watched.open("/");
  panel = await watched.browser.openPanelPage(tabId);
  await ordinals(panel).first().click();
  await panel.getByRole("tab", { name: /Messages/ }).click();
  await panel.getByText("never sent: the socket was closing").waitFor();
});
afterAll(() => watched?.close());

/** In light and dark. */
async function expectNothingAgainst(): Promise<void> {
  // Evaluated, not added as an element: the page's own policy forbids foreign scripts.
  await panel.evaluate(AXE);
  for (const colorScheme of ["light", "dark"] as const) {
    await panel.emulateMedia({ colorScheme });
    const { violations }: AxeResults = await panel.evaluate("axe.run()");
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
    );
    expect(found).toEqual([]);
  }
}

const choose = (text: string) => messageRows(panel).filter({ hasText: text }).first().click();

it("axe finds nothing against the list and each way to look at a message", async () => {
  await choose("first");
  await treeRows(panel).nth(3).click();
  await expectNothingAgainst();
  await panel.getByRole("button", { name: "Compare", exact: true }).click();
  await choose("binary");
  await panel.getByText(/^\d+ changes?\b/).waitFor();
  await expectNothingAgainst();
  await panel.getByRole("button", { name: "Hex" }).click();
  await hexLines(panel).first().waitFor();
  await panel.getByRole("button", { name: "Copy as" }).click();
  await expectNothingAgainst();
  await panel.keyboard.press("Escape");
});

it("axe finds nothing against filter, chips, completions, errors and find", async () => {
  const field = panel.locator("#filter");
  await field.fill("close:4001 dir:send");
  await filterChips(panel).first().waitFor();
  await panel.getByRole("button", { name: "Saved" }).click();
  await expectNothingAgainst();
  await panel.keyboard.press("Escape");
  await field.pressSequentially(" s");
  await panel.getByRole("option").first().waitFor();
  await field.press("ArrowDown");
  await expectNothingAgainst();
  await field.fill("dir:sideways");
  // Nothing is called wrong while it is being typed.
  await field.blur();
  await panel.locator("#filter-error").waitFor();
  await panel.getByRole("button", { name: "Find…" }).click();
  await panel.getByRole("searchbox", { name: "Find in messages" }).fill("first");
  await findBar(panel).getByRole("status").getByText("1 of").waitFor();
  await expectNothingAgainst();
});
