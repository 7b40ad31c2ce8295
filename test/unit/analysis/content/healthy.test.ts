import { describe, expect, it } from "vitest";
import { makeTalk, received, sent, troubleOf } from "./talk.ts";

type Session = Parameters<typeof makeTalk>[0];

const json = (value: object) => JSON.stringify(value);

/** One ordinary conversation of each protocol, as its documentation writes it. */
const SESSIONS: Record<string, Session> = {
  "Socket.IO after polling": {
    url: "wss://h.example/socket.io/?EIO=4&transport=websocket&sid=Lk3j4h5k3j4h5AAAB",
    lines: [
      sent("2probe"),
      received("3probe"),
      sent("5"),
      received("2"),
      sent("3"),
      received('42["a"]'),
    ],
  },
  "SockJS with STOMP": {
    url: "wss://h.example/ws/123/abcd1234/websocket",
    lines: [
      received("o"),
      sent('["CONNECT\\naccept-version:1.2\\nheart-beat:10000,10000\\n\\n\\u0000"]'),
      received('a["CONNECTED\\nversion:1.2\\n\\n\\u0000"]'),
      received('a["\\n"]'),
      received("h"),
    ],
  },
  STOMP: {
    open: { protocol: "v12.stomp" },
    lines: [
      sent("CONNECT\naccept-version:1.2\n\n\0"),
      received("CONNECTED\nversion:1.2\n\n\0"),
      sent("\n"),
      received("MESSAGE\ndestination:/topic/a\n\nhello\0"),
    ],
  },
  Phoenix: {
    url: "wss://h.example/live/websocket?vsn=2.0.0",
    lines: [
      sent('["1","1","room:1","phx_join",{}]'),
      received('["1","1","room:1","phx_reply",{"status":"ok","response":{}}]'),
      sent('[null,"2","phoenix","heartbeat",{}]'),
      received('[null,"2","phoenix","phx_reply",{"status":"ok","response":{}}]'),
      sent('["1","3","room:1","phx_leave",{}]'),
      received('["1","1","room:1","phx_close",{}]'),
    ],
  },
  SignalR: {
    lines: [
      sent('{"protocol":"json","version":1}\x1e'),
      received("{}\x1e"),
      received('{"type":6}\x1e'),
      received('{"type":1,"target":"Say","arguments":["error"]}\x1e'),
    ],
  },
  "graphql-ws of old": {
    open: { protocol: "graphql-ws" },
    lines: [
      sent(json({ type: "connection_init", payload: {} })),
      received(json({ type: "connection_ack" })),
      received(json({ type: "ka" })),
      received(json({ id: "1", type: "data", payload: { data: { a: 1 }, errors: [] } })),
      received(json({ id: "1", type: "complete" })),
    ],
  },
  "JSON-RPC": {
    lines: [
      sent(json({ jsonrpc: "2.0", id: 1, method: "eth_subscribe", params: ["newHeads"] })),
      received(json({ jsonrpc: "2.0", id: 1, result: "0x1" })),
      received(json({ jsonrpc: "2.0", method: "eth_subscription", params: { result: {} } })),
    ],
  },
  "OpenAI's realtime API": {
    url: "wss://api.openai.com/v1/realtime?model=gpt-realtime",
    lines: [
      received(json({ type: "session.created", session: {} })),
      sent(json({ type: "response.create" })),
      received(
        json({ type: "rate_limits.updated", rate_limits: [{ name: "requests", limit: 100 }] }),
      ),
      received(
        json({ type: "response.done", response: { status: "completed", status_details: null } }),
      ),
    ],
  },
  Pusher: {
    url: "wss://ws-eu.pusher.com/app/key?protocol=7&client=js",
    lines: [
      received(
        json({
          event: "pusher:connection_established",
          data: '{"socket_id":"1.2","activity_timeout":120}',
        }),
      ),
      sent(json({ event: "pusher:subscribe", data: { channel: "news" } })),
      received(
        json({ event: "pusher_internal:subscription_succeeded", channel: "news", data: "{}" }),
      ),
      sent(json({ event: "pusher:ping", data: {} })),
      received(json({ event: "pusher:pong", data: {} })),
    ],
  },
  "Action Cable": {
    open: { protocol: "actioncable-v1-json" },
    lines: [
      received(json({ type: "welcome" })),
      sent(json({ command: "subscribe", identifier: json({ channel: "Chat" }) })),
      received(json({ type: "confirm_subscription", identifier: json({ channel: "Chat" }) })),
      received(json({ type: "ping", message: 1 })),
    ],
  },
  DDP: {
    lines: [
      sent(json({ msg: "connect", version: "1", support: ["1"] })),
      received(json({ msg: "connected", session: "s" })),
      sent(json({ msg: "sub", id: "1", name: "tasks" })),
      received(json({ msg: "ready", subs: ["1"] })),
      received(json({ msg: "ping" })),
    ],
  },
  Centrifugo: {
    lines: [
      sent(json({ connect: { name: "js" }, id: 1 })),
      received(json({ id: 1, connect: { client: "c", ping: 25, pong: true } })),
      received("{}"),
      sent("{}"),
      received(json({ push: { channel: "news", pub: { data: {} } } })),
    ],
  },
  "market data": {
    lines: Array.from({ length: 40 }, (_, n) =>
      received(json({ type: "trade", price: n, error: null })),
    ),
  },
  "a chat about errors": {
    lines: [
      sent(json({ type: "message", text: "unauthorized? rate limit?" })),
      received(json({ type: "message", text: "error: quota exceeded, invalid token" })),
    ],
  },
  "audio with a closing word": {
    lines: [
      sent(Uint8Array.from([1, 2])),
      received(json({ type: "Results" })),
      sent(json({ type: "CloseStream" })),
    ],
  },
};

describe.each(Object.entries(SESSIONS))("a healthy session of %s", (_, session) => {
  it("is no trouble while it lives", () => {
    expect(troubleOf(makeTalk(session))).toEqual([]);
  });

  it("is no trouble when the page ends it", () => {
    expect(troubleOf(makeTalk({ ...session, closing: {}, close: { code: 1005 } }))).toEqual([]);
  });

  it("is no trouble when the server ends it cleanly", () => {
    expect(troubleOf(makeTalk({ ...session, close: { code: 1000 } }))).toEqual([]);
  });
});
