import { codesFrom, type Service } from "../service.ts";

/** Pusher Channels, and what serves the same elsewhere. */
export const PUSHER = {
  pusher: {
    is: "protocol",
    signs: [
      { host: /^ws(?:-[\w-]+)?\.pusher\.com$/ }, // Soketi and Laravel Reverb serve the same on any host, some below a path.
      { path: /\/app\/[\w-]+\/?$/, query: /(?:^|&)protocol=\d/ },
      { message: /^\{"event":"pusher:connection_established"/ },
    ],
    decoder: "pusher",
    opening: { ready: "pusher:connection_established", timeoutsMs: [] },
    codes: [
      ...codesFrom("pusher/pusher-js:src/core/connection/protocol/protocol.ts", [
        [
          [4000, 4099],
          "Do not reconnect",
          "Connection refused; client gives up (4000 itself: retry at once over TLS)",
          "never",
        ],
        [[4100, 4199], "Reconnect with delay", "Client waits 1000 ms then reconnects", "backoff"],
        [[4200, 4299], "Reconnect at once", "Client reconnects with zero delay", "immediate"],
        [
          [4300, 4399],
          "Other",
          "pusher-js treats everything from 4300 as refused",
          "never",
          "as close code; normally delivered as a pusher:error message instead",
        ],
        [4000, "TLS only", "Application accepts only TLS; reconnect with wss", "immediate"],
      ]),
      ...codesFrom("soketi/soketi:src/ws-handler.ts", [
        [4001, "Application does not exist", "App key unknown", "never"],
        [4003, "Application disabled", "App switched off", "never"],
        [4100, "Over capacity", "Server or plan at capacity", "backoff"],
        [4200, "Generic reconnect", "Server closing or restarting", "immediate"],
        [
          4301,
          "Client event rejected",
          "Rate or size limit for client events",
          "app-defined",
          "sent as pusher:error, connection stays open",
        ],
      ]),
      ...codesFrom("laravel/reverb:src/Protocols/Pusher/Exceptions/ConnectionLimitExceeded.php", [
        [4004, "Over connection quota", "Plan connection limit", "never"],
      ]),
      ...codesFrom(
        "sockudo crate source, src/error/mod.rs close_code(): https://docs.rs/crate/sockudo/1.3.0/source/src/error/mod.rs",
        [
          [4005, "Path not found", "URL path wrong", "never"],
          [4006, "Invalid version string", "protocol query parameter malformed", "never"],
          [4007, "Unsupported protocol version", "Protocol version not supported", "never"],
          [4008, "No protocol version supplied", "protocol query parameter missing", "never"],
          [4202, "Closed after inactivity", "Inactivity timeout", "immediate"],
          [
            4302,
            "Watchlist limit exceeded",
            "Too many watched users",
            "app-defined",
            "sent as pusher:error",
          ],
        ],
      ),
      ...codesFrom("laravel/reverb:src/Protocols/Pusher/Exceptions/ConnectionUnauthorized.php", [
        [
          4009,
          "Connection unauthorized",
          "Auth missing, wrong or too late; origin refused (Reverb)",
          "after-fix-auth",
        ],
      ]),
      ...codesFrom("laravel/reverb:src/Jobs/PruneStaleConnections.php", [
        [4201, "Pong not received", "Client did not answer the ping", "immediate"],
      ]),
    ],
    sizes: [
      {
        where: "Laravel Reverb",
        bytes: 10_000,
        setting: "max_message_size",
        source: "laravel/reverb:config/reverb.php",
      },
    ],
    schedules: [
      {
        name: "pusher-js",
        kind: "fixed",
        baseMs: [1_000, 1_000],
        jitter: "none",
        source: "pusher/pusher-js:src/core/connection/connection_manager.ts",
      },
    ],
    source: "https://asyncapi.apis.io/asyncapis/pusher/pusher-asyncapi/",
  },
} as const satisfies Record<string, Service>;
