import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { makeTempFolder } from "../../harness/profile.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { type DrivenStore, driveStore } from "./driven-store.ts";

let watched: Watched | null = null;
afterEach(() => watched?.close());

const open = (userDataDir: string) =>
  startWatched((url) => ({ "/": script(`const socket = new WebSocket("${url}/push/5");`) }), {
    userDataDir,
  });

async function storeOf({ browser }: Watched): Promise<DrivenStore> {
  const url = `chrome-extension://${browser.extensionId}/extension/welcome.html`;
  const page = await browser.openPage(url);
  return driveStore((text) => page.evaluate(text));
}

it("deletes what a browser that crashed had recorded, at its next start", async () => {
  const folder = makeTempFolder("crash");
  const profile = join(folder.path, "profile");
  watched = await open(profile);
  const { tabId } = await watched.open("/");
  await watched.browser.openPanelPage(tabId);
  const store = await storeOf(watched);
  await waitFor("recorded rows", async () => (await store("count", tabId, null)) > 0);
  await crash(watched);

  watched = await open(profile);
  const storeAfter = await storeOf(watched);
  await waitFor("nothing to be left", async () => (await storeAfter("storedTabs")).length === 0);
  expect(await storeAfter("count", tabId, null)).toBe(0);
});

/** Ends the browser's main process without a warning. */
async function crash({ browser, faults, pages }: Watched): Promise<void> {
  const { processInfo } = (await browser.cdp.send("SystemInfo.getProcessInfo")) as {
    processInfo: { type: string; id: number }[];
  };
  const main = processInfo.find(({ type }) => type === "browser");
  const closed = new Promise((resolve) => browser.context.once("close", resolve));
  process.kill(main?.id as number, "SIGKILL");
  await closed;
  await browser.close().catch(() => {});
  await Promise.all([faults.stop(), pages.stop()]);
}
