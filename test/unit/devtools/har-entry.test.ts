import { describe, expect, it } from "vitest";
import { type HarEntry, readHandshake } from "../../../src/devtools/har-entry.ts";
import { writeHar } from "../../../src/har/write.ts";
import { SCRIPT_NAME } from "../../../src/protocol/script-name.ts";
import { MARK_PREFIX } from "../../../src/protocol/socket-mark.ts";
import { reduce } from "../../../src/session/reduce.ts";
import { makeSession, T0 } from "../../builders.ts";

const TOKEN = "s3cr3tAccessToken99";
const URL_WITH_TOKEN = `wss://api.example.com/live?access_token=${TOKEN}`;

/** A handshake that was never sent: refused, no such name, or a bad certificate. */
const makeEntry = (known: Partial<HarEntry> = {}): HarEntry => ({
  _resourceType: "websocket",
  _webSocketMessages: [{ type: "error", time: 0, opcode: 0, data: "net::ERR_CONNECTION_REFUSED" }],
  startedDateTime: "1969-12-31T23:59:59.000Z",
  time: 812_345.678,
  timings: { wait: 0 },
  request: { url: URL_WITH_TOKEN, headers: [] },
  response: { status: 0, statusText: "", headers: [] },
  ...known,
});
const makeInitiator = (
  ...callFrames: { url: string; functionName?: string }[]
): NonNullable<HarEntry["_initiator"]> => ({
  stack: { callFrames: callFrames.map((frame) => ({ functionName: "open", ...frame })) },
});
const keyOf = (entry: HarEntry) => readHandshake(entry, true, T0).handshake.key;

describe("the key of a handshake", () => {
  it("is the browser's own where it was sent", () => {
    const headers = [{ name: "Sec-WebSocket-Key", value: "dGhlIHNhbXBsZSBub25jZQ==" }];
    expect(keyOf(makeEntry({ request: { url: URL_WITH_TOKEN, headers } }))).toBe(
      "dGhlIHNhbXBsZSBub25jZQ==",
    );
  });

  it("is the same whenever the same one is told, and another for another one", () => {
    expect(keyOf(makeEntry())).toBe(keyOf(makeEntry()));
    expect(keyOf(makeEntry())).not.toBe(keyOf(makeEntry({ time: 812_345.679 })));
  });

  it.each([
    ["a page", makeInitiator({ url: SCRIPT_NAME, functionName: `${MARK_PREFIX}0.5.1` })],
    ["a page worker", makeInitiator({ url: "https://app.example.com/worker.js" })],
  ])("brings no secret of the address into a masked export: %s", (_name, _initiator) => {
    const session = makeSession();
    const seen = readHandshake(makeEntry({ _initiator }), true, T0);
    reduce(session, { kind: "handshakes", at: T0, handshakes: [seen] });
    expect(session.connections.size).toBe(seen.fromWorker ? 1 : 0);
    const options = { session, rowsOf: () => [], creatorVersion: "1", exportedAt: T0 };
    expect(JSON.stringify(writeHar({ ...options, masked: false }))).toContain(TOKEN);
    expect(JSON.stringify(writeHar({ ...options, masked: true }))).not.toContain(TOKEN);
  });
});

describe("who opened a socket", () => {
  const page = { url: "https://app.example.com/app.js", functionName: "connect" };
  const hook = { url: SCRIPT_NAME, functionName: `${MARK_PREFIX}0.25.7` };
  const inner = { url: SCRIPT_NAME, functionName: `${MARK_PREFIX}0.25.8` };
  const openerOf = (entry: Partial<HarEntry>) => {
    const { mark, fromWorker } = readHandshake(makeEntry(entry), true, T0);
    return { mark, fromWorker };
  };

  it("is told by the innermost mark of ours", () => {
    const own = { mark: hook.functionName, fromWorker: false };
    expect(openerOf({ _initiator: makeInitiator(hook, page) })).toEqual(own);
    const nested = { _initiator: makeInitiator(inner, page, hook, page) };
    expect(openerOf(nested).mark).toBe(inner.functionName);
  });

  it("is a worker where the hook had no part in it", () => {
    const worker = { mark: null, fromWorker: true };
    expect(openerOf({ _initiator: makeInitiator(page) })).toEqual(worker);
    const forged = { ...hook, url: "https://app.example.com/hook.js" };
    expect(openerOf({ _initiator: makeInitiator(forged) })).toEqual(worker);
    const endless = { ...hook, functionName: MARK_PREFIX + "9".repeat(5_000) };
    expect(openerOf({ _initiator: makeInitiator(page, endless) })).toEqual(worker);
  });

  it.each([
    ["DevTools knows no functions", {}],
    ["its stack is empty", { _initiator: makeInitiator() }],
    [
      "it was another extension",
      { _initiator: makeInitiator({ url: "chrome-extension://x/a.js" }) },
    ],
    ["the hook has no mark", { _initiator: makeInitiator({ url: SCRIPT_NAME }, page) }],
    ["DevTools names its page", { _initiator: makeInitiator(page), pageref: "page_1" }],
  ])("is nobody that could be named where %s", (_why, entry) => {
    expect(openerOf(entry)).toEqual({ mark: null, fromWorker: false });
  });
});

it("is answered no later than its first message", () => {
  const response = { status: 101, statusText: "", headers: [] };
  const hello = { type: "receive", time: (T0 + 10) / 1_000, opcode: 1, data: "hello" };
  const entry = makeEntry({
    ...{ response, _webSocketMessages: [hello], time: 900, timings: { wait: 40 } },
    startedDateTime: new Date(T0).toISOString(),
  });
  expect(readHandshake(entry, false, T0).handshake).toMatchObject({
    at: T0 + 10,
    durationMs: 10,
  });
});

describe("what a server makes up", () => {
  it("is cut to what can be kept, and says how long it was", () => {
    const headers = Array.from({ length: 150 }, (_, i) => ({
      name: `X-${i}`,
      value: "v".repeat(5_000),
    }));
    const response = { status: 101, statusText: "s".repeat(9_000), headers };
    const { handshake } = readHandshake(makeEntry({ response }), true, T0);
    const [first] = handshake.responseHeaders;
    expect(first?.value).toBe(`${"v".repeat(4_096)}… (cut: 5000 characters)`);
    expect(handshake.responseHeaders.at(-1)).toEqual({ name: "…", value: "50 more headers" });
    expect(handshake.statusText).toMatch(/^s{1024}… \(cut: 9000 characters\)$/);
    expect(JSON.stringify(handshake).length).toBeLessThan(32_000);
  });

  it("stays as it is where it is no longer than usual", () => {
    const headers = [{ name: "Server", value: "nginx/1.27.0" }];
    const response = { status: 101, statusText: "Switching Protocols", headers };
    expect(readHandshake(makeEntry({ response }), true, T0).handshake).toMatchObject({
      statusText: "Switching Protocols",
      responseHeaders: headers,
    });
  });
});

it("is blanked only where DevTools has words that are empty", () => {
  const without = makeEntry({ _webSocketMessages: [] });
  expect(readHandshake(without, true, T0).handshake).toMatchObject({
    blanked: false,
    error: null,
  });
  const blanked = makeEntry({
    _webSocketMessages: [{ type: "error", time: 0, opcode: 0, data: "" }],
  });
  expect(readHandshake(blanked, true, T0).handshake.blanked).toBe(true);
});
