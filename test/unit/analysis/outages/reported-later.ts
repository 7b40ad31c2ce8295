/** Those of a second look, written before what the first had shown was mended. */
import { over, row, type Story } from "./reported.ts";
import { at, lived, see, waits } from "./seen.ts";

const LIVE = "wss://api.example.com/live";

export const LATER: Story[] = [
  {
    name: "convex-js#183: lost out of sight, the timer throttled to a minute",
    seen: ["live open -600 0", "live open 61"],
    now: 200,
    told: [over("abnormal-closure", null, 0, 61)],
  },
  {
    name: "deployd#817: an instance killed, two sockets come back at once",
    seen: ["live open -600 0", "live refused 0.5 0.6", "live open 2", "live open 2.1"],
    now: 60,
    told: [over("handshake-refused", "process-gone", 0, 2)],
  },
  {
    name: "nginx-gateway-fabric#5524: one of two workers is ended, half of the sockets break",
    seen: [
      "live open -600 0",
      "chat open -600 0.01",
      "room open -600",
      "n open -600",
      "live open 1",
      "chat open 1.1",
    ],
    now: 60,
    told: [
      over(["server-restart", "abnormal-closure"], ["restarting", "cut-alone"], 0, 1.1, {
        endpoints: 2,
      }),
    ],
  },
  {
    name: "SignalR: four tries and no more; a person presses Reconnect",
    seen: ["live open -600 0", "live 503 0.05 2.1 12.2 42.3", "live open 200"],
    now: 300,
    told: [
      over("handshake-server-error", "upstream-gone", 0, 200, {
        state: "over",
        not: ["back on its own"],
      }),
    ],
  },
  {
    name: "API Gateway: cut at two hours, three times",
    seen: [
      ...[0, 7201, 14402].flatMap((s) =>
        see(`live open ${s} ${s + 7200} 1001 "Going away"`, {
          receive: { count: 2_000, firstAt: at(s + 1), lastAt: at(s + 7197) },
          lastMessage: { at: at(s + 7197), direction: "receive" },
        }),
      ),
      "live open 21603",
    ],
    now: 22000,
    told: [7200, 14401, 21602].map((s) => over("lifetime-limit", ["cut-alone", null], s, s + 1)),
  },
  {
    name: "a corporate proxy wants a login",
    seen: ["live 407 0 2 6 14 30", "live open 62"],
    now: 100,
    told: [over(["auth-rejected", "handshake-rejected", "handshake-unreachable"], null, 0, 62)],
  },
  {
    name: "a VPN that inspects TLS is switched on, then off",
    seen: ["live", "feed"].flatMap((name, i) => [
      `${name} open -600 ${i * 0.1}`,
      `${name} ERR_NETWORK_CHANGED ${1 + i * 0.1}`,
      row(
        `${name} ERR_CERT_AUTHORITY_INVALID`,
        [3, 7, 15].map((s) => s + i * 0.1),
      ),
      `${name} open ${40 + i * 0.1}`,
    ]),
    now: 100,
    told: [
      over(["network-lost", "handshake-unreachable"], "network-gone", 0, 40.1, { endpoints: 2 }),
    ],
  },
  {
    name: "out of file descriptors: each new connection is reset",
    seen: ["live open -600 0", "live ERR_CONNECTION_RESET 1 3 7 15 31", "live open 62"],
    now: 100,
    told: [
      over("handshake-unreachable", [null, "process-gone", "upstream-gone"], 0, 62, {
        not: ["out of reach"],
      }),
    ],
  },
  {
    name: "the office's proxy is gone, all hosts",
    seen: ["live", "feed"].flatMap((name, i) => [
      `${name} open -600 ${i * 0.1}`,
      row(
        `${name} ERR_PROXY_CONNECTION_FAILED`,
        [1, 3, 7].map((s) => s + i * 0.1),
      ),
      `${name} open ${20 + i * 0.1}`,
    ]),
    now: 60,
    told: [
      over(["network-lost", "handshake-unreachable"], "network-gone", 0, 20.1, { endpoints: 2 }),
    ],
  },
  {
    name: "a host behind a VPN that dropped, another host goes on",
    seen: [
      "live open -600 0",
      "live ERR_ADDRESS_UNREACHABLE 1 3 7 15",
      lived(
        "wss://feed.example.net/ticks",
        -600,
        null,
        {},
        {
          receive: { count: 50, firstAt: at(-500), lastAt: at(29.5) },
          traffic: { receive: { longestGap: { ms: 11_000, endedAt: at(-50) } } },
        },
      ),
      "live open 31",
    ],
    now: 60,
    told: [over(["handshake-unreachable", "network-lost"], null, 0, 31)],
  },
  {
    name: "killed for its memory, again and again",
    seen: [
      "live open -600 0",
      "live refused 1 3",
      "live open 7 9",
      "live refused 10 12 16 24",
      "live open 40 42",
      "live refused 43 45 49 57",
      "live open 73",
    ],
    now: 200,
    told: [over("handshake-refused", "process-gone", 0, 73)],
  },
  {
    name: "sockets of one endpoint are moved in three batches",
    seen: [0, 10, 20].flatMap((s) => [`live open -600 ${s} 1001`, `live open ${s + 1}`]),
    now: 60,
    told: [0, 10, 20].map((s) => over("server-restart", "restarting", s, s + 1)),
  },
  {
    name: "awake, and the name server is not there yet",
    seen: [
      lived(LIVE, -600, 3600.5, {}, { receive: { count: 5, lastAt: at(-5) } }),
      "live ERR_NAME_NOT_RESOLVED 3601 3603",
      "live open 3608",
    ],
    life: [{ kind: "clock-jump", s: 3600, lastedS: 3_590 }],
    now: 3700,
    told: [over("page-suspended", "asleep", [0, 3600.5], 3608)],
  },
  {
    name: "maintenance: a page of HTML for ten minutes",
    seen: ['live open -600 0 1001 "maintenance"', row("live 200", waits(0, 600)), "live open 610"],
    now: 700,
    told: [over("server-restart", "restarting", 0, 610)],
  },
  {
    name: "a storm that ends in a limit of rate",
    seen: [
      "live open -600 0",
      row(
        "live refused",
        Array.from({ length: 20 }, (_, i) => 0.3 + i * 0.3),
      ),
      "live 429 6.6 6.9 7.2 7.5",
      "live open 12",
    ],
    now: 60,
    told: [
      over("handshake-refused", "process-gone", 0, 12, {
        says: ["refused 20×", "rate limited 4×"],
      }),
    ],
  },
  {
    name: "thrown out by an administrator, and not let in again",
    seen: ['live open -600 0 4003 "Kicked by moderator"', "live 403 1 3 7 15"],
    now: 300,
    told: [
      {
        cause: ["auth-rejected", "policy-violation", "closed-by-server"],
        told: [null],
        from: 0,
        until: null,
        state: "given-up",
      },
    ],
  },
  {
    name: "Cloudflare: the origin is down, 521 and 522",
    seen: ["live open -600 0", "live 521 1 3 7 15", "live 522 31 61", "live open 95"],
    now: 200,
    told: [over("handshake-server-error", "upstream-gone", 0, 95)],
  },
  {
    name: "opened while nothing listens",
    seen: ["live refused 0 2 6 14", "live open 30"],
    now: 60,
    told: [over("handshake-refused", null, 0, 30)],
  },
  {
    name: "a client that waits for the network, as it should",
    seen: ["live open -600 3", "live open 121"],
    life: [
      { kind: "offline", s: 0 },
      { kind: "online", s: 120 },
    ],
    now: 200,
    told: [over("network-lost", "network-gone", [0, 3], 121, { not: ["given up"] })],
  },
  {
    name: "asleep over night, and the login expired meanwhile",
    seen: [
      lived(`${LIVE}?token=a`, -600, 28_801, {}, { receive: { count: 5, lastAt: at(-5) } }),
      "live?a 401 28802 28804 28808 28816",
      "live?b open 29000",
    ],
    life: [{ kind: "clock-jump", s: 28_800, lastedS: 28_790 }],
    now: 29_100,
    told: [
      over("page-suspended", "asleep", [0, 28_801], 29_000, {
        state: "solved-by-user",
        by: ["login"],
        says: ["401 4×"],
      }),
    ],
  },
];
