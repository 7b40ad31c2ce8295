import { describe, expect, it } from "vitest";
import {
  type Body,
  type Direction,
  describeMessage,
  detectProtocol,
  type ProtocolId,
  type Traits,
} from "../../../src/decoders/index.ts";

const traits = (known: Partial<Traits>): Traits => ({
  url: "wss://api.example.com/live",
  protocols: null,
  open: { protocol: "" },
  first: [],
  ...known,
});
const first = (...bodies: Body[]) => ({
  first: bodies.map((body) => ({ body, direction: "receive" as const })),
});
const bytes = (...values: number[]) => Uint8Array.from(values);
const packet = (type: number, ...rest: number[]) => bytes(type, rest.length, ...rest);
const ascii = (text: string) => [...text].map((char) => char.charCodeAt(0));
const read = (protocol: ProtocolId, body: Body, direction: Direction = "receive") =>
  describeMessage(protocol, body, direction);

describe("detecting the protocol", () => {
  it.each<[string, Partial<Traits>, ProtocolId]>([
    ["a query with EIO", { url: "wss://h/socket.io/?EIO=4&transport=websocket" }, "socket.io"],
    ["an Engine.IO open packet", first('0{"sid":"a","pingInterval":1}'), "socket.io"],
    ["a SockJS path", { url: "wss://h/ws/123/abcd1234/websocket" }, "sockjs"],
    ["vsn of Phoenix", { url: "wss://h/live/websocket?token=x&vsn=2.0.0" }, "phoenix"],
    ["phx_join", first('["1","1","room:1","phx_join",{}]'), "phoenix"],
    ["SignalR's handshake", first('{"protocol":"json","version":1}\x1e'), "signalr"],
    ["the chosen subprotocol", { open: { protocol: "graphql-ws" } }, "graphql-ws"],
    [
      "the offered subprotocol",
      { open: null, protocols: ["graphql-transport-ws"] },
      "graphql-transport-ws",
    ],
    ["a STOMP frame", first("CONNECT\naccept-version:1.2\n\n\0"), "stomp"],
    ["the subprotocol mqtt", { open: { protocol: "mqtt" } }, "mqtt"],
    ["an MQTT CONNECT", first(packet(0x10, 0, 4, ...ascii("MQTT"), 4, 2, 0, 60)), "mqtt"],
    ["jsonrpc in the first message", first('{"jsonrpc":"2.0","id":1,"method":"a"}'), "json-rpc"],
    ["a JSON-RPC batch", first('[{"jsonrpc":"2.0","id":1,"method":"a"}]'), "json-rpc"],
    ["OpenAI's address", { url: "wss://api.openai.com/v1/realtime?model=x" }, "openai"],
    ["Pusher's address", { url: "wss://h/app/abc?protocol=7&client=js" }, "pusher"],
    ["Action Cable's subprotocol", { open: { protocol: "actioncable-v1-json" } }, "actioncable"],
    ["DDP's connect", first('{"msg":"connect","version":"1"}'), "ddp"],
    ["Centrifugo's connect", first('{"connect":{"name":"js"},"id":1}'), "centrifuge"],
    [
      "OpenClaw's challenge",
      first('{"type":"event","event":"connect.challenge","payload":{}}'),
      "openclaw",
    ],
    ["nothing that is known", first('{"hello":"world"}'), "plain"],
    ["an address that only looks like Pusher's", { url: "wss://h/app/live" }, "plain"],
  ])("knows it by %s", (_, known, protocol) => {
    expect(detectProtocol(traits(known))).toBe(protocol);
  });
});

describe("describing a message", () => {
  it.each<[ProtocolId, Body, Direction, string, RegExp]>([
    [
      "socket.io",
      '0{"sid":"a","pingInterval":25000,"pingTimeout":20000}',
      "receive",
      "open",
      /25000/,
    ],
    ["socket.io", '42["chat","hello",{"a":1}]', "receive", "event", /^chat hello, \{a: 1\}/],
    ["socket.io", '42/admin,13["save",1]', "send", "event", /^save #13 in \/admin 1/],
    ["socket.io", '4313["ok"]', "receive", "ack", /#13 ok/],
    ["socket.io", '451-["file",{"_placeholder":true,"num":0}]', "send", "binary event", /^file/],
    ["socket.io", bytes(1, 2, 255), "send", "attachment", /3 B: 01 02 ff/],
    [
      "sockjs",
      'a["{\\"msg\\":\\"added\\",\\"collection\\":\\"tasks\\"}"]',
      "receive",
      "added",
      /tasks/,
    ],
    ["sockjs", 'a["MESSAGE\\ndestination:/q\\n\\nhi\\u0000"]', "receive", "MESSAGE", /\/q hi$/],
    ["phoenix", '["1","2","room:1","new_msg",{"body":"hi"}]', "receive", "new_msg", /room:1/],
    ["signalr", '{"type":1,"target":"Say","arguments":[]}\x1e', "receive", "invocation", /Say/],
    [
      "signalr",
      '{"type":6}\x1e{"type":3,"invocationId":"4"}\x1e',
      "receive",
      "completion",
      /#4 \(and 1 more\)/,
    ],
    [
      "graphql-transport-ws",
      '{"id":"1","type":"subscribe","payload":{"query":"subscription OnPrice { a }"}}',
      "send",
      "subscribe",
      /subscription OnPrice/,
    ],
    ["stomp", "SUBSCRIBE\nid:0\ndestination:/topic/a\n\n\0", "send", "SUBSCRIBE", /\/topic\/a/],
    [
      "mqtt",
      packet(0x10, 0, 4, ...ascii("MQTT"), 4, 2, 0, 60),
      "send",
      "CONNECT",
      /MQTT 4, keep alive 60 s/,
    ],
    [
      "mqtt",
      packet(0x30, 0, 3, ...ascii("a/b"), ...ascii("21.5")),
      "receive",
      "PUBLISH",
      /^a\/b 21\.5$/,
    ],
    ["mqtt", packet(0x82, 0, 1, 0, 3, ...ascii("a/#"), 0), "send", "SUBSCRIBE", /a\/#/],
    ["mqtt", packet(0x82, 0, 1, 0, 0, 3, ...ascii("a/#"), 0), "send", "SUBSCRIBE", /a\/#/],
    [
      "json-rpc",
      '{"jsonrpc":"2.0","id":7,"method":"add","params":[1]}',
      "send",
      "request",
      /add #7/,
    ],
    [
      "openai",
      '{"type":"response.output_text.delta","delta":"Hel"}',
      "receive",
      "response.output_text.delta",
      /Hel$/,
    ],
    [
      "pusher",
      '{"event":"tick","channel":"prices","data":"{\\"p\\":1}"}',
      "receive",
      "tick",
      /on prices \{p: 1\}/,
    ],
    [
      "actioncable",
      '{"identifier":"{\\"channel\\":\\"Chat\\"}","message":{"a":1}}',
      "receive",
      "message",
      /^Chat/,
    ],
    ["ddp", '{"msg":"method","method":"login","id":"1"}', "send", "method", /login/],
    [
      "centrifuge",
      '{"id":1}\n{"push":{"channel":"news","pub":{}}}',
      "receive",
      "message",
      /#1 \(and 1 more\)/,
    ],
    [
      "openclaw",
      '{"type":"req","id":"1","method":"connect","params":{"auth":{"token":"s"}}}',
      "send",
      "req",
      /^connect #1$/,
    ],
    ["plain", '{"type":"trade","price":1}', "receive", "trade", /trade \{price: 1\}/],
    ["plain", "hello", "send", "text", /^hello$/],
    ["plain", "", "send", "text", /^$/],
  ])("%s: %s", (protocol, body, direction, kind, summary) => {
    const described = read(protocol, body, direction);
    expect(described).toMatchObject({ kind, isHeartbeat: false, isError: false });
    expect(described.summary).toMatch(summary);
  });

  it.each<[ProtocolId, Body, Direction]>([
    ["socket.io", "2", "receive"],
    ["socket.io", "3", "send"],
    ["sockjs", "h", "receive"],
    ["phoenix", '[null,"5","phoenix","heartbeat",{}]', "send"],
    ["phoenix", '[null,"5","phoenix","phx_reply",{"status":"ok","response":{}}]', "receive"],
    ["signalr", '{"type":6}\x1e', "receive"],
    ["graphql-ws", '{"type":"ka"}', "receive"],
    ["graphql-transport-ws", '{"type":"pong"}', "send"],
    ["stomp", "\n", "send"],
    ["mqtt", bytes(0xc0, 0), "send"],
    ["mqtt", bytes(0xd0, 0), "receive"],
    ["pusher", '{"event":"pusher:ping","data":{}}', "send"],
    ["actioncable", '{"type":"ping","message":1}', "receive"],
    ["ddp", '{"msg":"ping"}', "receive"],
    ["centrifuge", "{}", "receive"],
    ["openclaw", '{"type":"event","event":"tick","payload":{}}', "receive"],
    ["plain", "ping", "send"],
    ["plain", '{"type":"pong"}', "receive"],
  ])("knows the heartbeat of %s: %s", (protocol, body, direction) => {
    expect(read(protocol, body, direction)).toMatchObject({ isHeartbeat: true, isError: false });
  });

  it.each<[ProtocolId, Body, string | null, RegExp]>([
    ["socket.io", '44{"message":"invalid token"}', null, /invalid token/],
    ["socket.io", '42["exception",{"status":"error","message":"boom"}]', "error", /boom/],
    [
      "phoenix",
      '["1","1","room:1","phx_reply",{"status":"error","response":{"reason":"unauthorized"}}]',
      null,
      /unauthorized/,
    ],
    ["phoenix", '["1","1","room:1","phx_error",{}]', "phx_error", /room:1/],
    [
      "signalr",
      '{"type":3,"invocationId":"1","error":"no such method"}\x1e',
      null,
      /no such method/,
    ],
    [
      "graphql-ws",
      '{"type":"connection_error","payload":{"message":"bad auth"}}',
      null,
      /bad auth/,
    ],
    [
      "graphql-ws",
      '{"type":"connection_error","payload":{"errors":[{"message":"JWTExpired","extensions":{"code":"invalid-jwt"}}]}}',
      "invalid-jwt",
      /JWTExpired/,
    ],
    [
      "graphql-transport-ws",
      '{"id":"1","type":"error","payload":[{"message":"no","extensions":{"code":"FORBIDDEN"}}]}',
      "FORBIDDEN",
      /no/,
    ],
    [
      "graphql-transport-ws",
      '{"id":"1","type":"next","payload":{"errors":[{"message":"late"}]}}',
      null,
      /late/,
    ],
    ["stomp", "ERROR\nmessage:denied\n\nmore\0", null, /denied: more/],
    ["mqtt", packet(0x20, 0, 5), "5", /not authorized/],
    ["mqtt", packet(0x90, 0, 1, 0x87), "135", /refused: not authorized/],
    [
      "json-rpc",
      '{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}}',
      "-32601",
      /Method/,
    ],
    [
      "openai",
      '{"type":"error","error":{"type":"invalid_request_error","code":"context_length_exceeded","message":"too long"}}',
      "context_length_exceeded",
      /too long/,
    ],
    [
      "openai",
      '{"type":"response.done","response":{"status":"failed","status_details":{"error":{"type":"insufficient_quota","message":"pay"}}}}',
      "insufficient_quota",
      /pay/,
    ],
    [
      "pusher",
      '{"event":"pusher:error","data":{"code":4001,"message":"no app"}}',
      "4001",
      /no app/,
    ],
    [
      "actioncable",
      '{"type":"reject_subscription","identifier":"{\\"channel\\":\\"Chat\\"}"}',
      "reject_subscription",
      /Chat/,
    ],
    [
      "ddp",
      '{"msg":"result","id":"1","error":{"error":403,"reason":"Access denied"}}',
      "403",
      /denied/,
    ],
    ["centrifuge", '{"id":1,"error":{"code":109,"message":"token expired"}}', "109", /expired/],
    [
      "openclaw",
      '{"type":"res","id":"1","ok":false,"error":{"code":"INVALID_REQUEST","message":"no","details":{"code":"AUTH_TOKEN_MISMATCH"}}}',
      "AUTH_TOKEN_MISMATCH",
      /no/,
    ],
    ["plain", '{"error":{"code":429,"message":"slow down"}}', "429", /slow/],
    ["plain", '{"error":"nope"}', null, /nope/],
    ["plain", '{"error":"NOPE","message":"not so"}', "NOPE", /not so/],
    ["plain", '{"errors":[{"message":"first"},{"message":"second"}]}', null, /first/],
    ["plain", '{"type":"error","data":{"message":"bad"}}', null, /bad/],
    ["plain", '{"status":"error","message":"bad"}', null, /bad/],
  ])("finds the error in %s: %s", (protocol, body, code, message) => {
    const described = read(protocol, body);
    expect(described.isError).toBe(true);
    expect(described.error?.code).toBe(code);
    expect(described.error?.message).toMatch(message);
  });

  it.each([
    '{"error":null,"result":1}',
    '{"error":false}',
    '{"error":0}',
    '{"error":""}',
    '{"errors":[]}',
    '{"type":"log","level":"error","text":"x"}',
    '{"status":"ok","message":"no error"}',
    '{"type":"errors.count","count":3}',
  ])("takes %s for no error", (body) => {
    expect(read("plain", body).isError).toBe(false);
  });

  it("reads how long to wait", () => {
    expect(read("plain", '{"error":{"message":"x","retryAfterMs":500}}').error?.retryAfterMs).toBe(
      500,
    );
    expect(read("plain", '{"error":{"message":"x"},"retry_after":2}').error?.retryAfterMs).toBe(
      2_000,
    );
  });

  it("reads what stood before the place where a body was cut", () => {
    const whole = JSON.stringify({
      type: "res",
      id: "1",
      ok: true,
      payload: { type: "hello-ok", features: Array.from({ length: 900 }, (_, i) => `method-${i}`) },
    });
    expect(read("openclaw", whole.slice(0, 4_096))).toMatchObject({
      kind: "hello-ok",
      isReady: true,
    });
  });

  it("says of a farewell who spoke it, and only where it was received", () => {
    expect(read("socket.io", "41").farewell).toMatchObject({ signal: "io server disconnect" });
    expect(read("socket.io", "41", "send").farewell).toBeUndefined();
    expect(read("socket.io", "41/admin,").farewell).toBeUndefined();
    expect(
      read("signalr", '{"type":7,"error":"shut","allowReconnect":true}\x1e').farewell,
    ).toMatchObject({
      text: "shut",
      reconnect: true,
    });
    expect(read("mqtt", packet(0xe0, 0x8b, 0)).farewell?.text).toBe("server shutting down");
  });
});
