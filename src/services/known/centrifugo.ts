import { codesFrom, type Service } from "../service.ts";

/** Centrifugo, and the Go library that it is made of. */
export const CENTRIFUGO = {
  centrifugo: {
    is: "protocol",
    signs: [
      { subprotocol: /^centrifuge-/ },
      { path: /\/connection\/(?:uni_)?websocket$/ },
      { message: /^\{(?:"id":1,)?"connect":\{/ },
    ],
    decoder: "centrifuge",
    codes: [
      ...codesFrom("centrifugal/centrifuge:disconnect.go", [
        [[3000, 3499], "Server, non-terminal", "Client reconnects", "backoff"],
        [[3500, 3999], "Server, terminal", "Client must not reconnect", "never"],
        [[4000, 4499], "Application, non-terminal", "Client reconnects", "backoff"],
        [[4500, 4999], "Application, terminal", "Client must not reconnect", "never"],
        [3000, "connection closed", "Closed without advice", "backoff"],
        [3001, "shutdown", "Node shuts down", "backoff"],
        [3004, "internal server error", "Server fault", "backoff"],
        [
          3005,
          "connection expired",
          "Connection TTL or token expired",
          "after-fix-auth",
          "client refreshes the token and reconnects",
        ],
        [3006, "subscription expired", "Subscription expired", "backoff"],
        [3008, "slow", "Client reads too slowly", "backoff"],
        [3009, "write error", "Server write failed", "backoff"],
        [3010, "insufficient state", "Stream position lost; reconnect to recover", "immediate"],
        [3011, "force reconnect", "Server asked for a reconnect", "immediate"],
        [3012, "no pong", "No pong to application ping", "backoff"],
        [3013, "too many requests", "Rate limit", "backoff"],
        [
          3014,
          "state invalidated",
          "Drop cached token and state, then reconnect",
          "immediate-new-session",
        ],
        [3500, "invalid token", "Token invalid", "never"],
        [
          3501,
          "bad request",
          "Malformed frames; often missing credentials on first connect",
          "never",
        ],
        [3502, "stale", "Did not authenticate in time", "never"],
        [3503, "force disconnect", "Server says do not return", "never"],
        [3504, "connection limit", "Too many connections", "never"],
        [3505, "channel limit", "Too many channels", "never"],
        [3506, "inappropriate protocol", "JSON client received binary", "never"],
        [3507, "permission denied", "Not allowed", "never"],
        [3508, "not available", "No handler on the server", "never"],
        [3509, "too many errors", "Client caused too many errors", "never"],
      ]),
      ...codesFrom("centrifugal/centrifuge-js:src/centrifuge.ts", [
        [
          1009,
          "message size limit",
          "centrifuge-js stops reconnecting (disconnected code 3)",
          "never",
        ],
      ]),
    ],
    source: "centrifugal/centrifugal.dev:docs/transports/client_api.md",
  },
} as const satisfies Record<string, Service>;
