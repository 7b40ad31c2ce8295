import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { Aedes } from "aedes";
import { createClient } from "graphql-ws";
import { useServer } from "graphql-ws/use/ws";
import mqtt from "mqtt";
import { Server } from "socket.io";
import { io } from "socket.io-client";
import { afterEach, describe, expect, it } from "vitest";
import { createWebSocketStream, WebSocket, WebSocketServer } from "ws";
import { readConversation } from "../../../../src/analysis/connection/conversation.ts";
import { T0 } from "../../../builders.ts";
import { findingsOf, makeTalk, primaryOf, troubleOf } from "./talk.ts";
import { startTap, type Tapped } from "./tap.ts";

// The same copy as graphql-ws has: the package forbids two, and its other build would be another.
const { buildSchema }: typeof import("graphql") = createRequire(import.meta.url)("graphql");

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of undo.splice(0).reverse()) await end();
});

async function listen() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  undo.push(() => server.close());
  return { server, url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function tap(url: string) {
  const tapped = await startTap(url);
  undo.push(tapped.close);
  return tapped;
}

const only = (tapped: Tapped[]): Tapped => {
  expect(tapped).toHaveLength(1);
  return tapped[0] as Tapped;
};

const talkOf = ({ url, protocols, protocol, lines }: Tapped, parts = {}) =>
  makeTalk({ url, protocols, open: { protocol }, lines, ...parts });

/** Every message of the session, where a page hands over the first and the last only. */
function kindsOf(session: Tapped) {
  const connection = talkOf(session);
  const samples = session.lines.map(([direction, body], seq) => ({
    seq,
    at: T0 + seq,
    direction,
    body,
  }));
  const { protocol, messages } = readConversation({ ...connection, first: samples, last: [] });
  return { protocol, kinds: messages.map(({ kind }) => kind) };
}

describe("real Socket.IO", () => {
  async function start() {
    const { server, url } = await listen();
    const sockets = new Server(server);
    undo.push(() => sockets.close());
    sockets.on("connection", (socket) => {
      socket.on("say", (text, answer) => answer(text));
      socket.on("leave", () => socket.disconnect(true));
    });
    sockets.of("/members").use((_, next) => next(new Error("not authorized")));
    return tap(url);
  }

  it("is read message by message, and is healthy", async () => {
    const { url, tapped } = await start();
    const client = io(url, { transports: ["websocket"] });
    undo.push(() => client.close());
    await client.emitWithAck("say", "hello");
    const session = only(tapped);
    expect(kindsOf(session)).toEqual({
      protocol: "socket.io",
      kinds: ["open", "connect", "connect", "event", "ack"],
    });
    expect(findingsOf(talkOf(session))).toEqual([]);
    const closed = talkOf(session, { closing: {}, close: { code: 1005 } });
    expect(troubleOf(closed)).toEqual([]);
  });

  it("tells the server's disconnect from the page's own close()", async () => {
    const { url, tapped } = await start();
    const client = io(url, { transports: ["websocket"] });
    undo.push(() => client.close());
    const gone = new Promise((resolve) => client.once("disconnect", resolve));
    await new Promise<void>((resolve) => client.once("connect", resolve));
    client.emit("leave");
    expect(await gone).toBe("io server disconnect");
    const connection = talkOf(only(tapped), { closing: {}, close: { code: 1005 } });
    expect(primaryOf(connection).id).toBe("closed-by-server");
  });

  it("says why a namespace refused the client", async () => {
    const { url, tapped } = await start();
    const client = io(`${url}/members`, { transports: ["websocket"] });
    undo.push(() => client.close());
    await new Promise((resolve) => client.once("connect_error", resolve));
    const connection = talkOf(only(tapped), { closing: {}, close: { code: 1005 } });
    expect(primaryOf(connection).title).toContain("not authorized");
  });
});

describe("real graphql-ws", () => {
  it("is read message by message, and is healthy", async () => {
    const { server, url } = await listen();
    const sockets = new WebSocketServer({ server });
    const handler = useServer(
      {
        schema: buildSchema("type Query { hello: String } type Subscription { count: Int }"),
        roots: {
          query: { hello: () => "world" },
          subscription: {
            count: async function* () {
              yield { count: 1 };
              yield { count: 2 };
            },
          },
        },
      },
      sockets,
    );
    undo.push(() => handler.dispose());
    const { url: tapUrl, tapped } = await tap(url);
    const client = createClient({ url: tapUrl, webSocketImpl: WebSocket, lazy: false });
    undo.push(() => client.dispose());
    for await (const _ of client.iterate({ query: "subscription Counting { count }" }));
    const session = only(tapped);
    expect(kindsOf(session)).toEqual({
      protocol: "graphql-transport-ws",
      kinds: ["connection_init", "connection_ack", "subscribe", "next", "next", "complete"],
    });
    expect(findingsOf(talkOf(session))).toEqual([]);
    const closed = talkOf(session, { closing: { code: 1000 }, close: { code: 1000 } });
    expect(troubleOf(closed)).toEqual([]);
  });
});

describe("real MQTT", () => {
  async function start(isWelcome: boolean) {
    const { server, url } = await listen();
    const broker = await Aedes.createBroker();
    broker.authenticate = (_client, _user, _password, done) => done(null, isWelcome);
    undo.push(() => new Promise<void>((resolve) => broker.close(() => resolve())));
    new WebSocketServer({ server }).on("connection", (socket, request) => {
      broker.handle(createWebSocketStream(socket), request);
    });
    return tap(url);
  }

  it("is read packet by packet, and is healthy", async () => {
    const { url, tapped } = await start(true);
    const client = await mqtt.connectAsync(url);
    await client.subscribeAsync("rooms/+");
    const heard = new Promise((resolve) => client.once("message", resolve));
    await client.publishAsync("rooms/1", "21.5", { qos: 1 });
    expect(await heard).toBe("rooms/1");
    const session = only(tapped);
    const { protocol, kinds } = kindsOf(session);
    expect(protocol).toBe("mqtt");
    expect(kinds.slice(0, 4)).toEqual(["CONNECT", "CONNACK", "SUBSCRIBE", "SUBACK"]);
    expect(findingsOf(talkOf(session))).toEqual([]);
    await client.endAsync();
    const closed = talkOf(session, { closing: {}, close: { code: 1005 } });
    expect(troubleOf(closed)).toEqual([]);
  });

  it("says why the broker refused the client", async () => {
    const { url, tapped } = await start(false);
    const client = mqtt.connect(url, { reconnectPeriod: 0 });
    undo.push(() => client.endAsync(true));
    await new Promise((resolve) => client.once("error", resolve));
    const connection = talkOf(only(tapped), { close: { code: 1005 } });
    expect(primaryOf(connection).id).toBe("auth-rejected");
  });
});
