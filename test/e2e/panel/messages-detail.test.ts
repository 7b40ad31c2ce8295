import type { Page as Tab } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  findBar,
  hexLines,
  messageCount,
  messageDetail,
  ordinals,
  treeRows,
} from "../../harness/on-screen.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let panel: Tab;

const BODIES = `[
  '{"id":12345678901234567890,"list":[1,2,{"deep":"needle"}],"text":"' + "long ".repeat(2_000) + '"}',
  '{"id":12345678901234567890,"list":[1,2,{"deep":"pin"}],"text":"x"}',
  '[{"a":"' + "x".repeat(1_100_000) + '"}]',
  "[".repeat(10_000) + "9007199254740993123" + "]".repeat(10_000),
  "<img src=x onerror=alert(1)><b>bold</b> \\u202e \\u0001 \\ud800 end",
  "aGVsbG8gd29ybGQh",
  "aGVsbG8gd29ybGQhx",
  Uint8Array.from({ length: 5_000 }, (_, i) => i),
]`;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      const socket = new WebSocket("${url}/silent");
      const speak = () => { for (const body of ${BODIES}) socket.send(body); window.done = true; };
      socket.onopen = () => { window.ready = true; };`),
  }));
  const { page, tabId } = await watched.open("/");
  panel = await watched.browser.openPanelPage(tabId);
  await ordinals(panel).first().click();
  await panel.getByRole("tab", { name: /Messages/ }).click();
  await page.waitForFunction("window.ready");
  await watched.sessions.waitFor("recording", tabId, (_, session) => session.mode === "record");
  await page.evaluate("speak()");
  await messageCount(panel).getByText("8 messages", { exact: true }).waitFor();
});
afterAll(() => watched?.close());

const detail = () => messageDetail(panel);
const view = (name: string) => detail().getByRole("button", { name, exact: true }).click();
const treeLines = () => treeRows(panel);

/** Chooses a message by its number. */
async function choose(number: number): Promise<void> {
  await panel.locator("#messages").press("Home");
  for (let i = 0; i < number; i++) await panel.locator("#messages").press("ArrowDown");
  await panel.getByRole("region", { name: `Message ${number}`, exact: true }).waitFor();
}

describe("a message in full", () => {
  it("is a tree that keeps large numbers, and finds what is in it", async () => {
    await choose(1);
    await treeLines().getByText("12345678901234567890").waitFor();
    await panel.getByRole("searchbox", { name: "Find in this JSON" }).fill("needle");
    await panel
      .getByRole("tree", { name: "JSON" })
      .getByRole("treeitem", { selected: true })
      .getByText("“needle”")
      .waitFor();
    await detail().getByText("$.list[2].deep").waitFor();
    await panel.getByText("10,000 characters").first().waitFor();
  });

  it("differs from another one line by line", async () => {
    await view("Compare");
    await choose(2);
    await view("Difference");
    await detail()
      .getByText(/only in this one: .*pin/)
      .waitFor();
    await detail()
      .getByText(/only in the other: .*needle/)
      .waitFor();
    await view("Stop comparing");
    await view("Tree");
  });

  it("opens a megabyte in one line at once, and in pages as text", async () => {
    await choose(3);
    await treeLines().getByText("1,100,000 characters").waitFor();
    await view("Text");
    await detail().getByText("Page 1 of 17").waitFor();
    await view("Next page");
    await detail().getByText("Page 2 of 17").waitFor();
    await view("Tree");
  });

  it("stands 10,000 levels, and opens the lowest by a search", async () => {
    await choose(4);
    await panel.getByRole("searchbox", { name: "Find in this JSON" }).fill("9007");
    await panel
      .getByRole("tree", { name: "JSON" })
      .getByRole("treeitem", { selected: true })
      .getByText("10000")
      .waitFor();
  });

  it("never takes a payload for markup, and names what is invisible", async () => {
    await choose(5);
    await detail().locator("pre").getByText("\\u202e \\u0001 \\ud800 end").waitFor();
    expect(await panel.locator("#app img, #app pre b, #messages b").count()).toBe(0);
  });

  it("decodes base64, and leaves what is not as it is", async () => {
    await choose(6);
    await view("Base64");
    await hexLines(panel).getByText("hello world!").waitFor();
    await choose(7);
    expect(await detail().getByRole("button", { name: "Base64" }).count()).toBe(0);
  });

  it("shows bytes with their offsets down to the last", async () => {
    await choose(8);
    await hexLines(panel).getByText("00000000  00 01 02").waitFor();
    await panel.locator("#hex").press("End");
    await hexLines(panel).getByText("00001380").waitFor();
  });

  it("is copied as code, and saved", async () => {
    await detail().getByRole("button", { name: "Copy as" }).click();
    await detail().getByRole("button", { name: "Copy as websocat" }).waitFor();
    const download = panel.waitForEvent("download");
    await detail().getByRole("button", { name: "Save" }).click();
    expect((await download).suggestedFilename()).toBe("message-1-8.bin");
  });
});

it("filters and searches the messages of an opened file", async () => {
  const viewer = await watched.browser.openPanelPage();
  const message = (data: string, i: number) => ({
    type: i % 2 ? "receive" : "send",
    time: 1_800_000_000 + i,
    opcode: 1,
    data,
  });
  const log = {
    version: "1.2",
    creator: { name: "test", version: "1" },
    entries: [
      {
        startedDateTime: "2027-01-15T08:00:00.000Z",
        time: 5,
        _resourceType: "websocket",
        request: {
          method: "GET",
          url: "wss://api.example.com/live",
          httpVersion: "HTTP/1.1",
          headers: [],
          queryString: [],
          cookies: [],
          headersSize: -1,
          bodySize: 0,
        },
        response: {
          status: 101,
          statusText: "Switching Protocols",
          httpVersion: "HTTP/1.1",
          headers: [],
          cookies: [],
          content: { size: 0, mimeType: "" },
          redirectURL: "",
          headersSize: -1,
          bodySize: 0,
        },
        cache: {},
        timings: { send: 0, wait: 5, receive: 0 },
        _webSocketMessages: Array.from({ length: 1_200 }, (_, i) => message(`number ${i}`, i)),
      },
    ],
  };
  await viewer
    .locator("input[type=file]")
    .first()
    .setInputFiles({
      name: "talk.har",
      mimeType: "application/json",
      buffer: Buffer.from(JSON.stringify({ log })),
    });
  await ordinals(viewer).first().click();
  await viewer.getByRole("tab", { name: /Messages/ }).click();
  await viewer.locator("#filter").fill("dir:receive /number 11\\d\\d$/");
  await messageCount(viewer).getByText("50 of 1,200 messages", { exact: true }).waitFor();
  await viewer.keyboard.press("Control+f");
  await viewer.getByRole("searchbox", { name: "Find in messages" }).fill("1111");
  await findBar(viewer).getByText("1 of 1 in this list").waitFor();
  await viewer.close();
});
