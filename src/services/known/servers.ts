import { codesFrom, type Service } from "../service.ts";

/** What answers the handshake, whatever is spoken through it. */
export const SERVERS = {
  tomcat: {
    is: "server",
    sizes: [
      {
        where: "Tomcat",
        bytes: 8192,
        setting: "org.apache.tomcat.websocket.textBufferSize",
        source: "apache/tomcat:webapps/docs/web-socket-howto.xml",
      },
    ],
    source: "apache/tomcat:webapps/docs/web-socket-howto.xml",
  },
  jetty: {
    is: "server",
    signs: [{ header: /^server: .{0,200}\bjetty\b/i }],
    sizes: [
      {
        where: "Jetty, Netty and Spring's STOMP",
        bytes: 65_536,
        setting: "maxTextMessageSize · setMessageSizeLimit",
        source:
          "jetty/jetty.project: WebSocketConstants.java; netty/netty: WebSocketDecoderConfig.java; ably/ably-js: defaults.ts",
      },
    ],
    limits: [
      {
        name: "Jetty",
        kind: "idle",
        seconds: 30,
        silence: "either",
        who: "server",
        change: "Raise the server's idle timeout, or let it ping.",
        setting: "container.setIdleTimeout(Duration.ofMinutes(10))",
        confidence: "medium",
        source:
          "eclipse/jetty.project:jetty-websocket/websocket-core-common/src/main/java/org/eclipse/jetty/websocket/core/WebSocketConstants.java",
      },
    ],
    source:
      "jetty/jetty.project:jetty-core/jetty-server/src/main/java/org/eclipse/jetty/server/HttpConfiguration.java",
  },
  cowboy: {
    is: "server",
    signs: [{ header: /^server: cowboy/i }],
    limits: [
      {
        name: "Cowboy",
        kind: "idle",
        seconds: 60,
        silence: "send",
        who: "server",
        change: "Raise the handler's idle timeout.",
        setting: "#{idle_timeout => 300000}",
        confidence: "high",
        source: "ninenines/cowboy:doc/src/manual/cowboy_websocket.asciidoc",
      },
    ],
    source: "ninenines/cowboy:src/cowboy_http.erl",
  },
  uwebsockets: {
    is: "server",
    signs: [{ header: /^uwebsockets: /i }],
    sizes: [
      {
        where: "uWebSockets",
        bytes: 16_384,
        setting: "maxPayloadLength",
        source: "uNetworking/uWebSockets:src/App.h",
      },
    ],
    limits: [
      {
        name: "uWebSockets",
        kind: "idle",
        seconds: 120,
        silence: "send",
        pings: true,
        who: "server",
        change: "Leave the server's own pings on, or raise the behaviour's idle timeout.",
        setting: "sendPingsAutomatically: true, idleTimeout: 960",
        confidence: "high",
        source:
          "uNetworking/uWebSockets:src/App.h; uNetworking/uWebSockets:src/WebSocketContext.h; uNetworking/uWebSockets:src/WebSocket.h",
      },
    ],
    source: "uNetworking/uWebSockets:src/HttpResponse.h",
  },
  "coder-websocket": {
    is: "server",
    sizes: [
      {
        where: "coder/websocket",
        bytes: 32_768,
        setting: "SetReadLimit",
        source: "coder/websocket:read.go",
      },
    ],
    source: "coder/websocket:read.go",
  },
  "python-websockets": {
    is: "server",
    signs: [{ header: /^server: .{0,200}\bwebsockets\/\d/i }],
    codes: codesFrom("python-websockets/websockets:src/websockets/asyncio/connection.py", [
      [
        1011,
        "keepalive ping timeout",
        "Peer did not answer a ping within ping_timeout",
        "backoff",
        "browser answers pings itself: a frozen tab, a suspended laptop or a dead path is the usual cause",
      ],
    ]),
    sizes: [
      {
        where: "Python's websockets, and Azure Web PubSub",
        bytes: 1_048_576,
        setting: "max_size",
        source: "python-websockets/websockets:src/websockets/asyncio/server.py",
      },
    ],
    source: "python-websockets/websockets:src/websockets/http11.py",
  },
  aiohttp: {
    is: "server",
    signs: [{ header: /^server: .{0,200}\baiohttp\b/i }],
    sizes: [
      {
        where: "aiohttp",
        bytes: 4_194_304,
        setting: "max_msg_size",
        source: "aio-libs/aiohttp:aiohttp/client.py",
      },
    ],
    source: "aio-libs/aiohttp:aiohttp/http.py",
  },
  uvicorn: {
    is: "server",
    signs: [{ header: /^server: .{0,200}\buvicorn\b/i }],
    codes: codesFrom("Kludex/uvicorn:uvicorn/protocols/websockets/websockets_impl.py", [
      [1012, "Service restart", "Server shutting down", "backoff-jitter"],
    ]),
    sizes: [
      {
        where: "uvicorn",
        bytes: 16_777_216,
        setting: "--ws-max-size",
        source: "Kludex/uvicorn:uvicorn/config.py",
      },
    ],
    source: "Kludex/uvicorn:uvicorn/config.py",
  },
  "cloudflare-durable-objects": {
    is: "server",
    sizes: [
      {
        where: "Cloudflare Durable Objects",
        bytes: 33_554_432,
        setting: null,
        source: "cloudflare/cloudflare-docs:src/content/docs/durable-objects/platform/limits.mdx",
      },
    ],
    source: "cloudflare/cloudflare-docs:src/content/docs/durable-objects/platform/limits.mdx",
  },
  tungstenite: {
    is: "server",
    sizes: [
      {
        where: "tungstenite",
        bytes: 67_108_864,
        setting: "max_message_size",
        source: "snapview/tungstenite-rs:src/protocol/mod.rs",
      },
    ],
    source: "snapview/tungstenite-rs:src/protocol/mod.rs",
  },
  ws: {
    is: "server",
    signs: [{ page: /^Upgrade Required$/ }],
    sizes: [
      {
        where: "ws for Node",
        bytes: 104_857_600,
        setting: "maxPayload",
        source: "websockets/ws:lib/websocket-server.js",
      },
    ],
    source: "websockets/ws:lib/websocket-server.js",
  },
} as const satisfies Record<string, Service>;
