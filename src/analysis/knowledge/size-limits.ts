import { headerOf } from "../../protocol/headers.ts";
import type { Connection } from "../../session/session.ts";
import { detectVendor } from "./vendors.ts";

/** How large a message the common servers take unless they are told otherwise. */
export type SizeLimit = {
  where: string;
  bytes: number;
  setting: string | null;
  /** Only where this service was recognised. */
  vendor?: string;
  /** How the software gives itself away in the handshake's `Server` header. */
  server?: RegExp;
};

/** Each from its own documentation or source, named beside it. */
const SIZE_LIMITS: readonly SizeLimit[] = [
  // apache/tomcat:webapps/docs/web-socket-howto.xml
  { where: "Tomcat", bytes: 8_192, setting: "org.apache.tomcat.websocket.textBufferSize" },
  // laravel/reverb:config/reverb.php
  { where: "Laravel Reverb", bytes: 10_000, setting: "max_message_size", vendor: "pusher" },
  // uNetworking/uWebSockets:src/App.h
  { where: "uWebSockets", bytes: 16_384, setting: "maxPayloadLength" },
  // https://learn.microsoft.com/aspnet/core/signalr/configuration
  {
    where: "ASP.NET Core SignalR",
    bytes: 32_768,
    setting: "MaximumReceiveMessageSize",
    vendor: "signalr",
  },
  // coder/websocket:read.go
  { where: "coder/websocket", bytes: 32_768, setting: "SetReadLimit" },
  // jetty: WebSocketConstants.java; netty: WebSocketDecoderConfig.java; ably-js: defaults.ts
  {
    where: "Jetty, Netty and Spring's STOMP",
    bytes: 65_536,
    setting: "maxTextMessageSize · setMessageSizeLimit",
    server: /\bjetty\b/i,
  },
  // openclaw/openclaw: src/gateway/server-constants.ts, handshake and logged-in payloads
  {
    where: "the OpenClaw gateway before login",
    bytes: 65_536,
    setting: null,
    vendor: "openclaw-gateway",
  },
  {
    where: "the OpenClaw gateway",
    bytes: 26_214_400,
    setting: null,
    vendor: "openclaw-gateway",
  },
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
  { where: "AWS API Gateway", bytes: 131_072, setting: null, vendor: "aws-api-gateway" },
  // socketio/socket.io:packages/engine.io/lib/server.ts
  { where: "Socket.IO", bytes: 1_000_000, setting: "maxHttpBufferSize", vendor: "socket.io" },
  // python-websockets/websockets:src/websockets/asyncio/server.py
  {
    where: "Python's websockets, and Azure Web PubSub",
    bytes: 1_048_576,
    setting: "max_size",
    server: /\bwebsockets\/\d/i,
  },
  // aio-libs/aiohttp:aiohttp/client.py
  { where: "aiohttp", bytes: 4_194_304, setting: "max_msg_size", server: /\baiohttp\b/i },
  // Kludex/uvicorn:uvicorn/config.py
  { where: "uvicorn", bytes: 16_777_216, setting: "--ws-max-size", server: /\buvicorn\b/i },
  // cloudflare/cloudflare-docs:src/content/docs/durable-objects/platform/limits.mdx
  { where: "Cloudflare Durable Objects", bytes: 33_554_432, setting: null },
  // snapview/tungstenite-rs:src/protocol/mod.rs
  { where: "tungstenite", bytes: 67_108_864, setting: "max_message_size" },
  // websockets/ws:lib/websocket-server.js
  { where: "ws for Node", bytes: 104_857_600, setting: "maxPayload" },
];

/** Powers of two lie close; a message far beyond a limit points to no one of them. */
const ABOVE = 1.1;

/**
 * The limit that a message of this size had reached. A recognised service's or software's own limit
 * counts however far it was passed; another service's does not count at all.
 */
export function nearestLimit(bytes: number, connection: Connection): SizeLimit | null {
  const vendor = detectVendor(connection);
  const header = serverHeader(connection);
  const own = SIZE_LIMITS.findLast(
    (limit) =>
      bytes >= limit.bytes && (limit.vendor ? limit.vendor === vendor : limit.server?.test(header)),
  );
  if (own) return own;
  return (
    SIZE_LIMITS.findLast(
      (limit) => !limit.vendor && bytes >= limit.bytes && bytes <= limit.bytes * ABOVE,
    ) ?? null
  );
}

const serverHeader = ({ handshake }: Connection): string =>
  headerOf(handshake?.responseHeaders, "server") ?? "";
