import { codesFrom, type Service, signalsFrom } from "../service.ts";

/** Protocols of a standard or of several products. */
export const STANDARDS = {
  spring: {
    is: "protocol",
    signs: [
      // The broker within Spring names the user; RabbitMQ and ActiveMQ name themselves.
      { message: /^CONNECTED\r?\n(?:[\w-]{1,40}:[^\n]{0,200}\n){0,6}user-name:/ },
    ],
    decoder: "stomp",
    codes: codesFrom(
      "spring-projects/spring-framework:spring-websocket/src/main/java/org/springframework/web/socket/CloseStatus.java",
      [
        [
          4500,
          "Session not reliable",
          "Server could not send within the configured time or buffer limit; client is too slow",
          "backoff",
          "also seen from ThingsBoard, which is built on Spring",
        ],
      ],
    ),
    source:
      "spring-projects/spring-framework:spring-websocket/src/main/java/org/springframework/web/socket/messaging/StompSubProtocolHandler.java",
  },
  stomp: {
    is: "protocol",
    signs: [
      { subprotocol: /^v1[012]\.stomp$/ },
      {
        message:
          /^\n{0,8}(?:CONNECT|STOMP|CONNECTED|SEND|SUBSCRIBE|UNSUBSCRIBE|ACK|NACK|BEGIN|COMMIT|ABORT|DISCONNECT|MESSAGE|RECEIPT|ERROR)\r?\n/,
      },
    ],
    decoder: "stomp",
    opening: {
      ready: "CONNECTED",
      timeoutsMs: [
        {
          ms: 60_000,
          of: "Spring's timeToFirstMessage",
          source:
            "spring-projects/spring-framework:spring-websocket/src/main/java/org/springframework/web/socket/messaging/SubProtocolWebSocketHandler.java",
        },
      ],
    },
    schedules: [
      {
        name: "@stomp/stompjs",
        kind: "fixed",
        baseMs: [5_000, 5_000],
        jitter: "none",
        source: "stomp-js/stompjs:src/client.ts",
      },
    ],
    source: "stomp-js/stompjs:src/versions.ts",
  },
  mqtt: {
    is: "protocol",
    signs: [
      { subprotocol: /^mqtt(?:v3\.1)?$/ },
      // CONNECT, a length, and the protocol's name: MQTT, in version 3.1 MQIsdp.
      { bytes: /^10(?:[\da-f]{2}){1,4}(?:00044d515454|00064d5149736470)/ },
    ],
    decoder: "mqtt",
    opening: {
      ready: "CONNACK",
      timeoutsMs: [
        {
          ms: 30_000,
          of: "the connect timeout of aedes and MQTT.js",
          source: "moscajs/aedes:aedes.js; mqttjs/MQTT.js:src/lib/client.ts",
        },
        { ms: 15_000, of: "EMQX's idle_timeout", source: "emqx/emqx:apps/emqx/etc/emqx.conf" },
      ],
    },
    schedules: [
      {
        name: "MQTT.js",
        kind: "fixed",
        baseMs: [1_000, 1_000],
        jitter: "none",
        source: "mqttjs/MQTT.js:src/lib/client.ts",
      },
    ],
    source: "https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html",
  },
  wamp: {
    is: "protocol",
    signs: [{ subprotocol: /^wamp\.2\.(?:json|msgpack|cbor)$/ }],
    decoder: "wamp",
    opening: { ready: "WELCOME", timeoutsMs: [] },
    schedules: [
      {
        name: "autobahn-js",
        kind: "exponential",
        baseMs: [1_500, 1_500],
        factor: 1.5,
        capMs: 300_000,
        jitter: "proportional",
        fraction: 0.1,
        source: "crossbario/autobahn-js:packages/autobahn/lib/connection.js",
      },
    ],
    source: "https://www.iana.org/assignments/websocket",
  },
  "grpc-web": {
    is: "protocol",
    signs: [{ subprotocol: /^grpc-websockets$/ }],
    decoder: "grpc-web",
    source: "improbable-eng/grpc-web:client/grpc-web/src/transports/websocket/websocket.ts",
  },
  xmpp: {
    is: "protocol",
    signs: [
      { subprotocol: /^xmpp(?:-framing)?$/ },
      { message: /^\s{0,8}<(?:open|stream:stream)\s[^>]{0,400}xmpp-framing/ },
      { message: /^\s{0,8}<(?:open|stream:stream)\s[^>]{0,400}jabber:client/ },
    ],
    decoder: "xmpp",
    signals: signalsFrom("https://www.rfc-editor.org/rfc/rfc6120#section-4.9.3", [
      [
        "reset",
        "The server restarts the stream because something about it has changed: log in anew",
        "immediate-new-session",
      ],
      ["system-shutdown", "The server is shutting down", "backoff-jitter"],
      ["resource-constraint", "The server is overloaded", "backoff"],
      ["host-unknown", "Domain not found on this server", "after-fix"],
      ["host-gone", "Domain not found on this server any more", "after-fix"],
      ["connection-timeout", "No activity for too long: idle timeout", "immediate"],
      ["remote-connection-failed", "Upstream connection failed", "backoff"],
      ["see-other-host", "The server moved: see other host", "immediate"],
    ]),
    source: "https://www.rfc-editor.org/rfc/rfc7395",
  },
  rfb: {
    is: "protocol",
    signs: [
      // "RFB 003.008\n"
      { bytes: /^52464220(?:3\d){3}2e(?:3\d){3}0a/ },
    ],
    decoder: "rfb",
    opening: { ready: "the result of the login (SecurityResult)", timeoutsMs: [] },
    source: "https://www.rfc-editor.org/rfc/rfc6143#section-7.1.1",
  },
  "json-rpc": {
    is: "protocol",
    signs: [{ message: /^\[?\{"jsonrpc":\s?"2\.0"/ }, { field: ["jsonrpc", "2.0"] }],
    decoder: "json-rpc",
    source: "https://www.jsonrpc.org/specification",
  },
} as const satisfies Record<string, Service>;
