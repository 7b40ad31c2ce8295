import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHar } from "../../../src/har/read.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { expectAccessible } from "./axe.ts";

const TOKEN = "q7Zk2mXv9LtB4sRw8NcY1pHd";
const PASSWORD = "correct-horse-7731";
const ROOM_KEY = "aurora";
const CUSTOMER = "kunde-48213";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      const socket = new WebSocket("${url}/echo?access_token=${TOKEN}");
      socket.onopen = () => {
        socket.send('{"hello":"world"}');
        socket.send(JSON.stringify({ user: "ann", password: "${PASSWORD}" }));
        socket.send(JSON.stringify({ roomKey: "${ROOM_KEY}", note: "for ${CUSTOMER}, ann@shop.example" }));
      };
      socket.onmessage = ({ data }) => {
        if (data.includes("roomKey")) document.title = "done";
      };`),
  }));
});
afterAll(() => watched?.close());

async function openPanel(): Promise<{ panel: Page; done(): Promise<void> }> {
  const { page, tabId } = await watched.open("/");
  const panel = await watched.browser.openPanelPage(tabId);
  await page.waitForFunction("document.title === 'done'");
  await panel.getByRole("treeitem").filter({ hasText: "echo" }).first().waitFor();
  return {
    panel,
    done: async () => {
      await panel.close();
      await page.close();
    },
  };
}

async function openPreview(panel: Page) {
  await panel.getByRole("button", { name: "Export options" }).click();
  await panel.getByRole("button", { name: "Preview what is masked…" }).click();
  const dialog = panel.getByRole("dialog", { name: "What is masked in the file" });
  await dialog.getByText(/masked: /).waitFor();
  return dialog;
}

const save = async (click: () => Promise<unknown>): Promise<string> =>
  readFileSync((await watched.browser.downloadFrom(click)).path, "utf8");

describe("the preview of an export", () => {
  it("shows how many secrets of which kind are masked, how, and where", async () => {
    const { panel, done } = await openPanel();
    const dialog = await openPreview(panel);
    const password = dialog.getByRole("listitem").filter({ hasText: "password" });
    await expect.poll(() => password.first().innerText()).toContain("password in message");
    expect(await password.first().innerText()).toMatch(/connection 1, message \d/);
    expect(await dialog.innerText()).not.toContain(PASSWORD);
    expect(await dialog.innerText()).not.toContain(TOKEN);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => dialog.count()).toBe(0);
    await done();
  });

  it("masks what the user adds, keeps what the user ticks, and says so in the file", async () => {
    const { panel, done } = await openPanel();
    const dialog = await openPreview(panel);
    await dialog.getByLabel(/^Names of fields/).fill("roomKey");
    await dialog.getByLabel(/^Regular expressions/).fill("kunde-\\d+");
    await dialog.getByRole("button", { name: "Look again" }).click();
    await dialog.getByRole("listitem").filter({ hasText: "you named" }).first().waitFor();
    const status = dialog.getByRole("status");
    const before = await status.innerText();
    await dialog.getByRole("checkbox", { name: "Mail addresses" }).check();
    await expect
      .poll(async () => {
        const now = await status.innerText();
        return now !== before && now.includes("masked: ");
      })
      .toBe(true);
    const keep = dialog.getByRole("checkbox", { name: /password.* in message/ });
    for (const box of await keep.all()) await box.check();
    await dialog.getByText("stay readable").waitFor();
    const file = await save(() => dialog.getByRole("button", { name: "Save the file" }).click());
    expect(file).not.toContain(TOKEN);
    expect(file).not.toContain(ROOM_KEY);
    expect(file).not.toContain(CUSTOMER);
    expect(file).not.toContain("ann@shop.example");
    expect(file).toContain(PASSWORD);
    const { _stormglass } = JSON.parse(file).log;
    expect(_stormglass.masked).toBe(true);
    const kinds = _stormglass.maskedSecrets.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toContain("own");
    expect(kinds).not.toContain("password");
    expect(readHar(file).session.connections.size).toBe(1);
    // What was kept is masked again the next time, what was added still is.
    const next = await save(() => panel.getByRole("button", { name: "Export session" }).click());
    expect(next).not.toContain(PASSWORD);
    expect(next).not.toContain(ROOM_KEY);
    await done();
  });

  it("says what is wrong with an expression, and saves nothing with it", async () => {
    const { panel, done } = await openPanel();
    const dialog = await openPreview(panel);
    await dialog.getByLabel(/^Regular expressions/).fill("(a");
    await dialog.getByRole("button", { name: "Look again" }).click();
    await dialog.getByRole("alert").getByText('The pattern "(a" cannot be used').waitFor();
    expect(await dialog.getByRole("button", { name: "Save the file" }).isDisabled()).toBe(true);
    await done();
  });

  it("forgets what was to stay where nothing is saved, and never saves with secrets", async () => {
    const { panel, done } = await openPanel();
    await panel.getByRole("button", { name: "Export options" }).click();
    await panel.getByRole("checkbox", { name: "Include secrets" }).check();
    await panel.getByRole("button", { name: "Preview what is masked…" }).click();
    const dialog = panel.getByRole("dialog");
    await dialog.getByRole("checkbox").first().check();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    const file = await save(() => panel.getByRole("button", { name: "Export session" }).click());
    expect(file).not.toContain(TOKEN);
    expect(file).not.toContain(PASSWORD);
    await done();
  });

  it("is reached, used and left by keys alone", async () => {
    const { panel, done } = await openPanel();
    const more = panel.getByRole("button", { name: "Export options" });
    await more.focus();
    await more.press("Enter");
    // What is in it is loaded when it is opened.
    await panel.getByRole("button", { name: "Preview what is masked…" }).waitFor();
    await panel.keyboard.press("Tab");
    await panel.keyboard.press("Enter");
    const dialog = panel.getByRole("dialog");
    await dialog.getByText(/masked: /).waitFor();
    const isWithin = () => panel.evaluate("!!document.activeElement?.closest('dialog')");
    for (let presses = 0; presses < 20; presses++) {
      await panel.keyboard.press("Tab");
      expect(await isWithin()).toBe(true);
    }
    await panel.keyboard.press("Escape");
    await expect.poll(() => dialog.count()).toBe(0);
    await expect
      .poll(() => more.evaluate((button) => document.activeElement === button))
      .toBe(true);
    await done();
  });

  it("is accessible in light and dark, and fits into 400 pixels", async () => {
    const { panel, done } = await openPanel();
    const dialog = await openPreview(panel);
    for (const [width, height] of [
      [1280, 720],
      [400, 600],
    ] as const) {
      await panel.setViewportSize({ width, height });
      await expectAccessible(panel);
      const { x, width: taken } = (await dialog.boundingBox()) ?? { x: -1, width: 0 };
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + taken).toBeLessThanOrEqual(width);
      expect(await dialog.evaluate((node) => node.scrollWidth <= node.clientWidth)).toBe(true);
      for (const colorScheme of ["light", "dark"] as const) {
        await panel.emulateMedia({ colorScheme });
        const name = `export-preview-${width}-${colorScheme}.png`;
        await panel.screenshot({ path: join("dist", "screenshots", name) });
      }
    }
    await done();
  });
});
