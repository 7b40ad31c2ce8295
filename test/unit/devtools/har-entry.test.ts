import { describe, expect, it } from "vitest";
import { type HarEntry, readHandshake } from "../../../src/devtools/har-entry.ts";
import { writeHar } from "../../../src/har/write.ts";
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
    ["a page", "page_1"],
    ["a page worker", undefined],
  ])("brings no secret of the address into a masked export: %s", (_name, pageref) => {
    const session = makeSession();
    const seen = readHandshake(makeEntry(pageref ? { pageref } : {}), true, T0);
    reduce(session, { kind: "handshakes", at: T0, handshakes: [seen] });
    // By then it is a page worker's, where DevTools named no page.
    reduce(session, { kind: "handshakes", at: T0 + 9_000, handshakes: [] });
    expect(session.connections.size).toBe(pageref ? 0 : 1);
    const options = { session, rowsOf: () => [], creatorVersion: "1", exportedAt: T0 };
    expect(JSON.stringify(writeHar({ ...options, masked: false }))).toContain(TOKEN);
    expect(JSON.stringify(writeHar({ ...options, masked: true }))).not.toContain(TOKEN);
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
