import { codesFrom, type Service, signalsFrom } from "../service.ts";

/** Chats, streams and homes. */
export const CHAT = {
  "twitch-eventsub": {
    is: "service",
    signs: [
      { host: /(?:^|\.)eventsub\.wss\.twitch\.tv$/ },
      { message: /"message_type":"session_welcome"/ },
    ],
    codes: codesFrom(
      "https://dev.twitch.tv/docs/eventsub/handling-websocket-events (table also in twitch4j/twitch4j:eventsub-websocket/src/main/java/com/github/twitch4j/eventsub/socket/domain/SocketCloseReason.java)",
      [
        [4000, "Internal server error", "Server fault", "backoff"],
        [4001, "Client sent inbound traffic", "Only pongs may be sent", "after-fix"],
        [4002, "Client failed ping-pong", "Pong missing", "immediate"],
        [4003, "Connection unused", "No subscription within 10 s of welcome", "after-fix"],
        [4004, "Reconnect grace time expired", "30 s to move to reconnect_url passed", "immediate"],
        [4005, "Network timeout", "Transient", "backoff"],
        [4006, "Network error", "Transient", "backoff"],
        [
          4007,
          "Invalid reconnect",
          "reconnect_url invalid; use the normal URL",
          "immediate-new-session",
        ],
      ],
    ),
    signals: signalsFrom("https://dev.twitch.tv/docs/eventsub/handling-websocket-events", [
      [
        "session_reconnect",
        "Move to reconnect_url within 30 s, keep the old socket until welcome",
        "immediate",
      ],
    ]),
    source: "https://dev.twitch.tv/docs/eventsub/handling-websocket-events",
  },
  "slack-socket-mode": {
    is: "service",
    signs: [{ host: /^wss-[\w-]+\.slack\.com$/ }],
    // slackapi/node-slack-sdk#1654 and slackapi/bolt-js#2225 for the limit of ten connections.
    signals: signalsFrom("https://docs.slack.dev/apis/events-api/using-socket-mode", [
      ["warning", "Slack recycles the connection; open a new URL and reconnect", "immediate"],
      [
        "refresh_requested",
        "Slack recycles the connection; open a new URL and reconnect",
        "immediate",
      ],
      [
        "too_many_websockets",
        "The app has more than the ten connections that Slack allows, or old ones still count",
        "backoff",
      ],
      ["link_disabled", "Socket Mode was switched off for this app", "never"],
    ]),
    schedules: [
      {
        name: "Slack Socket Mode",
        kind: "linear",
        baseMs: [5_000, 5_000],
        stepMs: 5000,
        jitter: "none",
        source: "slackapi/node-slack-sdk:packages/socket-mode/src/SocketModeClient.ts",
      },
    ],
    source: "slackapi/node-slack-sdk:packages/socket-mode/src/SocketModeClient.ts",
  },
  "home-assistant": {
    is: "protocol",
    signs: [{ message: /^\{"type":"auth_required"/ }],
    signals: signalsFrom("home-assistant/home-assistant-js-websocket:lib/socket.ts", [
      ["auth_invalid", "Access token refused; the client library stops retrying", "after-fix-auth"],
    ]),
    schedules: [
      {
        name: "home-assistant-js-websocket",
        kind: "linear",
        baseMs: [0, 0],
        stepMs: 1000,
        capMs: 5000,
        jitter: "none",
        source: "home-assistant/home-assistant-js-websocket:lib/connection.ts",
      },
    ],
    source: "home-assistant/home-assistant-js-websocket:lib/socket.ts",
  },
  "openclaw-gateway": {
    is: "protocol",
    signs: [{ message: /"event":"connect\.challenge"/ }],
    decoder: "openclaw",
    codes: [
      ...codesFrom("openclaw/openclaw:src/gateway/server/ws-connection.ts", [
        [
          1000,
          "Normal closure",
          "Also used by the server's handshake timeout in some versions, with an empty reason",
          "backoff",
          "reason empty and no hello frame yet means handshake timeout",
        ],
      ]),
      ...codesFrom("openclaw/openclaw:packages/gateway-client/src/protocol-client.ts", [
        [
          1008,
          "Policy violation",
          "Authentication, pairing, protocol order; client-side reasons 'connect challenge timeout' and 'connect failed'",
          "after-fix-auth",
        ],
      ]),
      ...codesFrom("openclaw/openclaw:packages/gateway-client/src/client.ts", [
        [1012, "Service restart", "Gateway restarts", "backoff"],
        [1013, "Try again later", "Gateway busy or starting", "backoff"],
        [
          4000,
          "tick timeout",
          "Client saw no frame for twice the tick interval and closed",
          "backoff",
          "tickIntervalMs default 30000 in the client, 15000 in the documented hello-ok example",
        ],
      ]),
      ...codesFrom("openclaw/openclaw:ui/src/api/gateway-browser-socket.ts", [
        [
          4008,
          "Policy violation from a browser",
          "The browser UI sends 4008 where the shared client says 1008, because browsers reject 1008",
          "after-fix-auth",
        ],
      ]),
    ],
    sizes: [
      {
        where: "the OpenClaw gateway before login",
        bytes: 65_536,
        setting: null,
        source: "openclaw/openclaw:src/gateway/server-constants.ts",
      },
      {
        where: "the OpenClaw gateway",
        bytes: 26_214_400,
        setting: null,
        source: "openclaw/openclaw:src/gateway/server-constants.ts",
      },
    ],
    schedules: [
      {
        name: "OpenClaw's Control UI",
        kind: "exponential",
        baseMs: [800, 800],
        factor: 1.7,
        capMs: 15_000,
        jitter: "none",
        source: "openclaw/openclaw:ui/src/ui/gateway.ts",
      },
      {
        name: "OpenClaw's gateway client",
        kind: "exponential",
        baseMs: [1_000, 1_000],
        factor: 2,
        capMs: 30_000,
        jitter: "none",
        source: "openclaw/openclaw:packages/gateway-client/src/client.ts",
      },
    ],
    source: "openclaw/openclaw:docs/gateway/protocol.md",
  },
} as const satisfies Record<string, Service>;
