import { describe, expect, it } from "vitest";
import { makeConnection } from "../../../builders.ts";
import { makeTalk, primaryOf, received, sent, troubleOf } from "./talk.ts";

const SOCKET_IO = "wss://h.example/socket.io/?EIO=4&transport=websocket";
const opening = [
  received('0{"sid":"a","pingInterval":25000,"pingTimeout":20000}'),
  sent("40"),
  received('40{"sid":"b"}'),
];

describe("an end that the server announced", () => {
  it("is Socket.IO's disconnect, though the client library calls close()", () => {
    const connection = makeTalk({
      url: SOCKET_IO,
      lines: [...opening, received("41")],
      closing: {},
      close: { code: 1005 },
    });
    const finding = primaryOf(connection);
    expect(finding).toMatchObject({ id: "closed-by-server", severity: "warning" });
    expect(finding.explanation).toContain("the client will not reconnect by itself");
    expect(finding.explanation).toContain("library then called close() itself");
  });

  it("is the page's own doing where the page sent the disconnect", () => {
    const connection = makeTalk({
      url: SOCKET_IO,
      lines: [...opening, sent("41")],
      closing: {},
      close: { code: 1005 },
    });
    expect(primaryOf(connection)).toMatchObject({ id: "closed-by-page", severity: "info" });
  });

  it.each([
    ['{"type":7,"error":"Connection closed with an error."}\x1e', "error"],
    ['{"type":7}\x1e', "info"],
    ['{"type":7,"allowReconnect":true}\x1e', "info"],
  ])("is SignalR's %s", (body, severity) => {
    const connection = makeTalk({
      lines: [sent('{"protocol":"json","version":1}\x1e'), received("{}\x1e"), received(body)],
      closing: { code: 1000 },
      close: { code: 1000 },
    });
    expect(primaryOf(connection)).toMatchObject({ id: "closed-by-server", severity });
  });

  it.each([
    ["unauthorized", false, "auth-rejected"],
    ["server_restart", true, "server-restart"],
    ["remote", true, "closed-by-server"],
    ["invalid_request", false, "closed-by-server"],
  ])("is Action Cable's disconnect with %s", (reason, reconnect, id) => {
    const connection = makeTalk({
      open: { protocol: "actioncable-v1-json" },
      lines: [
        received('{"type":"welcome"}'),
        received(JSON.stringify({ type: "disconnect", reason, reconnect })),
      ],
      close: { code: 1000 },
    });
    const finding = primaryOf(connection);
    expect(finding.id).toBe(id);
    if (!reconnect && id === "closed-by-server")
      expect(finding.explanation).toContain("asks the client not");
  });

  it("is MQTT 5's DISCONNECT", () => {
    const disconnect = (reason: number) =>
      makeTalk({
        open: { protocol: "mqtt" },
        lines: [
          received(Uint8Array.from([0x20, 2, 0, 0])),
          received(Uint8Array.from([0xe0, 2, reason, 0])),
        ],
        close: { code: 1000 },
      });
    expect(primaryOf(disconnect(0x8b)).id).toBe("server-restart");
    expect(primaryOf(disconnect(0x8e)).title).toContain("session taken over");
  });

  it("is no older than a few seconds", () => {
    const connection = makeTalk({
      url: SOCKET_IO,
      lines: [...opening, received("41")],
      quietMs: 20_000,
      close: { code: 1006 },
    });
    expect(primaryOf(connection).id).not.toBe("closed-by-server");
  });
});

describe("Socket.IO's ping timeout", () => {
  const silentFor = (quietMs: number) =>
    makeTalk({
      url: SOCKET_IO,
      lines: [...opening, received("2"), sent("3")],
      quietMs,
      closing: {},
      close: { code: 1005 },
    });

  it("is told by the limits in the open packet", () => {
    const finding = primaryOf(silentFor(45_000));
    expect(finding).toMatchObject({ id: "heartbeat-missed", severity: "error" });
    expect(finding.explanation).toContain("within 45 s");
  });

  it("is not a page that closes earlier, or much later", () => {
    expect(primaryOf(silentFor(40_000)).id).toBe("closed-by-page");
    expect(primaryOf(silentFor(90_000)).id).toBe("closed-by-page");
  });
});

describe("an opening that never came to its end", () => {
  const graphql = { open: { protocol: "graphql-transport-ws" } };
  const init = sent('{"type":"connection_init"}');

  it("is a timeout at the server's known limit", () => {
    const connection = makeTalk({
      url: SOCKET_IO,
      lines: opening.slice(0, 1),
      quietMs: 44_950,
      close: { code: 1000 },
    });
    const finding = primaryOf(connection);
    expect(finding.id).toBe("application-handshake-timeout");
    expect(finding.explanation).toContain("connectTimeout of 45 s");
  });

  it("is a timeout where the code or the reason says so", () => {
    const close = { code: 4408, reason: "Connection initialisation timeout" };
    expect(primaryOf(makeTalk({ ...graphql, lines: [], quietMs: 700, close })).id).toBe(
      "application-handshake-timeout",
    );
  });

  it("is an early close otherwise", () => {
    const connection = makeTalk({ ...graphql, lines: [init], close: { code: 1000 } });
    expect(primaryOf(connection).id).toBe("closed-before-ready");
  });

  it("says less than a code with a meaning", () => {
    const connection = makeTalk({ ...graphql, lines: [init], close: { code: 1012 } });
    expect(primaryOf(connection).id).toBe("server-restart");
  });

  it("is no failure of a page that changed its mind", () => {
    const connection = makeTalk({ ...graphql, lines: [init], closing: {}, close: { code: 1005 } });
    expect(troubleOf(connection)).toEqual([]);
  });

  it("was over before a Socket.IO connection had its WebSocket", () => {
    const lines = [sent("2probe"), received("3probe"), sent("5"), received('42["a"]')];
    const connection = makeTalk({ url: `${SOCKET_IO}&sid=abc`, lines, close: { code: 1000 } });
    expect(primaryOf(connection).id).toBe("closed-normally");
  });
});

describe("a subprotocol that the server takes and then refuses", () => {
  it.each([
    [4406, "Subprotocol not acceptable"],
    [1002, "unsupported sub-protocol"],
  ])("is told by %i", (code, reason) => {
    const connection = makeTalk({ protocols: ["graphql-ws"], lines: [], close: { code, reason } });
    const finding = primaryOf(connection);
    expect(finding.id).toBe("subprotocol-mismatch");
    expect(finding.explanation).toContain("“graphql-ws”");
  });

  it.each([
    ["Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received", /named none$/],
    [
      "Response must not include 'Sec-WebSocket-Protocol' header if not present in request: x",
      /had offered none$/,
    ],
    [
      "'Sec-WebSocket-Protocol' header value 'x' in response does not match any of sent values",
      /did not agree/,
    ],
  ])("is told by the browser's words: %s", (words, title) => {
    const error = `Error during WebSocket handshake: ${words}`;
    const finding = primaryOf(makeConnection({ close: {}, handshake: { error } }));
    expect(finding.id).toBe("subprotocol-mismatch");
    expect(finding.title).toMatch(title);
  });
});
