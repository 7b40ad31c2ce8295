import { waitFor } from "../harness/wait-for.ts";
import type { PipeBrowser } from "./pipe-browser.ts";

/** What the extension counted, and of that what it has stored and what it says it dropped. */
export type Kept = { counted: number; stored: number; storedBytes: number; dropped: number };

const COUNT = `(async () => {
  let counted = 0;
  let dropped = 0;
  for (const [key, text] of Object.entries(await chrome.storage.session.get(null))) {
    const value = key.startsWith("tab:") ? JSON.parse(text) : null;
    if (value?.send) counted += value.send.count + value.receive.count;
    for (const { what, count } of value?.dropped ?? []) if (what === "messages") dropped += count;
  }
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("stormglass");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const index = await new Promise((resolve) => {
    database.transaction("index").objectStore("index").getAll().onsuccess = (event) =>
      resolve(event.target.result);
  });
  database.close();
  const sum = (name) => index.reduce((total, entry) => total + entry[name], 0);
  return { counted, dropped, stored: sum("rows"), storedBytes: sum("storedBytes") };
})()`;

/** Asked of the extension's own worker: what it saved and what it stored. */
export async function readKept(browser: PipeBrowser): Promise<Kept> {
  const session = await attachWorker(browser);
  const kept = await browser.evaluate<Kept>(session, COUNT);
  await browser.detach(session);
  return kept;
}

export async function attachWorker(browser: PipeBrowser): Promise<string> {
  const worker = await waitFor("the extension's worker", async () =>
    (await browser.targets()).find(
      ({ type, url }) => type === "service_worker" && url.startsWith("chrome-extension:"),
    ),
  );
  const session = await browser.attach(worker.targetId);
  await waitFor("the worker to have the extension's interfaces", () =>
    browser.evaluate<boolean>(session, 'typeof chrome === "object" && "storage" in chrome'),
  );
  return session;
}
