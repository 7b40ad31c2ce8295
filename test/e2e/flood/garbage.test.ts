import { afterAll, beforeAll, expect, it } from "vitest";
import { MAX_CONNECTIONS } from "../../../src/session/limits.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";
import { enterBridge } from "./enter-bridge.ts";

/** What the worker may hold of a page that floods it, when it is over. */
const MAX_LEFT_BYTES = 16 * 1024 * 1024;
const CONNECTIONS = 1_000_000;
const PER_ENVELOPE = 10_000;

let watched: Watched;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/honest": script(`
      let received = 0;
      const socket = new WebSocket("${url}/echo");
      socket.onmessage = () => { received++; };
      const talk = (count) => { for (let i = 0; i < count; i++) socket.send("message " + i); };`),
    "/hostile": script(`new WebSocket("${url}/echo?real");`),
  }));
});
afterAll(() => watched?.close());

/** What the background's worker holds in JavaScript, buffers included. */
async function workerBytes(): Promise<number> {
  const { cdp, extensionId } = watched.browser;
  const target = await waitFor("the worker", async () =>
    (await cdp.targets()).find(
      ({ type, url }) => type === "service_worker" && url.includes(extensionId),
    ),
  );
  const { sessionId } = await cdp.send<{ sessionId: string }>("Target.attachToTarget", {
    ...{ targetId: target.targetId, flatten: true },
  });
  await cdp.send("HeapProfiler.collectGarbage", {}, sessionId);
  const usage = await cdp.send<{ usedSize: number; backingStorageSize: number }>(
    ...(["Runtime.getHeapUsage", {}, sessionId] as const),
  );
  await cdp.send("Target.detachFromTarget", { sessionId });
  return usage.usedSize + usage.backingStorageSize;
}

/** 21 of these are no messages at all, and each of the others holds one part that is not ours. */
const GARBAGE = `
  const cyclic = { kind: "envelope" };
  cyclic.n = cyclic;
  let deep = [];
  for (let i = 0; i < 2000; i++) deep = [deep];
  const clock = { wallMs: Date.now(), monotonicMs: 1 };
  const none = { recorded: false, rows: null, backlog: null, lateBodies: [], events: [] };
  const envelope = (parts) => ({ kind: "envelope", n: ++n, clock, ...none, ...parts });
  const messages = [
    0, NaN, 10n, true, null, "hello", "x".repeat(16 * 1024 * 1024), [], deep, cyclic,
    new Map([["kind", "envelope"]]), new Set([1]), new Date(), /x/, new Error("x"),
    new ArrayBuffer(8), new Uint8Array(8), new Blob(["x"]),
    { kind: "hello", hooked: 5 }, { kind: "probe-answer", outcome: {} },
    { kind: "envelope", n: -1, clock, ...none },
  ];
  const damaged = [
    { events: "none" }, { events: [cyclic] }, { events: [deep] }, { lateBodies: {} },
    { rows: { firstSeq: 0 } }, { backlog: new Float64Array(10) },
    { rows: { firstSeq: 0, connection: new Uint32Array(3), at: new Float64Array(2) } },
    { events: [{ kind: "close", id: 1, at: Infinity, seq: 0 }] },
    { lateBodies: [{ seq: 0, body: "text" }] },
  ];`;

/** A million of anything takes its time on a machine that is busy with other things as well. */
const PATIENCE_MS = 480_000;

it("costs the worker no more than its bound, and nobody else anything", {
  timeout: PATIENCE_MS,
}, async () => {
  const { browser, sessions } = watched;
  const honest = await watched.open("/honest");
  const panel = await browser.openPanelPage(honest.tabId);
  const { page, tabId } = await watched.open("/hostile");
  await sessions.waitFor("the real socket", tabId, ([only]) => only?.open != null);
  // Until then the real bridge would open its port again, to send what is not acknowledged.
  await waitFor("the real socket to be saved", async () =>
    (await sessions.kept(tabId)).keys.some((key) => key.includes(":connection:")),
  );
  await honest.page.evaluate("talk(1000)");
  const before = await workerBytes();

  const inBridge = await enterBridge(browser, page);
  await inBridge(`
    globalThis.port = chrome.runtime.connect({ name: "bridge" });
    globalThis.n = 1000;
    globalThis.acknowledged = 0;
    port.onMessage.addListener((message) => {
      if (message.kind === "ack") acknowledged = message.n;
    });
    port.postMessage({ kind: "hello", hooked: true, prepared: false, visible: true, online: true });
    ${GARBAGE}
    for (let i = 0; i < 20; i++) {
      for (const message of messages) port.postMessage(message);
      for (const parts of damaged) port.postMessage(envelope(parts));
    }`);
  await sessions.waitFor("the garbage", tabId, (_, session) => session.forgedCount >= 20 * 30);
  expect((await sessions.look(tabId)).session.forgedCount).toBe(20 * 30);

  // The honest page goes on meanwhile.
  await honest.page.evaluate("talk(1000)");
  await inBridge(`
    ${GARBAGE}
    const url = "wss://forged.example/" + "x".repeat(50);
    for (let id = 10; id < 10 + ${CONNECTIONS}; id += ${PER_ENVELOPE}) {
      const events = Array.from({ length: ${PER_ENVELOPE} }, (_, i) => ({
        kind: "connecting", id: id + i, at: 1, seq: 0, url, protocols: [], stack: null,
      }));
      port.postMessage(envelope({ events }));
      // As fast as it can be taken in: one look at the acknowledgements for ten envelopes.
      while (acknowledged < n - 10) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    while (acknowledged < n) await new Promise((resolve) => setTimeout(resolve, 5));`);
  const { session } = await sessions.look(tabId);
  expect(session.connections.size).toBeLessThanOrEqual(MAX_CONNECTIONS);
  expect(session.connections.size + session.forgottenCount).toBe(CONNECTIONS + 1);
  const left = (await workerBytes()) - before;
  expect(left).toBeLessThan(MAX_LEFT_BYTES);

  const own = await browser.openPanelPage(tabId);
  await own
    .getByText(/^The page sent .* that our hook cannot have sent$/)
    .first()
    .waitFor();
  await honest.page.evaluate("talk(1000)");
  await honest.page.waitForFunction("received === 3000");
  const [only, ...others] = await sessions.waitFor(
    ...(["all of the honest page", honest.tabId] as const),
    ([one]) => one?.receive.count === 3_000,
  );
  expect([only?.send.count, others]).toEqual([3_000, []]);
  const beside = (await sessions.look(honest.tabId)).session;
  expect([beside.forgedCount, beside.dropped, beside.forgottenCount]).toEqual([0, [], 0]);
  await panel.getByRole("treeitem").filter({ hasText: "6,000" }).first().waitFor();
});
