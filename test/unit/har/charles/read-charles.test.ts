import { describe, expect, it } from "vitest";
import { openFile } from "../../../../src/har/open/open-file.ts";
import { doorOf } from "../../../../src/library/bytes.ts";

/** As mitmproxy writes them for Charles (mitmproxy/addons/savecharles.py). */
const transaction = {
  status: "Complete",
  method: "GET",
  protocolVersion: "HTTP/1.1",
  scheme: "https",
  host: "example.test",
  actualPort: 8443,
  path: "/ws",
  query: "room=7",
  remoteAddress: "93.184.216.34",
  times: {
    start: "2026-03-01T10:00:00+00:00",
    response: "2026-03-01T10:00:00.050000+00:00",
    end: "2026-03-01T10:00:00.050000+00:00",
  },
  tunnel: false,
  webSocketMessages: [
    { type: "Send", time: "2026-03-01T10:00:01+00:00", opcode: 1, data: "hello", binary: false },
    { type: "Receive", time: "2026-03-01T10:00:02+00:00", opcode: 2, data: "AAEC", binary: true },
  ],
  request: { header: { headers: [{ name: "Sec-WebSocket-Protocol", value: "chat" }] } },
  response: {
    status: 101,
    header: { headers: [{ name: "Sec-WebSocket-Protocol", value: "chat" }] },
  },
};
const read = (value: unknown) => openFile(doorOf(JSON.stringify(value)));

describe("a JSON session of Charles", () => {
  it("is read with its messages", async () => {
    const http = { ...transaction, webSocketMessages: [], response: { status: 200 } };
    const file = await read([transaction, { ...http, request: null }]);
    const [connection] = file.session.connections.values();
    expect(connection).toMatchObject({
      url: "wss://example.test:8443/ws?room=7",
      open: { at: Date.parse("2026-03-01T10:00:00.050Z"), protocol: "chat" },
      send: { count: 1, sizeBytes: 5 },
      receive: { count: 1, sizeBytes: 3, binaryCount: 1 },
      end: null,
    });
    expect(file.session.connections.size).toBe(1);
    expect(file.notes.join(" ")).toContain("Charles records between browser and server");
  });

  it("that is damaged is named by its place", async () => {
    const times = { ...transaction.times, start: "yesterday" };
    await expect(read([transaction, { ...transaction, times }])).rejects.toThrow(
      "[1].times.start is not a date",
    );
    const message = { type: "Send", time: "never", opcode: 1, data: "" };
    const file = await read([{ ...transaction, webSocketMessages: [message] }]);
    expect(file.notes[0]).toContain("[0]._webSocketMessages[0].time is not a time");
  });

  it("in its own format, and its HAR, say which export has the messages", async () => {
    const own = new Uint8Array([0xac, 0xed, 0x00, 0x05, 0x73]);
    await expect(openFile(doorOf(own))).rejects.toThrow(".chlsj");
    const har = await read({
      log: {
        creator: { name: "Charles Proxy", version: "4.6.4" },
        entries: [
          {
            startedDateTime: "2026-03-01T10:00:00Z",
            time: 10,
            request: { method: "GET", url: "wss://example.test/ws", headers: [] },
            response: { status: 101, _charlesStatus: "COMPLETE", headers: [] },
          },
        ],
      },
    });
    expect(har.notes.join(" ")).toContain(".chlsj");
  });
});
