import { codesFrom, type Service, signalsFrom } from "../service.ts";

/** Rooms, feeds and databases of somebody's own hosts. */
export const HOSTED = {
  liveblocks: {
    is: "service",
    signs: [{ host: /(?:^|\.)liveblocks\.io$/ }],
    codes: codesFrom("liveblocks/liveblocks:packages/liveblocks-core/src/types/IWebSocket.ts", [
      [[4000, 4099], "Disconnect class", "Client stops", "never"],
      [
        [4100, 4199],
        "Re-authenticate class",
        "Client fetches a new token and reconnects",
        "after-fix-auth",
      ],
      [[4200, 4299], "Retry class", "Client retries with the same token", "backoff"],
      [1011, "Unexpected condition", "Server error", "backoff"],
      [1013, "Try again later", "Back off without new token", "backoff"],
      [4000, "Invalid message format", "Message not understood", "never"],
      [4001, "Not allowed", "Server refuses; new token does not help", "never"],
      [4005, "Max concurrent connections per room", "Room full", "never"],
      [4006, "Room id updated", "Room was renamed", "never"],
      [4100, "Kicked", "Server kicked this connection; re-authenticate", "after-fix-auth"],
      [
        4109,
        "Token expired",
        "Fetch a new token",
        "after-fix-auth",
        "older versions numbered this 4009",
      ],
      [4999, "Close without retry", "Disconnect for good", "never"],
    ]),
    source: "https://liveblocks.io/docs/platform/websocket-infrastructure",
  },
  "metered-realtime": {
    is: "service",
    signs: [{ host: /(?:^|\.)metered\.ca$/ }],
    codes: codesFrom("https://www.metered.ca/docs/realtime-messaging/protocol/close-codes", [
      [1001, "Going away", "Rolling restart, preceded by going_away with retryAfterMs", "backoff"],
      [4001, "Invalid token", "JWT failed verification", "after-fix-auth"],
      [4002, "Token expired", "Mint a new token", "after-fix-auth"],
      [4003, "Channel not authorized", "Key pattern does not cover the channel", "never"],
      [4010, "Over concurrent limit", "Plan limit", "backoff"],
      [4011, "Over message rate", "Above 100 messages/s sustained", "backoff"],
      [4012, "Account suspended", "Account suspended", "never"],
      [4020, "Admin disconnect", "Backend removed the peer", "never"],
    ]),
    source: "https://www.metered.ca/docs/realtime-messaging/protocol/close-codes",
  },
  pandascore: {
    is: "service",
    signs: [{ host: /(?:^|\.)pandascore\.co$/ }],
    codes: codesFrom("https://developers.pandascore.co/docs/disconnections", [
      [1000, "Match finished", "Normal end", "never"],
      [4001, "Unauthorized", "Missing token", "after-fix-auth"],
      [4003, "Forbidden", "Plan does not cover this socket", "never"],
      [4029, "Too many connections", "More than 3 for a match", "never"],
    ]),
    source: "https://developers.pandascore.co/docs",
  },
  binance: {
    is: "service",
    signs: [{ host: /(?:^|\.)binance\.(?:com|us|vision)$/ }],
    signals: signalsFrom("binance/binance-spot-api-docs:testnet/CHANGELOG.md", [
      ["serverShutdown", "Server is about to stop; open a new connection", "immediate"],
    ]),
    limits: [
      {
        name: "Binance",
        kind: "lifetime",
        seconds: 86_400,
        who: "fixed",
        confidence: "high",
        source: "binance/binance-spot-api-docs:web-socket-streams.md",
      },
    ],
    source: "binance/binance-spot-api-docs:web-socket-streams.md",
  },
  ably: {
    is: "service",
    signs: [{ host: /(?:^|\.)(?:ably\.io|ably-realtime\.com|realtime\.ably\.net)$/ }],
    signals: signalsFrom("ably/ably-common:protocol/errors.json", [
      ["40140", "Token error; the library renews the token", "after-fix-auth"],
      ["40141", "Token revoked; the library renews the token", "after-fix-auth"],
      ["40142", "Token expired; the library renews the token", "after-fix-auth"],
      ["40143", "Token not recognised; the library renews the token", "after-fix-auth"],
      ["40144", "Token is no valid JWT", "after-fix-auth"],
      ["40145", "Token has an invalid format", "after-fix-auth"],
      ["80003", "Connection dropped; expected to be re-established", "backoff"],
      ["80008", "Recovery failed: the connection has expired", "immediate-new-session"],
    ]),
    source: "ably/ably-js:src/common/lib/util/defaults.ts",
  },
  "supabase-realtime": {
    is: "protocol",
    signs: [{ path: /^\/realtime\/v1\/websocket$/ }],
    decoder: "phoenix",
    codes: codesFrom("supabase/realtime-js:src/RealtimeClient.ts", [
      [
        1000,
        "heartbeat timeout",
        "Client closes with 1000 'heartbeat timeout' when the previous heartbeat got no reply, then reconnects",
        "backoff",
      ],
    ]),
    signals: signalsFrom("supabase/realtime:ERROR_CODES.md", [
      ["ConnectionRateLimitReached", "Too many connected clients", "backoff"],
      ["ChannelRateLimitReached", "Too many channels", "after-fix"],
      ["ClientJoinRateLimitReached", "Joins per second limit", "backoff"],
      ["MessagePerSecondRateLimitReached", "Messages per second limit", "backoff"],
      ["MalformedJWT", "Token not a JWT", "after-fix-auth"],
    ]),
    schedules: [
      {
        name: "@supabase/realtime-js",
        kind: "listed",
        scheduleMs: [1000, 2000, 5000, 10000],
        jitter: "none",
        source: "supabase/realtime-js:src/RealtimeClient.ts",
      },
    ],
    source: "supabase/realtime-js:src/RealtimeClient.ts",
  },
  "qst-trading": {
    is: "service",
    signs: [{ host: /(?:^|\.)quick(?:suite|screen)trading\.com$/ }],
    codes: codesFrom(
      "https://quicksuitetrading.com/api_docs/qst_binary_order_routing_api/disconnect_reasons.html",
      [
        [4101, "Logged in elsewhere", "One connection per user", "never"],
        [4102, "Slow consumer", "Too many messages waiting", "backoff"],
      ],
    ),
    source: "https://quicksuitetrading.com/api_docs/",
  },
  partykit: {
    is: "service",
    signs: [{ host: /(?:^|\.)partykit\.dev$/ }],
    codes: codesFrom("partykit/partykit:packages/partykit/facade/source.ts", [
      [1011, "Uncaught exception when connecting", "onConnect threw", "after-fix"],
    ]),
    schedules: [
      {
        name: "partysocket",
        kind: "exponential",
        baseMs: [3_000, 3_000],
        factor: 1.3,
        capMs: 10_000,
        jitter: "none",
        source: "cloudflare/partykit:packages/partysocket",
      },
    ],
    source: "cloudflare/partykit:packages/partysocket",
  },
  livekit: {
    is: "protocol",
    signs: [{ path: /\/rtc(?:\/v\d)?\/?$/, query: /(?:^|[?&])access_token=/ }],
    decoder: "livekit",
    source: "livekit/client-sdk-js:src/api/SignalClient.ts",
  },
  "azure-web-pubsub": {
    is: "service",
    signs: [{ host: /\.webpubsub\.azure\.(?:com|cn|us)$/ }],
    source: "https://learn.microsoft.com/azure/azure-web-pubsub/reference-client-specification",
  },
  firebase: {
    is: "service",
    signs: [{ host: /\.firebaseio\.com$/ }],
    schedules: [
      {
        name: "Firebase Realtime Database",
        kind: "exponential",
        baseMs: [1_000, 1_000],
        factor: 1.3,
        capMs: 300_000,
        jitter: "full",
        source: "firebase/firebase-js-sdk:packages/database/src/core/PersistentConnection.ts",
      },
    ],
    source: "firebase/firebase-js-sdk:packages/database/src/realtime/Constants.ts",
  },
} as const satisfies Record<string, Service>;
