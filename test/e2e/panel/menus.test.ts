import type { Page as Tab } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { messageCount, ordinals } from "../../harness/on-screen.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;
let panel: Tab;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      const talk = new WebSocket("${url}/echo");
      talk.onopen = () => talk.send('{"order":4711}');`),
  }));
  const { tabId } = await watched.open("/");
  panel = await watched.browser.openPanelPage(tabId);
  await ordinals(panel).first().waitFor();
});
afterAll(() => watched?.close());

const item = (name: string) => panel.getByRole("menuitem", { name, exact: true });
const filter = () => panel.locator("#filter");
const isCopied = () => panel.getByRole("status", { name: "Last command" }).getByText("Copied.");
const pasted = async () => {
  await filter().fill("");
  await filter().press("Control+V");
  const text = await filter().inputValue();
  await filter().fill("");
  return text;
};

it("a connection, a message and a value have menus, by pointer and by keyboard", async () => {
  const row = panel.getByRole("treeitem", { name: /#1/ });
  await row.click({ button: "right" });
  await item("Hide this endpoint").click();
  await expect.poll(() => filter().inputValue()).toMatch(/^-url:127\.0\.0\.1:\d+\/echo$/);
  await panel.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => filter().inputValue()).toBe("");
  await panel.getByText("Undone.").waitFor();

  await row.click();
  await panel.locator("#connections").press("Shift+F10");
  await item("Show messages").waitFor();
  const focused = panel.locator("[role=menuitem]:focus");
  await expect.poll(() => focused.textContent()).toBe("Show messages");
  await panel.keyboard.press("ArrowUp");
  await panel.keyboard.press("Escape");
  await item("Show messages").waitFor({ state: "detached" });
  await panel.locator("#connections:focus").waitFor();
  await panel.keyboard.press("Control+C");
  await isCopied().waitFor();
  await expect.poll(pasted).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/echo$/);

  await panel.locator("#connections").press("Shift+F10");
  await item("Show on the timeline").click();
  await panel.locator("#timeline:focus").waitFor();
  await panel.keyboard.press("Shift+F10");
  await item("Show messages at this moment").waitFor();
  await item("Copy what is told of it").click();
  await expect.poll(pasted).toMatch(/^#1 · open/);
  await panel.locator("#timeline").press("Shift+F10");
  await item("Copy as Markdown").click();
  await isCopied().waitFor();
  await expect.poll(pasted).toMatch(/^### Connection 1: `ws:/);

  await row.dblclick();
  await messageCount(panel).getByText("2 messages", { exact: true }).waitFor();
  const message = panel.getByRole("row").filter({ hasText: "4711" }).first();
  await message.click({ button: "right" });
  await item("Copy message").click();
  await expect.poll(pasted).toBe('{"order":4711}');
  await panel.getByRole("treeitem", { name: /order/ }).click({ button: "right" });
  await item("Copy path and value").click();
  await expect.poll(pasted).toMatch(/order: 4711$/);
});

it("columns of the list are sorted by, shown, moved, made wider and hidden, and stay so", async () => {
  const heads = panel.getByRole("toolbar", { name: "Columns of the list" });
  const head = (name: string) => heads.getByRole("button", { name: new RegExp(`^${name}`) });
  const names = () => heads.locator(".column-head").allInnerTexts();
  await panel.setViewportSize({ width: 1_400, height: 800 });
  await head("Messages").click({ button: "right" });
  await panel.getByRole("menuitemcheckbox", { name: "Column: Bytes" }).click();
  await expect.poll(names).toEqual(["Messages", "Started", "Bytes"]);
  await head("Started").click({ button: "right" });
  await item("Hide “Started”").click();
  await expect.poll(names).toEqual(["Messages", "Bytes"]);
  const row = panel.getByRole("treeitem", { name: /#1/ });
  await row.getByTitle("Bytes: 28 B").waitFor();

  await head("Bytes").click();
  await head("Bytes").click();
  await heads.getByRole("button", { name: "Bytes, sorted, reversed", pressed: true }).waitFor();
  await heads.getByRole("button", { name: "Order and columns: Most bytes" }).waitFor();

  const bytes = heads.locator(".column-head", { hasText: "Bytes" });
  const drag = async (from: { x: number; y: number }, byPx: number) => {
    await panel.mouse.move(from.x, from.y);
    await panel.mouse.down();
    await panel.mouse.move(from.x + byPx, from.y, { steps: 3 });
    await panel.mouse.up();
  };
  const boxOf = async () => {
    const box = await bytes.boundingBox();
    if (!box) throw new Error("the head is not in sight");
    return { ...box, y: box.y + box.height / 2 };
  };
  const before = await boxOf();
  await drag({ x: before.x + 2, y: before.y }, -30);
  await expect.poll(async () => (await boxOf()).width).toBe(before.width + 30);
  const wider = await boxOf();
  await drag({ x: wider.x + wider.width - 10, y: wider.y }, -wider.width - 80);
  await expect.poll(async () => (await names())[1]).toBe("Messages");

  await head("Messages").press("Shift+F10");
  await item("Hide “Messages”").click();
  await panel.reload();
  await ordinals(panel).first().waitFor();
  await heads.getByRole("button", { name: "Bytes, sorted, reversed", pressed: true }).waitFor();
  await expect.poll(() => heads.locator(".column-head").count()).toBe(1);
  await expect.poll(async () => (await boxOf()).width).toBe(before.width + 30);
});
