import { once } from "node:events";
import { createServer } from "node:http";
import { Centrifuge } from "centrifuge/build/protobuf";
import { afterAll, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import {
  type Direction,
  describeMessage,
  detectProtocol,
  type ProtocolId,
} from "../../../src/decoders/index.ts";
import { listen } from "../../servers/listen.ts";
import { packCbor, packMsgpack, type Value } from "./pack.ts";

const msgpack = (value: Value) => Uint8Array.from(packMsgpack(value));
const cbor = (value: Value) => Uint8Array.from(packCbor(value));
const ascii = (text: string) => [...Buffer.from(text)];
/** SignalR puts the length before each. */
const signalr = (...records: Value[]) =>
  Uint8Array.from(
    records.flatMap((record) => [packMsgpack(record).length, ...packMsgpack(record)]),
  );
const read = (protocol: ProtocolId, body: Uint8Array | string, direction: Direction = "receive") =>
  describeMessage(protocol, body, direction);
const frame = (flags: number, payload: number[]) =>
  Uint8Array.from([flags, 0, 0, 0, payload.length, ...payload]);

describe("binary messages that name their kind", () => {
  it.each<[string, ProtocolId, Uint8Array, Direction, object]>([
    [
      "SignalR's invocation",
      "signalr",
      signalr([1, {}, null, "say", ["hello"], []]),
      "send",
      { kind: "invocation", summary: "say" },
    ],
    [
      "SignalR's failed completion, after a ping",
      "signalr",
      signalr([6], [3, {}, "7", 1, "no such method"]),
      "receive",
      { kind: "completion", isError: true, error: { message: "no such method" } },
    ],
    [
      "SignalR's result",
      "signalr",
      signalr([3, {}, "7", 3, "fine"]),
      "receive",
      { kind: "completion", summary: "completion of #7", isError: false },
    ],
    ["SignalR's ping", "signalr", signalr([6]), "receive", { kind: "ping", isHeartbeat: true }],
    [
      "SignalR's close",
      "signalr",
      signalr([7, "restart", true]),
      "receive",
      { kind: "close", farewell: { signal: "allowReconnect:true", text: "restart" } },
    ],
    [
      "a packet of Socket.IO's MessagePack parser",
      "socket.io",
      msgpack({ type: 2, data: ["reading", { hPa: 1013 }], nsp: "/north" }),
      "receive",
      { kind: "event", summary: "reading in /north {hPa: 1013}" },
    ],
    [
      "its refusal",
      "socket.io",
      msgpack({ type: 4, data: { message: "not authorized" }, nsp: "/" }),
      "receive",
      { kind: "connect error", error: { message: "not authorized" } },
    ],
    ["an attachment", "socket.io", Uint8Array.of(1, 2), "receive", { kind: "attachment" }],
    [
      "WAMP's CALL in CBOR",
      "wamp",
      cbor([48, 7, {}, "com.weather.now"]),
      "send",
      { kind: "CALL", summary: "CALL com.weather.now" },
    ],
    [
      "WAMP's WELCOME in MessagePack",
      "wamp",
      msgpack([2, 9_129, { roles: {} }]),
      "receive",
      { kind: "WELCOME", isReady: true },
    ],
    [
      "WAMP's ABORT in CBOR",
      "wamp",
      cbor([3, { message: "no such realm here" }, "wamp.error.no_such_realm"]),
      "receive",
      { kind: "ABORT", error: { code: "wamp.error.no_such_realm", message: "no such realm here" } },
    ],
    [
      "WAMP's GOODBYE",
      "wamp",
      msgpack([6, {}, "wamp.close.system_shutdown"]),
      "receive",
      { kind: "GOODBYE", farewell: { service: "wamp", text: "wamp.close.system_shutdown" } },
    ],
    [
      "gRPC-Web's data",
      "grpc-web",
      frame(0, [1, 2, 3]),
      "receive",
      { kind: "data", summary: "data 3 B" },
    ],
    [
      "gRPC-Web's trailers",
      "grpc-web",
      frame(0x80, ascii("grpc-status: 16\r\ngrpc-message: token expired\r\n")),
      "receive",
      { kind: "trailers", error: { code: "16", message: "token expired" } },
    ],
    [
      "gRPC-Web's headers, without what they hold",
      "grpc-web",
      Uint8Array.from(ascii("content-type: x\r\nauthorization: Bearer s3cret\r\n")),
      "send",
      { kind: "headers", summary: "content-type, authorization" },
    ],
    ["gRPC-Web's end", "grpc-web", Uint8Array.of(1), "send", { kind: "finish" }],
    [
      "MessagePack that nothing announced",
      "plain",
      msgpack({ type: "tick", price: 1.5 }),
      "receive",
      { kind: "tick", summary: "MessagePack tick {price: 1.5}" },
    ],
    [
      "an error in CBOR that nothing announced",
      "plain",
      cbor({ type: "error", message: "quota exceeded" }),
      "receive",
      { kind: "error", isError: true },
    ],
    ["other bytes", "plain", Uint8Array.of(1, 2, 3), "receive", { summary: "3 B: 01 02 03" }],
  ])("%s", (_, protocol, body, direction, expected) => {
    expect(read(protocol, body, direction)).toMatchObject(expected);
  });

  it("say nothing that they may not hold, where they were cut within a record", () => {
    const whole = signalr([1, {}, null, "say", ["hello"], []]);
    for (let kept = 0; kept < whole.length; kept++) {
      const { summary } = read("signalr", whole.subarray(0, kept));
      expect(summary).toMatch(/^(?:s|sa|say|\d+ B: .*|)$/);
    }
  });

  it.each<[string, ProtocolId]>([
    ["wamp.2.json", "wamp"],
    ["wamp.2.cbor", "wamp"],
    ["wamp.2.msgpack.batched", "plain"],
    ["grpc-websockets", "grpc-web"],
    ["centrifuge-protobuf", "centrifuge"],
  ])("are announced by the subprotocol %s", (name, protocol) => {
    const traits = { url: "wss://h/", protocols: [name], open: { protocol: name }, first: [] };
    expect(detectProtocol(traits)).toBe(protocol);
  });

  it("does not take WAMP's polite goodbye for an announcement", () => {
    const body = cbor([6, {}, "wamp.close.normal"]);
    expect(read("wamp", body)).toMatchObject({ summary: "GOODBYE wamp.close.normal" });
    expect(read("wamp", body)).not.toHaveProperty("farewell");
  });

  it("reads WAMP in JSON, too", () => {
    expect(read("wamp", '[50,7,{},["sleet"]]')).toMatchObject({ kind: "RESULT" });
    expect(read("wamp", '[8,48,7,{},"wamp.error.not_authorized",["keep out"]]')).toMatchObject({
      error: { code: "wamp.error.not_authorized", message: "keep out" },
    });
  });
});

describe("Centrifugo in Protobuf", () => {
  const started: { close(): unknown }[] = [];
  afterAll(() => started.map((one) => one.close()));

  it("reads what the real client sends", async () => {
    const server = createServer();
    const { host, port, stop } = await listen(server);
    started.push({ close: stop });
    const sockets = new WebSocketServer({ server, handleProtocols: () => "centrifuge-protobuf" });
    const client = new Centrifuge(`ws://${host}:${port}/connection`, { websocket: WebSocket });
    started.push({ close: () => client.disconnect() });
    client.connect();
    const [socket] = (await once(sockets, "connection")) as [WebSocket];
    const [connect] = (await once(socket, "message")) as [Buffer];
    expect(read("centrifuge", connect, "send")).toMatchObject({ summary: "connect #1" });
  });

  // A length, then fields: a byte of number and type, and what they hold.
  it.each<[string, number[], Direction, object]>([
    ["the answer", [4, 0x08, 1, 0x2a, 0], "receive", { kind: "connect", isReady: true }],
    ["a ping", [0], "receive", { isHeartbeat: true }],
    [
      "an error",
      [11, 0x08, 1, 0x12, 7, 0x08, 101, 0x12, 3, ...ascii("who")],
      "receive",
      { isError: true, error: { code: "101", message: "who" } },
    ],
    [
      "a publication",
      [9, 0x22, 7, 0x12, 3, ...ascii("sky"), 0x22, 0],
      "receive",
      { kind: "pub", summary: "pub on sky" },
    ],
    [
      "a farewell",
      [12, 0x22, 10, 0x5a, 8, 0x08, 0xb9, 0x17, 0x12, 3, ...ascii("bye")],
      "receive",
      { farewell: { service: "centrifugo", signal: "3001", reconnect: false } },
    ],
    ["something else", [9, 1, 2], "receive", { kind: "binary" }],
  ])("reads %s", (_, values, direction, expected) => {
    expect(read("centrifuge", Uint8Array.from(values), direction)).toMatchObject(expected);
  });
});
