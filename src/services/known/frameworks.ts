import { codesFrom, type Service, signalsFrom } from "../service.ts";

/** What frameworks speak with their own clients. */
export const FRAMEWORKS = {
  "socket.io": {
    is: "protocol",
    signs: [
      { query: /(?:^|&)EIO=\d/ },
      { message: /^0\{"sid":/ },
      // Other servers name a code and a message in the same order, gRPC's gateways among them.
      {
        page: /^\{"code":[0-5],"message":"(?:Transport unknown|Session ID unknown|Bad handshake method|Bad request|Forbidden|Unsupported protocol version)"\}/,
      },
    ],
    decoder: "socket.io",
    opening: {
      ready: "the server's CONNECT packet",
      timeoutsMs: [
        {
          ms: 45_000,
          of: "Socket.IO's connectTimeout",
          source: "socketio/socket.io:packages/socket.io/lib/index.ts",
        },
      ],
    },
    signals: signalsFrom("socketio/socket.io:packages/socket.io-client/lib/socket.ts", [
      [
        "io server disconnect",
        "Server called socket.disconnect(); the client will not reconnect by itself",
        "never",
      ],
    ]),
    sizes: [
      {
        where: "Socket.IO",
        bytes: 1_000_000,
        setting: "maxHttpBufferSize",
        source: "socketio/socket.io:packages/engine.io/lib/server.ts",
      },
    ],
    schedules: [
      {
        name: "socket.io-client",
        kind: "exponential",
        baseMs: [1_000, 1_000],
        factor: 2,
        capMs: 5000,
        capsDraw: true,
        jitter: "proportional",
        fraction: 0.5,
        source: "socketio/socket.io:packages/socket.io-client/lib/manager.ts",
      },
    ],
    source: "socketio/socket.io:docs/engine.io-protocol/v4-current.md",
  },
  sockjs: {
    is: "protocol",
    signs: [
      { path: /\/\d{3}\/[\w-]{8}\/websocket$/ },
      { page: /^(?:Welcome to SockJS!|Can "Upgrade" only to "WebSocket")/ },
    ],
    decoder: "sockjs",
    codes: [
      ...codesFrom("sockjs/sockjs-client:lib/main.js", [
        [1002, "Cannot connect to server", "All attempts to get info failed", "backoff"],
        [2000, "All transports failed", "Local code, not on the wire", "backoff"],
        [1006, "Server lost session", "Session gone", "backoff"],
      ]),
      ...codesFrom("sockjs/sockjs-client:tests/lib/end-to-end.js", [
        [3000, "Go away!", "Server closed the session", "app-defined"],
      ]),
    ],
    source: "sockjs/sockjs-client:lib/main.js",
  },
  "phoenix-channels": {
    is: "protocol",
    signs: [
      { query: /(?:^|&)vsn=[12]\.0\.0(?:&|$)/ },
      { message: /^\[[^[]{0,200}"phx_join"/ },
      { message: /^\{[^{]{0,200}"event":"phx_join"/ },
    ],
    decoder: "phoenix",
    codes: [
      ...codesFrom("phoenixframework/phoenix:assets/js/phoenix/socket.js", [
        [
          1000,
          "Normal",
          "phoenix.js does not reconnect after a clean 1000, except after its own heartbeat timeout which closes with 1000 'heartbeat timeout' and then reconnects",
          "app-defined",
        ],
      ]),
      ...codesFrom("phoenixframework/phoenix:lib/phoenix/socket.ex", [
        [1001, "Going away", "Server-side disconnect broadcast; client reconnects", "backoff"],
        [1012, "Service restart", "Socket drain during shutdown", "backoff-jitter"],
      ]),
    ],
    signals: signalsFrom("phoenixframework/phoenix_live_view:assets/js/phoenix_live_view/view.js", [
      [
        "stale",
        "The view cannot be rejoined: its signed session is too old, or of another deploy or live_session. The page loads itself anew",
        "after-fix",
      ],
    ]),
    limits: [
      {
        name: "Phoenix",
        kind: "idle",
        seconds: 60,
        silence: "send",
        who: "server",
        change: "Raise the socket's timeout, or keep phoenix.js' heartbeat of 30 s.",
        setting: "websocket: [timeout: 300_000]",
        confidence: "high",
        source:
          "phoenixframework/phoenix:lib/phoenix/endpoint.ex; phoenixframework/phoenix:assets/js/phoenix/socket.js",
      },
    ],
    schedules: [
      {
        name: "phoenix.js",
        kind: "listed",
        scheduleMs: [10, 50, 100, 150, 200, 250, 500, 1000, 2000, 5000],
        jitter: "none",
        source: "phoenixframework/phoenix:assets/js/phoenix/socket.js",
      },
    ],
    source: "phoenixframework/phoenix:assets/js/phoenix/socket.js",
  },
  signalr: {
    is: "protocol",
    signs: [
      { message: /^\{"protocol":"(?:json|messagepack)","version":\d\}/ },
      // Where the page never said how it speaks, the server is the first to say a word.
      { message: /^\{"error":"Handshake was canceled\."\}/ },
      { page: /^(?:Connection ID required|No Connection with that ID)/ },
    ],
    decoder: "signalr",
    opening: {
      ready: "the answer to the handshake",
      timeoutsMs: [
        {
          ms: 15_000,
          of: "SignalR's HandshakeTimeout",
          source: "dotnet/aspnetcore:src/SignalR/server/Core/src/HubOptionsSetup.cs",
        },
      ],
    },
    signals: signalsFrom("dotnet/aspnetcore:src/SignalR/docs/specs/HubProtocol.md", [
      ["allowReconnect:true", "Server invites automatic reconnect", "backoff"],
      ["error", "Server closed with an error text; without allowReconnect clients stop", "never"],
      [
        "Handshake was canceled.",
        "Handshake timeout: the client's first record did not come within HandshakeTimeout, 15 s by default",
        "after-fix",
      ],
    ]),
    sizes: [
      {
        where: "ASP.NET Core SignalR",
        bytes: 32_768,
        setting: "MaximumReceiveMessageSize",
        source: "https://learn.microsoft.com/aspnet/core/signalr/configuration",
      },
    ],
    schedules: [
      {
        name: "@microsoft/signalr",
        kind: "listed",
        scheduleMs: [0, 2000, 10000, 30000],
        jitter: "none",
        attempts: 4,
        source: "dotnet/aspnetcore:src/SignalR/clients/ts/signalr/src/DefaultReconnectPolicy.ts",
      },
    ],
    source: "dotnet/aspnetcore:src/SignalR/docs/specs/HubProtocol.md",
  },
  actioncable: {
    is: "protocol",
    signs: [{ subprotocol: /^actioncable-v1-/ }],
    decoder: "actioncable",
    opening: { ready: "welcome", timeoutsMs: [] },
    signals: signalsFrom("rails/rails:actioncable/lib/action_cable.rb", [
      ["unauthorized", "Connection rejected; message carries reconnect=false", "never"],
      ["invalid_request", "Not a valid upgrade or origin not allowed", "never"],
      ["server_restart", "Server restarts; reconnect=true", "backoff"],
      ["remote", "Disconnected through remote_connections", "app-defined"],
    ]),
    source: "rails/rails:actioncable/lib/action_cable.rb",
  },
  "meteor-ddp": {
    is: "protocol",
    signs: [{ message: /^\{"msg":"connect(?:ed)?"/ }],
    decoder: "ddp",
    opening: { ready: "connected", timeoutsMs: [] },
    signals: signalsFrom("meteor/meteor:packages/ddp/DDP.md", [
      ["failed", "No common DDP version", "after-fix"],
    ]),
    schedules: [
      {
        name: "Meteor DDP",
        kind: "exponential",
        baseMs: [1_000, 1_000],
        factor: 2.2,
        capMs: 300_000,
        jitter: "proportional",
        fraction: 0.25,
        source: "meteor/meteor:packages/retry/retry.js",
      },
    ],
    source: "meteor/meteor:packages/ddp/DDP.md",
  },
} as const satisfies Record<string, Service>;
