import { describe, expect, it } from "vitest";
import { readFrame } from "../../../../src/decoders/talk/read-frame.ts";
import {
  readEnded,
  readSubscriptions,
  resumes,
} from "../../../../src/decoders/talk/subscriptions.ts";

/** Of a message as it goes over the wire. */
const read = (body: string | Uint8Array) => {
  const text = typeof body === "string" ? body.replaceAll("\u001e", "") : "";
  return readSubscriptions(/^[[{]/.test(text) ? JSON.parse(text) : readFrame(body));
};
const json = (value: unknown) => JSON.stringify(value);
const mqtt = (type: number, topic: string) =>
  Uint8Array.from([
    type,
    topic.length + (type === 0x82 ? 5 : 4),
    0,
    1,
    0,
    topic.length,
    ...Buffer.from(topic),
    ...(type === 0x82 ? [1] : []),
  ]);

/** What is sent on one connection, the same on the next, and what gives it back. */
const SAME: [string, string | Uint8Array, string | Uint8Array, string | Uint8Array, string][] = [
  ["Socket.IO", '42["join","lobby"]', '427["join","lobby"]', '42["leave","lobby"]', "lobby"],
  ["Socket.IO's namespaces", "40/admin,", '40/admin,{"token":"abcdefghijkl"}', '42["x"]', "/admin"],
  [
    "graphql-transport-ws",
    json({ id: "a1", type: "subscribe", payload: { query: "subscription OnPrice { price }" } }),
    json({ id: "b7", type: "subscribe", payload: { query: "subscription OnPrice { price }" } }),
    json({ id: "a1", type: "complete" }),
    "OnPrice",
  ],
  ["MQTT", mqtt(0x82, "home/temp"), mqtt(0x82, "home/temp"), mqtt(0xa2, "home/temp"), "home/temp"],
  [
    "STOMP",
    "SUBSCRIBE\nid:sub-0\ndestination:/topic/prices\n\n\0",
    "SUBSCRIBE\nid:sub-4\ndestination:/topic/prices\n\n\0",
    "UNSUBSCRIBE\nid:sub-0\n\n\0",
    "/topic/prices",
  ],
  [
    "Phoenix",
    json(["3", "3", "room:lobby", "phx_join", { token: "aaaa" }]),
    json(["9", "9", "room:lobby", "phx_join", { token: "bbbb" }]),
    json(["3", "5", "room:lobby", "phx_leave", {}]),
    "room:lobby",
  ],
  [
    "Phoenix 1, as Supabase speaks it",
    json({ topic: "realtime:x", event: "phx_join", payload: { config: {} }, ref: "1" }),
    json({ topic: "realtime:x", event: "phx_join", payload: { config: {} }, ref: "8" }),
    json({ topic: "realtime:x", event: "phx_leave", payload: {}, ref: "3" }),
    "realtime:x",
  ],
  [
    "Pusher",
    json({ event: "pusher:subscribe", data: { channel: "private-a", auth: "key:1" } }),
    json({ event: "pusher:subscribe", data: { channel: "private-a", auth: "key:2" } }),
    json({ event: "pusher:unsubscribe", data: { channel: "private-a" } }),
    "private-a",
  ],
  [
    "SignalR's streams",
    '{"type":4,"invocationId":"1","target":"Counter","arguments":[10]}\u001e',
    '{"type":4,"invocationId":"6","target":"Counter","arguments":[10]}\u001e',
    '{"type":5,"invocationId":"1"}\u001e',
    "Counter",
  ],
  [
    "SignalR's groups",
    '{"type":1,"target":"JoinGroup","arguments":["team"]}\u001e',
    '{"type":1,"target":"JoinGroup","arguments":["team"],"invocationId":"3"}\u001e',
    '{"type":1,"target":"LeaveGroup","arguments":["team"]}\u001e',
    "team",
  ],
  [
    "Centrifugo",
    json({ id: 2, subscribe: { channel: "news" } }),
    json({ id: 9, subscribe: { channel: "news", recover: true, offset: 7, epoch: "x" } }),
    json({ id: 3, unsubscribe: { channel: "news" } }),
    "news",
  ],
  [
    "Action Cable",
    json({ command: "subscribe", identifier: '{"channel":"Chat"}' }),
    json({ command: "subscribe", identifier: '{"channel":"Chat"}' }),
    json({ command: "unsubscribe", identifier: '{"channel":"Chat"}' }),
    '{"channel":"Chat"}',
  ],
  [
    "DDP",
    json({ msg: "sub", id: "p", name: "tasks", params: [] }),
    json({ msg: "sub", id: "q", name: "tasks", params: [] }),
    json({ msg: "unsub", id: "p" }),
    "tasks",
  ],
  [
    "an exchange",
    json({ method: "SUBSCRIBE", params: ["btcusdt@trade"], id: 1 }),
    json({ method: "SUBSCRIBE", params: ["btcusdt@trade"], id: 12 }),
    json({ method: "UNSUBSCRIBE", params: ["btcusdt@trade"], id: 2 }),
    "btcusdt@trade",
  ],
  [
    "Nostr",
    json(["REQ", "feed", { kinds: [1] }]),
    json(["REQ", "feed-2", { kinds: [1] }]),
    json(["CLOSE", "feed"]),
    "feed",
  ],
  [
    "an application's own words",
    json({ type: "subscribe", channel: "orders", token: "t1" }),
    json({ channel: "orders", type: "subscribe", token: "t2" }),
    json({ type: "unsubscribe", channel: "orders" }),
    "orders",
  ],
];

describe("what a page subscribes to", () => {
  it.each(SAME)(
    "is known again on the next connection, and when it is given back: %s",
    (...row) => {
      const [name, before, after, left, label] = row;
      const [first, ...others] = read(before);
      expect(others).toEqual([]);
      expect(first).toMatchObject({ label, leaves: false });
      expect(read(after)[0]?.key).toBe(first?.key);
      const [gone] = read(left);
      if (name === "Socket.IO's namespaces") return expect(gone).toBeUndefined();
      expect(gone?.leaves).toBe(true);
      expect(gone?.key === first?.key || (gone?.id !== 0 && gone?.id === first?.id)).toBe(true);
    },
  );

  it("counts each of a list, whether it comes alone or with others", () => {
    const both = read(json({ op: "subscribe", channels: ["a", "b"] }));
    const alone = read(json({ op: "subscribe", channels: ["b"] }));
    expect(both.map(({ label }) => label)).toEqual(["a", "b"]);
    expect(alone[0]?.key).toBe(both[1]?.key);
    expect(both[0]?.key).not.toBe(both[1]?.key);
  });

  it.each([
    json({ type: "message", text: "please subscribe" }),
    json({ type: "user_joined", room: "lobby" }),
    json({ id: "1", type: "subscribe", payload: { query: "query Me { me }" } }),
    json({ id: "1", type: "start", payload: { speed: 3 } }),
    '42["message","join us"]',
    "subscribe to this",
    json([2, "u-1", "Heartbeat", {}]),
    Uint8Array.from([0x82, 200, 1, 0]),
  ])("is not taken from what only looks like it: %s", (body) => {
    expect(read(body)).toEqual([]);
  });

  it("ends where the other side says so, and goes on where the session does", () => {
    const [asked] = read(
      json({ id: "a1", type: "subscribe", payload: { query: "subscription A { a }" } }),
    );
    expect(readEnded({ id: "a1", type: "complete" })).toBe(asked?.id);
    expect(readEnded({ id: "a1", type: "next", payload: {} })).toBe(0);
    expect(resumes(readFrame('40{"pid":"x","offset":"y"}'))).toBe(true);
    expect(resumes(readFrame(Uint8Array.from([0x20, 2, 1, 0])))).toBe(true);
    expect(resumes(readFrame(Uint8Array.from([0x20, 2, 0, 0])))).toBe(false);
  });
});
