import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import type { Connection } from "../../../src/session/session.ts";
import { exportSession } from "../../harness/export-session.ts";
import type { PanelHandle } from "../../harness/open-panel.ts";
import { waitFor } from "../../harness/wait-for.ts";
import { script, startWatched, type Watched } from "../lifecycle/watched.ts";

/** Says hello, gets it back in text and as bytes, and closes when it is told to. */
const worker = (url: string, name: string) => `
  let socket;
  const open = (tell) => {
    socket = new WebSocket("${url}/echo?${name}");
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      socket.send('{"hello":"from a worker, ✓"}');
      socket.send(new Uint8Array([1, 2, 3]));
    };
    let received = 0;
    socket.onmessage = () => { if (++received === 2) tell("echoed"); };
    socket.onclose = () => tell("closed");
  };
  const hear = (tell) => ({ data }) => data === "open" ? open(tell) : socket.close(4002, "enough");`;

let watched: Watched;
let page: Page;
let tabId: number;
let panel: PanelHandle;

beforeAll(async () => {
  watched = await startWatched((url) => ({
    "/": script(`
      const opened = {
        dedicated: () => {
          const worker = new Worker("/dedicated.js");
          return { target: worker, post: (text) => worker.postMessage(text) };
        },
        service: async () => {
          await navigator.serviceWorker.register("/service.js");
          const { active } = await navigator.serviceWorker.ready;
          navigator.serviceWorker.startMessages();
          return { target: navigator.serviceWorker, post: (text) => active.postMessage(text) };
        },
      };
      const links = {};
      const tell = async (kind, text, answer) => {
        const { target, post } = await (links[kind] ??= opened[kind]());
        return new Promise((resolve) => {
          target.addEventListener("message", ({ data }) => { if (data === answer) resolve(); });
          post(text);
        });
      };`),
    "/dedicated.js": `${worker(url, "dedicated")} onmessage = hear(postMessage);`,
    "/service.js": `${worker(url, "service")}
      onactivate = () => clients.claim();
      onmessage = (event) => {
        hear((text) => event.source.postMessage(text))(event);
      };`,
  }));
  ({ page, tabId } = await watched.open("/"));
  panel = await watched.browser.openPanel(page);
  await watchNetwork();
});
afterAll(() => watched?.close());

/** DevTools misses sockets of its first moment: waits until it tells of one of the page's own. */
async function watchNetwork(): Promise<void> {
  await waitFor("a handshake from DevTools", async () => {
    await page.evaluate(
      (url) =>
        new Promise((resolve) => {
          new WebSocket(url).onclose = resolve;
        }),
      `${watched.faults.url}/close/1000`,
    );
    const seen = await watched.sessions.connections(tabId);
    return seen.some(({ handshake }) => handshake?.status === 101);
  });
}

const inWorker = (all: Connection[], name: string) =>
  all.filter(({ url, pageWorker }) => pageWorker && url.endsWith(`/echo?${name}`));

const tell = (kind: string, text: string, answer: string) =>
  page.evaluate(`tell("${kind}", "${text}", "${answer}")`);

/** Shared workers are missing: Chromium's DevTools of a page does not list their sockets. */
describe("the socket of a page worker", () => {
  it.each(["dedicated", "service"])("is listed with its messages: %s", async (kind) => {
    const { sessions } = watched;
    await tell(kind, "open", "echoed");
    const open = inWorker(
      await sessions.waitFor("it", tabId, (all) => inWorker(all, kind).length > 0),
      kind,
    );
    // What it says is told at its end.
    expect(open).toMatchObject([{ state: "open", end: null, send: { count: 0 } }]);
    await tell(kind, "close", "closed");
    const [over] = inWorker(
      await sessions.waitFor("its messages", tabId, (all) =>
        inWorker(all, kind).some(({ receive }) => receive.count > 0),
      ),
      kind,
    );
    expect(over).toMatchObject({
      state: "closed",
      end: { by: "devtools", code: null },
      handshake: { status: 101 },
      send: { count: 2, sizeBytes: 33, binaryCount: 1 },
      receive: { count: 2, sizeBytes: 33, binaryCount: 1 },
    });
    const { session } = await sessions.look(tabId);
    const report = diagnose(session, Date.now());
    expect(report.series.map(({ url }) => url)).toContain(over?.endpoint);
    const finding = report.findings.find(({ subject }) => subject.id === over?.id);
    expect(finding).toMatchObject({ id: "abnormal-closure", severity: "info", primary: true });
    expect(finding?.explanation).toContain("not its close code");
  });

  it("has its bodies in the exported file", async () => {
    const entries = await exportSession(watched.browser, panel.frame);
    const bodies = entries
      .filter(({ request }) => request.url.endsWith("/echo?dedicated"))
      .map(({ _webSocketMessages }) =>
        _webSocketMessages.map(({ type, opcode, data }) => `${type} ${opcode} ${data}`),
      );
    const [text, bytes] = ['1 {"hello":"from a worker, ✓"}', "2 AQID"];
    expect(bodies).toEqual([
      [`send ${text}`, `send ${bytes}`, `receive ${text}`, `receive ${bytes}`],
    ]);
  });

  it("does not come back once it was cleared", async () => {
    const { sessions } = watched;
    await sessions.command(tabId, { kind: "clear", at: Date.now() });
    // The next handshake makes DevTools list them all again.
    await tell("dedicated", "open", "echoed");
    const seen = await sessions.waitFor("the new one", tabId, (all) => all.length > 0);
    expect(seen).toMatchObject([{ state: "open", end: null }]);
    await watchNetwork();
    expect(inWorker(await sessions.connections(tabId), "service")).toEqual([]);
    await tell("dedicated", "close", "closed");
  });
});

/** More than DevTools can hand out without freezing for a moment. */
const DEAR_COUNT = 20_100;

it("says from when on it was not watched, and still tells why handshakes fail, beside a busy socket", async () => {
  const { sessions, faults } = watched;
  await tell("dedicated", "open", "echoed");
  await sessions.waitFor("it", tabId, (all) => inWorker(all, "dedicated").some(({ end }) => !end));
  await page.evaluate(
    `globalThis.busy = new WebSocket("${faults.url}/flood/${DEAR_COUNT}/8"); undefined`,
  );
  const unwatched = await sessions.waitFor("the pause", tabId, (all) =>
    inWorker(all, "dedicated").some(({ end }) => end?.by === "unwatched"),
  );
  expect(unwatched.find(({ url }) => url.includes("/flood/"))).toMatchObject({ end: null });
  const during = diagnose((await sessions.look(tabId)).session, Date.now());
  expect(during.findings.map(({ title }) => title)).toContain(
    "Handshake details are paused: too many messages for DevTools",
  );

  await page.evaluate("busy.close()");
  await waitFor("the end of the pause", async () => {
    const { session } = await sessions.look(tabId);
    return !session.handshakesPaused;
  });
  await page.evaluate(
    `new Promise((resolve) => { new WebSocket("${faults.url}/status/403").onclose = resolve; })`,
  );
  await sessions.waitFor("why it was refused", tabId, (all) =>
    all.some(({ url, handshake }) => url.endsWith("/status/403") && handshake?.status === 403),
  );
  await tell("dedicated", "close", "closed");
  const latest = (all: Connection[]) => inWorker(all, "dedicated").at(-1);
  const told = await sessions.waitFor("its messages", tabId, (all) =>
    Boolean(latest(all)?.receive.count),
  );
  expect(latest(told)).toMatchObject({
    end: { by: "devtools" },
    receive: { count: 2 },
  });
});
