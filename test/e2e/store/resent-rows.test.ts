import { afterAll, beforeAll, expect, it } from "vitest";
import { waitFor } from "../../harness/wait-for.ts";
import { countStoredRows, isRecording } from "../flood/kept-rows.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      const socket = new WebSocket("${url}/echo");
      const say = (count) => { for (let i = 0; i < count; i++) socket.send("x" + i); };`),
  }));
});
afterAll(() => watched?.close());

/** Keeps the database busy, so that nobody else writes, until it is told to let go. */
async function holdDatabase() {
  const { browser } = watched;
  const holder = await browser.openPage(
    `chrome-extension://${browser.extensionId}/extension/welcome.html`,
  );
  await holder.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open("stormglass");
      request.onsuccess = () => resolve(request.result);
    });
    Object.assign(window, { isHeld: true });
    const names = ["tabs", "segments", "index", "lateBodies"];
    const store = database.transaction(names, "readwrite").objectStore("tabs");
    const again = () => {
      if ((window as unknown as { isHeld: boolean }).isHeld) store.get(1).onsuccess = again;
      else database.close();
    };
    again();
  });
  return () => holder.evaluate(() => void Object.assign(window, { isHeld: false }));
}

it("stores recorded rows that are sent again to a worker that began after the recording ended", async () => {
  const { browser, sessions } = watched;
  const { page, tabId } = await watched.open("/");
  const panel = await browser.openPanelPage(tabId);
  await isRecording(watched, tabId);
  await page.evaluate("say(100)");
  const storesRows = (count: number) =>
    waitFor(`${count} rows`, async () => (await countStoredRows(watched, tabId)) === count);
  await storesRows(200);

  const letGo = await holdDatabase();
  await page.evaluate("say(100)");
  await sessions.waitFor("the echoes", tabId, ([only]) => only?.receive.count === 200);
  await panel.close();
  await sessions.waitFor("the end of the recording", tabId, (_, { documents }) =>
    [...documents.values()].every(({ recordingFromSeq }) => recordingFromSeq === null),
  );
  // Saved at once: the next worker knows that nothing is recorded any more.
  await sessions.command(tabId, { kind: "preserve-log", on: true });
  await waitFor("a saved end of it", async () => {
    const worker = await browser.worker();
    const saved = await worker.evaluate(() => chrome.storage.session.get(null));
    return Object.entries(saved).some(
      ([key, text]) =>
        key.startsWith(`tab:${tabId}:document:`) &&
        String(text).includes('"recordingFromSeq":null'),
    );
  });
  await browser.stopWorker();
  await letGo();
  await page.evaluate("say(1)");
  await storesRows(400);
  const { session } = await sessions.look(tabId);
  expect(session.dropped).toEqual([]);
  await page.close();
});
