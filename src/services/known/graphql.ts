import { codesFrom, type Service } from "../service.ts";

/** GraphQL's two protocols. */
export const GRAPHQL = {
  "graphql-transport-ws": {
    is: "protocol",
    signs: [{ subprotocol: /^graphql-transport-ws$/ }, { message: /^\{"type":"connection_init"/ }],
    decoder: "graphql-transport-ws",
    opening: {
      ready: "connection_ack",
      timeoutsMs: [
        {
          ms: 3_000,
          of: "graphql-ws' connectionInitWaitTimeout",
          source: "enisdenjo/graphql-ws:src/server.ts",
        },
      ],
    },
    codes: [
      ...codesFrom("enisdenjo/graphql-ws:src/common.ts", [
        [4400, "Bad request", "Message of unknown type or format", "never"],
        [
          4401,
          "Unauthorized",
          "subscribe sent before connection_ack",
          "never",
          "despite its name it is an ordering bug",
        ],
        [
          4403,
          "Forbidden",
          "Server refused connection_init",
          "after-fix-auth",
          "client retries it by default",
        ],
        [4406, "Subprotocol not acceptable", "Wrong subprotocol for this server", "never"],
        [4408, "Connection initialisation timeout", "connection_init came too late", "backoff"],
        [4409, "Subscriber already exists", "Duplicate operation id", "never"],
        [4429, "Too many initialisation requests", "connection_init sent twice", "never"],
        [4500, "Internal server error", "Server threw", "never"],
        [
          4504,
          "Connection acknowledgement timeout",
          "connection_ack came too late",
          "backoff",
          "an older comment in the client names 4418; the constant is 4504",
        ],
        [4004, "Bad response", "Server sent an invalid message", "never"],
        [4005, "Internal client error", "Client threw", "never"],
      ]),
      ...codesFrom("enisdenjo/graphql-ws:src/client.ts", [
        [
          4499,
          "Terminated",
          "Client called terminate(); synthetic, never on the wire",
          "immediate",
        ],
        [
          [1000, 1999],
          "Internal codes",
          "Fatal unless one of 1000, 1001, 1005, 1006, 1012, 1013, 1014",
          "never",
        ],
      ]),
    ],
    source: "enisdenjo/graphql-ws:src/common.ts",
  },
  "subscriptions-transport-ws": {
    is: "protocol",
    signs: [{ subprotocol: /^graphql-ws$/ }],
    decoder: "graphql-ws",
    opening: { ready: "connection_ack", timeoutsMs: [] },
    codes: codesFrom("apollographql/subscriptions-transport-ws:src/server.ts", [
      [
        1002,
        "Protocol error",
        "Client did not offer the 'graphql-ws' subprotocol",
        "after-fix",
        "legacy library; its subprotocol name is 'graphql-ws', the modern one is 'graphql-transport-ws'",
      ],
      [1011, "Unexpected condition", "Init or operation failed on the server", "backoff"],
    ]),
    schedules: [
      {
        name: "subscriptions-transport-ws",
        kind: "exponential",
        baseMs: [100, 100],
        factor: 2,
        capMs: 10_000,
        jitter: "proportional",
        fraction: 0.5,
        source: "apollographql/subscriptions-transport-ws:src/client.ts",
      },
    ],
    source: "enisdenjo/graphql-ws:src/common.ts",
  },
} as const satisfies Record<string, Service>;
