import { expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeDocument, makeSession } from "../../../builders.ts";
import { answered, at, failed, inS, lived, waits } from "./seen.ts";

/**
 * What a page with a client of its own would have seen of outages that their operators wrote about.
 * Times are those of the reports, seconds after the first of them; a page's waits are its own.
 */
const MIN = 60;

function tell(connections: Connection[], nowS: number) {
  const documents = [makeDocument({ joinedAt: at(-10 * MIN) })];
  const session = makeSession({ documents, connections });
  return diagnose(session, at(nowS)).outages.toSorted((a, b) => a.begin - b.begin);
}

const CDN = "wss://www.example.com/live";

type Told = {
  cause: string;
  told: string | null;
  from: number;
  until: number | null;
  title: string;
};
type Incident = [name: string, seen: Connection[], nowS: number, told: Told[]];

const doubling = (url: string, untilS: number, one: (url: string, s: number) => Connection) =>
  waits(0, untilS).map((s) => one(url, s));
const hangsUp = (url: string, s: number) => lived(url, s, s + 0.3);
const certificate = (url: string, s: number) => failed(url, s, "ERR_CERT_DATE_INVALID");
const noName = (url: string, s: number) => failed(url, s, "ERR_NAME_NOT_RESOLVED");
const noAnswer = (url: string, s: number) => failed(url, s, "ERR_CONNECTION_TIMED_OUT");
const offline = (url: string, s: number) => failed(url, s, "ERR_INTERNET_DISCONNECTED");
const status = (code: number) => (url: string, s: number) => answered(url, s, code);

const INGRESS = "wss://sockets.example.com/live";
const CHAT = "wss://edge-chat.example.com/chat";
const OTHER = "wss://other.example.net/feed";

const INCIDENTS: Incident[] = [
  [
    // https://status.pusher.com/incidents/4wf9bc2rpf50
    "an ingress that ran out of memory: all sockets closed at 18:00, 502 for some minutes",
    [
      lived(INGRESS, -600, 0),
      ...[1, 3, 7, 15, 31, 61].map((s) => answered(INGRESS, s, 502)),
      lived(INGRESS, 120, null),
    ],
    300,
    [
      {
        cause: "handshake-server-error",
        told: "upstream-gone",
        from: 0,
        until: 120,
        title: "sockets.example.com/live gone for 2 min: connection broke, server error 502 6×",
      },
    ],
  ],
  [
    // https://www.fastly.com/blog/summary-of-june-8-outage
    "a delivery network that answers 503 for 49 minutes",
    [lived(CDN, -600, 0), ...doubling(CDN, 49 * MIN, status(503)), lived(CDN, 49 * MIN + 10, null)],
    60 * MIN,
    [
      {
        cause: "handshake-server-error",
        told: "upstream-gone",
        from: 0,
        until: 49 * MIN + 10,
        title: "www.example.com/live gone for 49 min 10 s: connection broke, server error 503",
      },
    ],
  ],
  [
    // https://blog.cloudflare.com/18-november-2025-outage/: good and bad files in turn, every five minutes
    "a proxy that fails and works in turn, five minutes each",
    [
      lived(CDN, -600, 0),
      ...doubling(CDN, 300, status(500)),
      lived(CDN, 305, 600),
      ...waits(600, 900).map((s) => answered(CDN, s, 500)),
      lived(CDN, 905, null),
    ],
    1_500,
    [
      {
        cause: "handshake-server-error",
        told: null,
        from: 0,
        until: 305,
        title: "server error 500 13×",
      },
      {
        cause: "handshake-server-error",
        told: null,
        from: 600,
        until: 905,
        title: "server error 500 13×",
      },
    ],
  ],
  [
    // https://engineering.fb.com/2021/10/05/networking-traffic/outage-details/
    "a name that is gone for hours, while other hosts answer",
    [lived(CHAT, -600, 0), ...doubling(CHAT, 900, noName), lived(OTHER, 100, null)],
    905,
    [
      {
        cause: "handshake-dns",
        told: null,
        from: 0,
        until: null,
        title: "edge-chat.example.com/chat down for 15 min 5 s: connection broke, name not found",
      },
    ],
  ],
  [
    // https://letsencrypt.org/docs/dst-root-ca-x3-expiration-september-2021/
    "a server that comes back with an expired certificate",
    [lived(CDN, -600, 0, { code: 1001 }), ...doubling(CDN, 300, certificate)],
    305,
    [
      {
        cause: "handshake-tls",
        told: null,
        from: 0,
        until: null,
        title: "server restarting, TLS failed 13×",
      },
    ],
  ],
  [
    // https://gitlab.com/gitlab-com/gl-infra/production/-/issues/6310
    "a store that fails over, for ten minutes each socket dies at once",
    [lived(CDN, -600, 0), ...doubling(CDN, 600, hangsUp), lived(CDN, 620, null)],
    900,
    [
      {
        cause: "immediate-disconnect",
        told: null,
        from: 0,
        until: 620,
        title: "connection broke, cut at once 23×",
      },
    ],
  ],
  [
    // https://status.thethings.industries/incidents/frzflmlwk9j3
    "a restart after which all come back at once, and most are dropped too early",
    [
      lived(CDN, -600, 0, { code: 1001 }),
      ...waits(0, 200).map((s) => lived(CDN, s, s + 4)),
      lived(CDN, 240, null),
    ],
    400,
    [
      {
        cause: "server-restart",
        told: "restarting",
        from: 0,
        until: 240,
        title: "server restarting, connection broke 10×",
      },
    ],
  ],
  [
    // https://status.gridly.com/incidents/z1ltyd2vfjlr
    "a proxy whose upstream changed its address: nothing answers",
    [lived(CDN, -600, 0), ...doubling(CDN, 300, noAnswer), lived(CDN, 320, null)],
    600,
    [
      {
        cause: "handshake-timeout",
        told: null,
        from: 0,
        until: 320,
        title: "connection broke, no answer 13×",
      },
    ],
  ],
  [
    // https://slack.engineering/slacks-outage-on-january-4th-2021/: 503 and 504 while the front had no room
    "a front without room, 503 and 504 in turn",
    [
      lived(CHAT, -600, 0),
      ...waits(0, 500).map((s, i) => answered(CHAT, s, i % 2 ? 504 : 503)),
      lived(CHAT, 505, null),
    ],
    700,
    [
      {
        cause: "handshake-server-error",
        told: "upstream-gone",
        from: 0,
        until: 505,
        title: "connection broke, server error 503 10× for 7 min",
      },
    ],
  ],
  [
    // https://docs.discord.com/developers/topics/opcodes-and-status-codes: clients are sent away, and come back too many at once
    "a gateway that sends all away and then limits who comes back",
    [
      lived(CHAT, -600, 0, { code: 1001 }),
      ...doubling(CHAT, 90, status(429)),
      lived(CHAT, 95, null),
    ],
    300,
    [
      {
        cause: "rate-limited",
        told: null,
        from: 0,
        until: 95,
        title: "server restarting, rate limited 6×",
      },
    ],
  ],
  [
    "a train's tunnel: both hosts at once",
    [
      lived(CDN, -600, 0),
      lived(OTHER, -600, 0.2),
      ...waits(0, 90).flatMap((s) => [offline(CDN, s), offline(OTHER, s)]),
      lived(CDN, 92, null),
      lived(OTHER, 93, null),
    ],
    200,
    [
      {
        cause: "network-lost",
        told: "network-gone",
        from: 0,
        until: 93,
        title: "2 endpoints at 2 hosts out of reach for 93 s",
      },
    ],
  ],
  [
    "a deploy: 1012, then the proxy without its upstream, then back",
    [
      lived(CDN, -600, 0, { code: 1012 }),
      answered(CDN, 1, 502),
      answered(CDN, 3, 502),
      lived(CDN, 7, null),
    ],
    60,
    [
      {
        cause: "server-restart",
        told: "restarting",
        from: 0,
        until: 7,
        title: "server restarting, server error 502 2×",
      },
    ],
  ],
];

it.each(INCIDENTS)("tells %s", (_, seen, nowS, told) => {
  const outages = tell(seen, nowS);
  const found = outages.map(({ cause, told: as, begin, readyAgain }) => ({
    cause,
    told: as,
    from: inS(begin),
    until: inS(readyAgain),
  }));
  expect(found).toEqual(told.map(({ title: _title, ...facts }) => facts));
  for (const [i, { title }] of told.entries()) expect(outages[i]?.title).toContain(title);
});
