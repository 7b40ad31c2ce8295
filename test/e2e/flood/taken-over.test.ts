import type { Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { enterBridge } from "./enter-bridge.ts";
import { countStoredRows, isRecording } from "./kept-rows.ts";

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({ "/": script(`new WebSocket("${url}/echo");`) }));
});
afterAll(() => watched?.close());

/** Ten rows with bodies from a number on, each a Blob whose body comes with it, said to be recorded. */
const FORGE = `
  const forge = (firstSeq) => {
    const n = 10;
    const seqs = Array.from({ length: n }, (_, i) => firstSeq + i);
    const rows = {
      firstSeq, connection: new Uint32Array(n).fill(1), at: new Float64Array(n),
      flags: new Uint8Array(n).fill(6), shape: new Uint8Array(n), sizeBytes: new Float64Array(n).fill(6),
      hash: new Uint32Array(n), bufferedBytes: new Float64Array(n), bodies: seqs.map(() => "forged"),
    };
    const lateBodies = seqs.map((seq) => ({ seq, body: new Uint8Array(1024) }));
    const events = [{ kind: "recording", at: 1, seq: firstSeq, on: true }];
    const clock = { wallMs: Date.now(), monotonicMs: 1 };
    return new Promise((resolve) => {
      const heard = (message) => message.kind === "ack" && message.n === n + firstSeq && resolve();
      port.onMessage.addListener(heard);
      port.onDisconnect.addListener(() => resolve("gone"));
      port.postMessage({ kind: "envelope", n: n + firstSeq, clock, rows, backlog: rows, recorded: true, lateBodies, events });
    });
  };`;

/**
 * A second port, by which whoever took over the renderer speaks instead of the bridge. The bridge
 * itself comes back where something that it said was not acknowledged yet, and ends that port: then
 * it is opened and spoken to once more.
 */
const takeOver = async (page: Page) => {
  const inBridge = await enterBridge(watched.browser, page);
  const connect = () =>
    inBridge(`
    globalThis.port = chrome.runtime.connect({ name: "bridge" });
    port.postMessage({ kind: "hello", url: "http://elsewhere.example/", hooked: true, prepared: false, visible: true, online: true });`);
  await connect();
  return async (code: string) => {
    const speak = () =>
      inBridge(code).catch((error: Error) => {
        if (/disconnected port/.test(error.message)) return "gone";
        throw error;
      });
    while ((await speak()) === "gone") await connect();
  };
};

it("nothing of a tab that is only watched is stored, whatever its renderer says", async () => {
  const { page, tabId } = await watched.open("/");
  await watched.sessions.waitFor("its socket", tabId, ([only]) => only?.state === "open");
  const inBridge = await takeOver(page);
  await inBridge(`${FORGE} return forge(0);`);
  expect(await countStoredRows(watched, tabId)).toBe(0);
  const { session } = await watched.sessions.look(tabId);
  const [document] = session.documents.values();
  expect(document?.recordingFromSeq).toBeNull();
  expect(document?.url).toBe(`${watched.pages.url}/`);

  // The same is stored once the tab is recorded, and no more of it when that is over.
  const panel = await watched.browser.openPanelPage(tabId);
  await watched.sessions.waitFor("the mode", tabId, (_, { mode }) => mode === "record");
  await inBridge(`${FORGE} return forge(20);`);
  await isRecording(watched, tabId);
  expect(await countStoredRows(watched, tabId)).toBe(10);
  await panel.close();
  await watched.sessions.waitFor("the mode", tabId, (_, { mode }) => mode === "watch");
  await inBridge(`
    const events = [{ kind: "recording", at: 2, seq: 30, on: false }];
    const clock = { wallMs: Date.now(), monotonicMs: 2 };
    port.postMessage({ kind: "envelope", n: 31, clock, rows: null, backlog: null, recorded: false, lateBodies: [], events });
    ${FORGE}
    return forge(40);`);
  expect(await countStoredRows(watched, tabId)).toBe(10);
  await page.close();
});

it.each(["local", "sync", "session"])(
  "no content script reads what is stored: %s",
  async (area) => {
    const { page } = await watched.open("/");
    const inBridge = await enterBridge(watched.browser, page);
    const read = `return chrome.storage.${area}.get(null).then(() => "read", (error) => error.message);`;
    expect(await inBridge(read)).toMatch(/not allowed/);
    const write = `return chrome.storage.${area}.set({ paused: true }).then(() => "written", (error) => error.message);`;
    expect(await inBridge(write)).toMatch(/not allowed/);
    await page.close();
  },
);
