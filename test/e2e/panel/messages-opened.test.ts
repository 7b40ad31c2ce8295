import type { Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ROW_BINARY, ROW_CUT, ROW_SEND } from "../../../src/protocol/rows.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";
import { type BrowserHandle, launchBrowser } from "../../harness/launch-browser.ts";
import { messageDetail, ordinals } from "../../harness/on-screen.ts";
import { EXTENSION } from "../../tools/ensure-built.ts";
import { makeFile, makeStoredRow, openInViewer } from "./opened-file.ts";

const AT = T0 + 1_000;

let browser: BrowserHandle;
let viewer: Page;

function makeTalk() {
  const connection = makeConnection({
    ordinal: 1,
    open: true,
    send: { count: 3 },
    receive: { count: 1 },
    close: { code: 1000, wasClean: true, at: AT + 90_000 },
  });
  const row = makeStoredRow.bind(null, connection);
  const dropped = {
    documentId: connection.documentId,
    at: AT + 70_000,
    count: 12,
    sizeBytes: 3 * 1024 * 1024,
    why: "body-budget",
    what: "bodies",
  } as const;
  return makeFile(makeSession({ connections: [connection], dropped: [dropped] }), [
    row({ seq: 0, at: AT, flags: ROW_SEND, body: '{"list":[{"the name":"first word"}]}' }),
    row({
      seq: 1,
      at: AT + 62_100,
      flags: ROW_BINARY,
      body: new TextEncoder().encode("bytes that are words"),
    }),
    row({
      seq: 2,
      at: AT + 63_000,
      flags: ROW_SEND | ROW_CUT,
      body: "x".repeat(4_096),
      sizeBytes: 300 * 1024,
    }),
    row({ seq: 3, at: AT + 80_000, flags: ROW_SEND, body: "after it" }),
  ]);
}

beforeAll(async () => {
  browser = await launchBrowser({ extension: EXTENSION });
  viewer = await openInViewer(browser, makeTalk());
  await ordinals(viewer).first().click();
  await viewer.getByRole("tab", { name: /^Messages/ }).click();
  await messages().filter({ hasText: "after it" }).waitFor();
});
afterAll(() => browser?.close());
beforeEach(() => viewer.bringToFront());

const messages = () => viewer.getByRole("row");
const detail = () => messageDetail(viewer);
const button = (name: string) => detail().getByRole("button", { name, exact: true });

/** Opens the message with this number. */
async function choose(number: number, content: string): Promise<void> {
  await messages().filter({ hasText: content }).click();
  await viewer.getByRole("region", { name: `Message ${number}`, exact: true }).waitFor();
}

/** What a paste brings. */
async function pasted(): Promise<string> {
  const paste = await browser.openPage("about:blank");
  await paste.bringToFront();
  await paste.evaluate("document.body.innerHTML = '<textarea></textarea>'");
  await paste.locator("textarea").focus();
  await paste.keyboard.press("Control+V");
  const text = await paste.locator("textarea").inputValue();
  await paste.close();
  return text;
}

describe("the list of messages", () => {
  it("says how long it was silent before a message, where that was long", async () => {
    const gapBefore = (content: string) =>
      messages()
        .filter({ hasText: content })
        .getByText(/later$/)
        .allTextContents();
    expect(await gapBefore("the name")).toEqual([]);
    expect(await gapBefore("20 B")).toEqual(["62.1 s later"]);
    expect(await gapBefore("after it")).toEqual(["17 s later"]);
  });

  it("has a row for what was not kept, with the reason, where it happened", async () => {
    const texts = await messages().allTextContents();
    const lost = texts.findIndex((text) => text.includes("not kept"));
    expect(texts[lost]).toContain(
      "12 bodies of this page (3 MiB): the page sent more than its byte budget",
    );
    expect(texts[lost - 1]).toContain("300 KiB");
    expect(texts[lost + 1]).toContain("after it");
  });
});

describe("a message", () => {
  it("gives the path and the value of what is chosen in its tree to the clipboard", async () => {
    await choose(1, "the name");
    await button("Tree").click();
    await viewer.getByRole("searchbox", { name: "Find in this JSON" }).fill("first word");
    await viewer.getByRole("tree", { name: "JSON" }).getByText("“first word”").waitFor();
    await button("Copy path").click();
    await button("Copied").waitFor();
    expect(await pasted()).toBe('$.list[0]["the name"]');
    await viewer.bringToFront();
    await button("Copy value").click();
    await button("Copied").first().waitFor();
    expect(await pasted()).toBe("first word");
  });

  it("is read as text where it came as bytes", async () => {
    await choose(2, "20 B");
    await button("Hex").click();
    await detail().getByText("00000000").waitFor();
    await button("Text").click();
    await detail().locator("pre").getByText("bytes that are words").waitFor();
  });

  it("says its true size where only its beginning was kept, and copies no more than that", async () => {
    await choose(3, "300 KiB");
    await detail().getByText("4 KiB kept of 300 KiB").waitFor();
    await detail()
      .getByText(/only its beginning was kept/)
      .waitFor();
    await button("Copy what was kept").click();
    await button("Copied").waitFor();
    expect((await pasted()).length).toBe(4_096);
  });
});
