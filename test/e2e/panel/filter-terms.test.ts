/** Every term of the filter, typed into the real panel. */
import type { Frame } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectionLines, listLines, messageCount } from "../../harness/on-screen.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let frame: Frame;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      new WebSocket("${url}/close/1011/no%20weather%20today");
      const socket = new WebSocket("${url}/echo", "chat.v1");
      socket.onopen = () => ["one", '{"two":2}', "three"].forEach((body) => socket.send(body));`),
  }));
  const { page } = await watched.open("/");
  ({ frame } = await watched.browser.openPanel(page));
  await page.reload();
  await listLines(frame).getByText("closed 1011").waitFor();
  await listLines(frame).getByText("open for").waitFor();
});
afterAll(() => watched?.close());

const filter = () => frame.locator("#filter");

describe("of the connections, one that closed with 1011 and one that is open,", () => {
  it.each([
    ["url:echo", ["open for"]],
    ["close:1011", ["closed 1011"]],
    ["state:open", ["open for"]],
    ["finding:server-error", ["closed 1011"]],
    ["protocol:chat", ["open for"]],
    ["-protocol:chat", ["closed 1011"]],
    ["frame:top", ["closed 1011", "open for"]],
    ["url:echo|weather", ["closed 1011", "open for"]],
    ["url:/echo$/", ["open for"]],
    ["-url:/ECHO$/", ["closed 1011"]],
    ["protocol:/^chat/", ["open for"]],
    ["finding:/^server-/ | url:/echo/", ["closed 1011", "open for"]],
  ])("%s leaves what it names", async (text, left) => {
    await filter().fill(text);
    const states = connectionLines(frame);
    await expect
      .poll(async () =>
        (await states.allTextContents()).map((line) => /^#\d+(\w+ \w+)/.exec(line)?.[1]).sort(),
      )
      .toEqual(left);
  });
});

describe("by one click", () => {
  it.each([
    ["Closed", "state:closed|failed", ["closed 1011"]],
    ["In trouble", "is:trouble", ["closed 1011"]],
    // Only the other one has messages.
    ["Sent", "dir:send", ["open for"]],
    ["Errors", "is:error", ["closed 1011"]],
  ])("%s is %s", async (name, text, left) => {
    await filter().fill("");
    const chip = frame.getByRole("button", { name, exact: true });
    await chip.click();
    expect(await filter().inputValue()).toBe(text);
    expect(await chip.getAttribute("aria-pressed")).toBe("true");
    const states = connectionLines(frame);
    await expect
      .poll(async () =>
        (await states.allTextContents()).map((line) => /^#\d+(\w+ \w+)/.exec(line)?.[1]),
      )
      .toEqual(left);
    await frame.getByRole("button", { name: "All", exact: true }).click();
    expect(await filter().inputValue()).toBe("");
  });

  it("nobody is scolded for what is not finished, and told of it afterwards", async () => {
    await filter().fill("");
    await filter().pressSequentially("dir:sideways");
    expect(await filter().getAttribute("aria-invalid")).toBe("false");
    await filter().press("Enter");
    await frame.getByRole("alert").getByText("“sideways” is not a direction").waitFor();
    await filter().fill("");
  });
});

describe("an expression that does not come to an end on an address", () => {
  it.each(["url", "-url", "finding"])(
    "is stopped, and costs the panel nothing: %s",
    async (name) => {
      await filter().fill(`${name}:/^((.|.|.|.|.)+)+[0]$/`);
      // It is still at work, and another filter is answered at once.
      await filter().fill("url:/echo$/");
      await listLines(frame).getByText("closed 1011").waitFor({ state: "detached" });
      await filter().fill(`${name}:/^((.|.|.|.|.)+)+[0]$/`);
      await frame.getByRole("alert").getByText("does not come to an end").waitFor();
      await filter().fill("");
      await frame.getByRole("alert").waitFor({ state: "detached" });
    },
  );
});

describe("of six messages that were sent and came back", () => {
  beforeAll(async () => {
    await filter().fill("");
    await listLines(frame).getByText("open for").click();
    await frame.getByRole("tab", { name: /^Messages/ }).click();
    await messageCount(frame).getByText("6 messages").waitFor();
  });

  it.each([
    ["dir:send", 3],
    ["dir:receive", 3],
    ["size:>4", 4],
    ["type:json", 2],
    ["is:json", 2],
    ["-is:json", 4],
    [".two:2", 2],
    ["one|three", 4],
    ["-one", 4],
    ["/^t/", 2],
    ["dir:send /^t/", 1],
  ])("%s leaves %i", async (text, count) => {
    await filter().fill(text);
    const messages = count === 1 ? "1 of 6 messages" : `${count} of 6 messages`;
    await messageCount(frame).getByText(messages, { exact: true }).waitFor();
  });
});
