import type { Frame, Page as Tab } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  chosenRow,
  filterChips,
  findBar,
  groupLines,
  markerRows,
  messageCount,
  messageRows,
  ordinals,
  subjectOf,
} from "../../harness/on-screen.ts";
import type { PanelHandle } from "../../harness/open-panel.ts";
import { selectConnection } from "../../harness/panel-facts.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let tab: Tab;
let panel: PanelHandle;
let frame: Frame;

/** Two attempts at one endpoint: a talk with an echo, and one that says a word. */
const TALK = (url: string) => `
  const bodies = [
    JSON.stringify({ type: "subscribe", channel: "prices" }),
    ...Array.from({ length: 50 }, (_, i) => JSON.stringify({ type: "price", data: { id: i } })),
    ...Array.from({ length: 10 }, () => '{"type":"ping"}'),
    JSON.stringify({ type: "error", error: { code: "no_such_channel" } }),
    "<img src=x onerror=alert(1)> \\u202e \\u0001 \\ud800",
  ];
  const talk = (say) => new Promise((resolve) => {
    const socket = new WebSocket("${url}/echo");
    let echoes = 0;
    socket.onopen = () => { for (const body of say) socket.send(body); };
    socket.onmessage = () => {
      if (++echoes < say.length) return;
      socket.close(4001, "done");
      socket.send("too late");
    };
    socket.onclose = resolve;
  });
  const finished = talk(bodies).then(() => talk(["hello again"])).then(() => { window.done = true; });`;
/** Both ways, and one that never went. */
const FIRST_COUNT = 2 * 63 + 1;
const ALL_COUNT = FIRST_COUNT + 3;

beforeAll(async () => {
  watched = await startWatched((url) => ({ "/": script(TALK(url)), "/other": script("") }));
  tab = await watched.browser.openPage("about:blank");
  panel = await watched.browser.openPanel(tab);
  frame = panel.frame;
  await tab.goto(`${watched.pages.url}/`);
  await tab.waitForFunction("window.done");
  // The rows move while the second one comes in, and a click would meet another.
  await ordinals(frame).getByText("#2", { exact: true }).waitFor();
  await selectConnection(frame, 1);
  await frame.getByRole("tab", { name: /Messages/ }).click();
  await expectCount(`${FIRST_COUNT} messages`);
});
afterAll(() => watched?.close());

const field = () => frame.locator("#filter");
const rows = () => messageRows(frame);
const marker = (title: string | RegExp) => markerRows(frame, title);
const expectCount = (text: string, of: Frame | Tab = frame) =>
  messageCount(of).getByText(text, { exact: true }).waitFor();

describe("the list of messages", () => {
  it("has the opening, the close and what came too late in one list with the messages", async () => {
    await frame.locator("#messages").press("Home");
    await marker("open").first().waitFor();
    await frame.locator("#messages").press("End");
    await expect.poll(() => marker(/^close \d/).textContent()).toContain("“done”");
    await frame.getByText("never sent: the socket was closing").waitFor();
  });

  it("counts times from the opening, from the message before, or by the clock", async () => {
    const times = frame.getByRole("combobox", { name: "Times" });
    const heading = () => frame.getByRole("columnheader").allTextContents();
    await times.selectOption("clock");
    await expect.poll(heading).toContainEqual("Time of day");
    await times.selectOption("previous");
    await expect.poll(heading).toContainEqual("Since previous");
    await times.selectOption("open");
  });

  it("shows a series attempt by attempt", async () => {
    await groupLines(frame).click();
    await expectCount(`${ALL_COUNT} messages`);
    await frame.locator("#messages").press("Home");
    await marker("Attempt 1 · #1").waitFor();
    await frame.locator("#messages").press("End");
    await marker("Attempt 2 · #2").waitFor();
    await rows().getByText("hello again").first().waitFor();
    await selectConnection(frame, 1);
  });
});

describe("the filter", () => {
  it("leaves the messages that match, and says what each term leaves", async () => {
    await field().fill("close:4001 dir:send data.id:>=45");
    await expectCount(`5 of ${FIRST_COUNT} messages`);
    const chips = filterChips(frame);
    await expect
      .poll(() => chips.allTextContents())
      .toEqual(["close:40012✕", "dir:send64✕", "data.id:>=4510✕"]);
    // The number among all messages stays: the first one sent was the subscription.
    await rows().first().getByText("47", { exact: true }).waitFor();
  });

  it("says what is wrong below the place, and keeps what was right", async () => {
    await field().fill("dir:send dir:sideways");
    await field().press("Enter");
    await frame.getByRole("alert").getByText("“sideways” is not a direction").waitFor();
    expect(await frame.locator(".pointer").textContent()).toBe(`${" ".repeat(13)}${"^".repeat(8)}`);
    await expectCount(`5 of ${FIRST_COUNT} messages`);
  });

  it("hides connections, and says so where none is left", async () => {
    await field().fill("close:1006");
    await frame.getByText("The filter hides every connection.").waitFor();
    await frame.getByRole("button", { name: "Clear filter" }).click();
    await ordinals(frame).first().waitFor();
  });

  it("hides heartbeats by one click", async () => {
    const heartbeats = frame.getByRole("checkbox", { name: "Hide heartbeats" });
    await heartbeats.check();
    await expectCount(`${FIRST_COUNT - 20} of ${FIRST_COUNT} messages`);
    expect(await field().inputValue()).toBe("-is:heartbeat");
    // What is typed behind it is a word of its own.
    await field().press("End");
    await field().pressSequentially("x");
    expect(await field().inputValue()).toBe("-is:heartbeat x");
    await field().press("Backspace");
    await heartbeats.uncheck();
    await expectCount(`${FIRST_COUNT} messages`);
  });

  it("finds errors that applications send", async () => {
    await field().fill("is:error");
    await expectCount(`2 of ${FIRST_COUNT} messages`);
  });

  it("is completed by the keyboard alone", async () => {
    await field().fill("");
    await field().pressSequentially("st");
    const offered = frame.getByRole("listbox", { name: "Completions" }).getByRole("option");
    await offered.first().waitFor();
    await field().press("Tab");
    await field().pressSequentially("close");
    await offered.filter({ hasText: "state:closed" }).waitFor();
    await field().press("ArrowDown");
    await field().press("Enter");
    await expect.poll(() => field().inputValue()).toBe("state:closed ");
    await field().press("Escape");
    await expect.poll(() => field().inputValue()).toBe("");
  });

  it("ends an expression that does not come to an end, and works on", async () => {
    await field().fill("/^(\\w+\\s?|.)*$$x/");
    await frame.getByText("does not come to an end").waitFor();
    await field().fill("hello|subscribe");
    await expectCount(`2 of ${FIRST_COUNT} messages`);
    await field().fill("");
  });

  it("is kept by name for the next panel", async () => {
    await field().fill("dir:send size:>1k");
    await frame.getByRole("button", { name: "Saved" }).click();
    await frame.getByRole("textbox", { name: "Name for the current filter" }).fill("Large ones");
    await frame.getByRole("button", { name: "Save current" }).click();
    await frame.getByRole("button", { name: "Delete Large ones" }).waitFor();
    await frame.getByRole("button", { name: "Save current" }).press("Escape");
    await field().fill("");
    const other = await watched.browser.openPanelPage(await watched.browser.tabIdOf(tab));
    await other.getByRole("button", { name: "Saved" }).click();
    await other.getByRole("button", { name: /^Large ones/ }).click();
    expect(await other.locator("#filter").inputValue()).toBe("dir:send size:>1k");
    await other.close();
  });
});

describe("find", () => {
  const findField = (of: Frame | Tab = frame) =>
    of.getByRole("searchbox", { name: "Find in messages" });
  const status = (of: Frame | Tab = frame) => findBar(of).getByRole("status");

  it("leads from hit to hit, and round", async () => {
    await frame.getByRole("button", { name: "Find…" }).click();
    await findField().fill("subscribe");
    await status().getByText("1 of 2 in this list").waitFor();
    await chosenRow(frame).locator("mark").getByText("subscribe").waitFor();
    await findField().press("Enter");
    await status().getByText("2 of 2 in this list").waitFor();
    await findField().press("Enter");
    await status().getByText("1 of 2 in this list").waitFor();
    await findField().press("Shift+Enter");
    await status().getByText("2 of 2 in this list").waitFor();
  });

  it("says what is wrong with an expression", async () => {
    await frame.getByRole("button", { name: "regular expression" }).click();
    await findField().fill("a(");
    await status().getByText("Not an expression").waitFor();
    await frame.getByRole("button", { name: "regular expression" }).click();
    await findField().press("Escape");
  });

  it("is reached by DevTools' own search", async () => {
    await frame.locator("#messages").focus();
    await panel.devtools.keyboard.press("Control+f");
    // The key goes from the panel's frame to DevTools, which then opens its own field. The browser
    // hands keys to the frame that had them before for as long as it has not heard of that.
    const typed = () =>
      panel.devtools.evaluate(() => {
        let focused = document.activeElement;
        while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
        return focused instanceof HTMLInputElement ? focused.value : "";
      });
    await expect
      .poll(async () => {
        await panel.devtools.keyboard.type("_");
        return typed();
      })
      .not.toBe("");
    await panel.devtools.keyboard.press("Control+a");
    await panel.devtools.keyboard.type("no_such_channel");
    await expect.poll(typed).toBe("no_such_channel");
    await status().getByText("of 2 in this list").waitFor();
    await panel.devtools.keyboard.press("Escape");
  });

  it("goes through all connections while none is selected, by Ctrl+F in the tab of its own", async () => {
    const other = await watched.browser.openPanelPage(await watched.browser.tabIdOf(tab));
    await ordinals(other).first().waitFor();
    await other.keyboard.press("Control+f");
    await findField(other).fill("hello again");
    await status(other).getByText("1 of 2 in all connections").waitFor();
    await subjectOf(other).getByText("#2").waitFor();
    await chosenRow(other).locator("mark").getByText("hello again").waitFor();
    await other.close();
  });
});
