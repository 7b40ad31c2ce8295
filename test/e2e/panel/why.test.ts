import type { Frame, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findingCards, findingLines } from "../../harness/on-screen.ts";
import type { PanelHandle } from "../../harness/open-panel.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let page: Page;
let panel: PanelHandle;
let frame: Frame;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": "<!doctype html><title>Nothing yet</title>",
    "/trouble": script(`
      new WebSocket("${url}/close/1011/no%20weather%20today?token=abcdef0123456789abcdef&room=7");
      new WebSocket("${url}/status/404");`),
  }));
});
afterAll(() => watched?.close());

beforeEach(async () => {
  ({ page } = await watched.open("/"));
  panel = await watched.browser.openPanel(page);
  ({ frame } = panel);
  await page.goto(`${watched.pages.url}/trouble`);
  await findingLines(frame).filter({ hasText: "404" }).first().waitFor();
});
afterEach(async () => {
  await panel.close();
  await page.close();
});

const choose = (text: string) =>
  frame.getByRole("treeitem").filter({ hasText: text }).filter({ hasText: "#" }).click();
const tab = (name: string | RegExp) => frame.getByRole("tab", { name });

describe("a connection's reasons", () => {
  it("lead from each piece of evidence with a time to what happened then", async () => {
    await choose("closed 1011");
    const card = findingCards(frame).first();
    await card.getByRole("heading", { name: /Server error/ }).waitFor();
    await card.getByRole("button", { name: /1011/ }).click();
    await frame.getByRole("tab", { name: /Messages/, selected: true }).waitFor();
    const row = frame.locator("[role='option'][aria-selected='true']");
    await expect.poll(() => row.innerText()).toMatch(/closed|1011/i);
  });

  it("name the standard, and where in the server's log to look", async () => {
    await choose("closed 1011");
    const link = frame.getByRole("link", { name: /RFC 6455 §7.4.1/ });
    expect(await link.getAttribute("href")).toBe(
      "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1",
    );
    await frame.getByText("in the server's log", { exact: false }).first().waitFor();
  });

  it("lead to a page about the finding, which comes with the extension", async () => {
    await choose("closed 1011");
    const opening = page.context().waitForEvent("page");
    await frame.getByRole("link", { name: /^server-error/ }).click();
    const opened = await opening;
    await opened.getByRole("heading", { name: "How it is judged" }).waitFor();
    expect(new URL(opened.url()).pathname).toBe("/findings/server-error.html");
    await opened.close();
  });
});

describe("a connection's handshake", () => {
  it("shows the query in parts, and a token only when it is asked for", async () => {
    await choose("closed 1011");
    await tab("Handshake").click();
    const room = frame.locator(".facts > div", { hasText: "?room" });
    expect(await room.locator("dd").innerText()).toBe("7");
    const token = frame.locator(".facts > div", { hasText: "?token" }).locator("dd");
    expect(await token.innerText()).toBe("***");
    await frame.getByRole("button", { name: "Show secrets" }).click();
    expect(await token.innerText()).toBe("abcdef0123456789abcdef");
  });

  it("says what the browser keeps to itself", async () => {
    await choose("refused: 404");
    await tab("Handshake").click();
    await frame.getByRole("heading", { name: /answered 404/ }).waitFor();
    await frame.getByRole("heading", { name: "What could not be known" }).waitFor();
    await frame.getByText("The headers of the answer", { exact: false }).waitFor();
  });

  it("stays in sight from one connection to the next", async () => {
    await choose("refused: 404");
    await tab("Handshake").click();
    await choose("closed 1011");
    await frame.getByRole("tab", { name: "Handshake", selected: true }).waitFor();
  });
});
