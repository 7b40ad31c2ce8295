import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { waitFor } from "../../harness/wait-for.ts";
import { countedOnly, countStoredRows, isRecording } from "../flood/kept-rows.ts";
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

const deleteDatabase = async () => {
  const worker = await watched.browser.worker();
  await worker.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase("stormglass");
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      }),
  );
};

describe("recorded messages whose database is lost", () => {
  it.each(["while the worker runs", "and whose worker is stopped after it"])(
    "are counted as lost, %s",
    async (how) => {
      const { page, tabId } = await watched.open("/");
      const panel = await watched.browser.openPanelPage(tabId);
      await isRecording(watched, tabId);
      const storesRows = (count: number) =>
        waitFor(`${count} rows`, async () => (await countStoredRows(watched, tabId)) === count);
      await page.evaluate("say(500)");
      await storesRows(1_000);
      await deleteDatabase();
      if (how.includes("stopped")) await watched.browser.stopWorker();
      await page.evaluate("say(50)");
      // Whoever looks into the store before it is made anew would make an empty one.
      const session = await waitFor("the loss", async () => {
        const sight = await watched.sessions.look(tabId);
        return sight.session.dropped.length > 0 && sight.session;
      });
      await storesRows(100);
      const [only] = session.connections.values();
      expect((only?.send.count ?? 0) + (only?.receive.count ?? 0)).toBe(1_100);
      expect(session.dropped).toMatchObject([{ why: "storage-lost", what: "messages" }]);
      expect(countedOnly(session)).toBe(1_000);
      await panel.getByText("1,000 messages (the browser's database lost them)").first().waitFor();
      await panel.close();
      await page.close();
    },
  );
});
