import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterEach, describe, expect, it } from "vitest";
import { LIMIT_BOUNDS } from "../../../src/protocol/orders.ts";
import { MEMORY_BYTES } from "../../../src/store/memory.ts";
import { exportSession } from "../../harness/export-session.ts";
import { makeTempFolder } from "../../harness/profile.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { countedOnly, countStoredRows, isRecording } from "../flood/kept-rows.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { makeLimitedExtension } from "./limited-extension.ts";

const MIB = 1024 * 1024;

let watched: Watched | null = null;
afterEach(() => watched?.close());

/** A page that sends texts when it is told to, and counts what comes back. */
const talker = (url: string) => ({
  "/": script(`
    let received = 0;
    const socket = new WebSocket("${url}/echo");
    socket.onmessage = () => { received++; };
    const talk = (from, count, size) => {
      for (let i = from; i < from + count; i++) socket.send(String(i).padEnd(size, "x"));
    };`),
});

async function talk(page: Page, from: number, count: number, size = 8): Promise<void> {
  await page.evaluate(`talk(${from}, ${count}, ${size})`);
  await page.waitForFunction(`received === ${from + count}`);
}

/** What the panel exports of the only socket: the first letters of each message it sent. */
async function exportedNumbers({ browser }: Watched, panel: Page): Promise<number[]> {
  const [entry] = await exportSession(browser, panel);
  return (entry?._webSocketMessages ?? [])
    .filter(({ type, opcode }) => type === "send" && opcode === 1)
    .map(({ data }) => Number.parseInt(data, 10));
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const noteOf = (panel: Page) => panel.locator(".note").filter({ hasText: "Kept in memory only" });

/** Opens the page with a panel beside it, and waits until its messages are recorded. */
async function record(opened: Watched): Promise<{ page: Page; tabId: number; panel: Page }> {
  const { page, tabId } = await opened.open("/");
  await opened.sessions.waitFor("an open socket", tabId, ([only]) => only?.open !== null);
  const panel = await opened.browser.openPanelPage(tabId);
  await isRecording(opened, tabId);
  return { page, tabId, panel };
}

describe("a disk without room", () => {
  it("is said in one line; messages stay readable in memory, and what goes is counted", async () => {
    watched = await startWatched(talker, { extension: makeLimitedExtension() });
    const { browser, sessions } = watched;
    const origin = `chrome-extension://${browser.extensionId}`;
    const own = await browser.openPage(`${origin}/extension/welcome.html`);
    const session = await own.context().newCDPSession(own);
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
    // Bodies of any size leave the page whole.
    await own.evaluate((most) => {
      const limits = { bodyBytesPerSecond: most, bodyBurstBytes: most };
      return chrome.storage.sync.set({ limits });
    }, LIMIT_BOUNDS.bodyBurstBytes[1]);

    const { page, tabId, panel } = await record(watched);
    await talk(page, 0, 100);
    await noteOf(panel).filter({ hasText: "no room left on disk" }).waitFor();
    expect(await countStoredRows(watched, tabId)).toBe(0);
    expect(await exportedNumbers(watched, panel)).toEqual(numbers(0, 100));

    for (let from = 100; from < 160; from += 4) await talk(page, from, 4, MIB);
    const counted = async () => countedOnly((await sessions.look(tabId)).session);
    await sessions.waitFor("all", tabId, ([only]) => only?.receive.count === 160);
    await expect.poll(counted).toBeGreaterThan(200);
    // Of the last 32 MiB, each second message is one that the page sent.
    await waitFor("the last message in the file", async () =>
      (await exportedNumbers(watched as Watched, panel)).includes(159),
    );
    const kept = await exportedNumbers(watched, panel);
    expect(kept.length).toBeGreaterThan(12);
    expect(kept.length).toBeLessThanOrEqual(MEMORY_BYTES / MIB / 2);
    expect(kept).toEqual(numbers(160 - kept.length, 160));

    await browser.stopWorker();
    await expect.poll(counted).toBe(320);
    await talk(page, 160, 10);
    await noteOf(panel).waitFor();
    await expect.poll(() => exportedNumbers(watched as Watched, panel)).toEqual(numbers(160, 170));
    expect(await counted()).toBe(320);
  });
});

describe("a database that was damaged between two starts", () => {
  const folderOf = (profile: string) => join(profile, "Default", "IndexedDB");

  /** Records once, so that there is a database, and leaves. */
  async function makeDatabase(profile: string): Promise<void> {
    const opened = await startWatched(talker, { userDataDir: profile });
    const { page, tabId } = await record(opened);
    await talk(page, 0, 10);
    await expect.poll(() => countStoredRows(opened, tabId)).toBe(20);
    await opened.close();
  }

  it("is made anew where its files hold garbage", async () => {
    const folder = makeTempFolder("garbage");
    const profile = join(folder.path, "profile");
    await makeDatabase(profile);
    const files = readdirSync(folderOf(profile), { recursive: true, encoding: "utf8" }).filter(
      (path) =>
        path.includes("chrome-extension_") && statSync(join(folderOf(profile), path)).isFile(),
    );
    expect(files).not.toEqual([]);
    for (const path of files) {
      writeFileSync(join(folderOf(profile), path), "garbage ".repeat(1_000));
    }
    const opened = await startWatched(talker, { userDataDir: profile });
    watched = opened;
    const { page, tabId, panel } = await record(opened);
    await talk(page, 0, 10);
    await expect.poll(() => countStoredRows(opened, tabId)).toBe(20);
    expect(await noteOf(panel).count()).toBe(0);
  });

  it("is done without where it cannot even be made anew, and the panel says so", async () => {
    const folder = makeTempFolder("broken");
    const profile = join(folder.path, "profile");
    await makeDatabase(profile);
    rmSync(folderOf(profile), { recursive: true });
    writeFileSync(folderOf(profile), "a file in the place of the folder");
    const opened = await startWatched(talker, { userDataDir: profile });
    watched = opened;
    const { page, panel } = await record(opened);
    await talk(page, 0, 10);
    await noteOf(panel).filter({ hasText: "the browser's database cannot be used" }).waitFor();
    await expect.poll(() => exportedNumbers(opened, panel)).toEqual(numbers(0, 10));
  });
});
