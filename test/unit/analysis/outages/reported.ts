/**
 * Outages that people reported in public, as a page would have seen them, and how they should be
 * told: each was written before it was first run. Times in seconds; a page's waits are its own.
 */
import type { FindingId, Outage, OutageTold, SolvedBy } from "../../../../src/analysis/finding.ts";
import type { Connection, Lifecycle } from "../../../../src/session/session.ts";
import { makeConnection } from "../../../builders.ts";
import { at, lived, type Said, talk, waits } from "./seen.ts";

export type Told = {
  cause: FindingId[];
  told: (OutageTold | null)[];
  /** The begin, or the two it may lie between; the end, null where there is none. */
  from: number | [number, number];
  until: number | null;
  state: Outage["state"];
  by?: SolvedBy[];
  endpoints?: number;
  says?: string[];
  not?: string[];
};
export type Story = {
  /** Where it was reported, and what happened. */
  name: string;
  seen: (string | Connection)[];
  /** Loads of the page after the first: when each was there, and where. */
  loads?: [at: number, url?: string][];
  life?: (Pick<Lifecycle, "kind"> & { s: number; lastedS?: number })[];
  now: number;
  told: Told[];
};

export const over = (
  cause: FindingId | FindingId[],
  told: (OutageTold | null) | (OutageTold | null)[],
  from: Told["from"],
  until: number,
  more: Partial<Told> = {},
): Told => ({
  cause: [cause].flat(),
  told: [told].flat(),
  from,
  until,
  state: "over",
  ...more,
});
/** Of several times. */
export const row = (what: string, times: readonly number[]) => `${what} ${times.join(" ")}`;
const LIVE = "wss://api.example.com/live";
const cuts = [0, 13, 39, 48, 80, 98, 108, 139, 165];
const beats = Array.from({ length: 60 }, (_, i): Said[] => [
  [i * 10, true, '{"type":"ping"}'],
  [i * 10 + 0.1, false, '{"type":"pong"}'],
]).flat();
const graphql = (from: number, until: number | null, said: Said[]) =>
  talk(
    lived(
      LIVE,
      from,
      until,
      { code: 4408, reason: "Connection initialisation timeout" },
      { open: { at: at(from), protocol: "graphql-transport-ws" } },
    ),
    [[0.1, true, '{"type":"connection_init"}'], ...said],
  );
const unanswered = (s: number) =>
  makeConnection({
    url: LIVE,
    createdAt: at(s),
    closing: { at: at(s + 10) },
    close: { at: at(s + 10.01), code: 1006 },
    handshake: { error: "WebSocket is closed before the connection is established." },
  });
const heard = (s: number) => ({ receive: { count: 5, lastAt: at(s) } });

export const REPORTS: Story[] = [
  {
    name: "Onfleet r3qtddb09c0s: a release that cuts connections again and again",
    seen: [
      "live open -600 0",
      ...cuts.map((s, i) => (i < 8 ? `live open ${s + 1} ${cuts[i + 1]}` : `live open ${s + 1}`)),
    ],
    now: 400,
    told: cuts.map((s) => over("abnormal-closure", "cut-alone", s, s + 1)),
  },
  {
    name: "PagerDuty 2023-04-13: a deploy, then the rollback of it",
    seen: [
      "live open -600 0 1001",
      "live 503 1 3 7",
      "live open 15 300 1001",
      "live 503 301 303 307",
      "live open 315",
    ],
    now: 600,
    told: [
      over("server-restart", "restarting", 0, 15),
      over("server-restart", "restarting", 300, 315),
    ],
  },
  {
    name: "wire-webapp#21477: a zombie after sleep, closed by the page's own watch",
    seen: [
      lived(
        LIVE,
        -600,
        3702,
        { code: 1000 },
        { closing: { at: at(3701.9), code: 1000, reason: "stale after sleep" }, ...heard(90) },
      ),
      "live open 3703",
    ],
    life: [{ kind: "clock-jump", s: 3700, lastedS: 3_600 }],
    now: 3800,
    told: [over("page-suspended", "asleep", [100, 3702], 3703)],
  },
  {
    name: "pinchy#895: ten tries spent offline, a reload later",
    seen: [
      "live open -600 0",
      "live ERR_INTERNET_DISCONNECTED 1 2 4 8 13 18 23 28 33 38",
      "live#2 open 601",
    ],
    loads: [[600]],
    now: 700,
    told: [
      over(["network-lost", "handshake-unreachable"], "network-gone", 0, 601, {
        state: "solved-by-user",
        by: ["page"],
      }),
    ],
  },
  {
    name: "AntaREST#604: the token expires in the middle",
    seen: [
      'live?a open -600 0 4001 "Token expired"',
      "live?a 401 1 3 7 15 31 61",
      "live?b open 90",
    ],
    now: 200,
    told: [
      over(["token-expired", "auth-rejected"], null, 0, 90, {
        state: "solved-by-user",
        by: ["login"],
        says: ["6×"],
      }),
    ],
  },
  {
    name: "whatomate#542: dead until the page is loaded anew",
    seen: ["live open -600 0", "live#2 open 901"],
    loads: [[900]],
    now: 1000,
    told: [
      over("abnormal-closure", null, 0, 901, {
        state: "solved-by-user",
        by: ["page"],
        not: ["back"],
      }),
    ],
  },
  {
    name: "ingress-nginx#9516: the old worker of a reload is ended",
    seen: ["live", "chat", "room"].flatMap((name, i) => [
      `${name} open -600 ${i * 0.02}`,
      `${name} open ${1 + i * 0.1}`,
    ]),
    now: 60,
    told: [
      over(["server-restart", "abnormal-closure"], ["restarting", "cut-alone"], 0, 1.2, {
        endpoints: 3,
      }),
    ],
  },
  {
    name: "codex-lb#2255: turned away with 403 while it drains",
    seen: ["live open -600 0 1012", "live 403 1 3", "live 502 7", "live open 15"],
    now: 100,
    told: [over("server-restart", "restarting", 0, 15)],
  },
  {
    name: "hermes-agent#100629: restarted, and its token is another",
    seen: ["live?a open -600 0", "live?a refused 1 3", "live?a 403 7 15 31 61", "live?b#2 open 80"],
    loads: [[79]],
    now: 200,
    told: [
      over("handshake-refused", "process-gone", 0, 80, {
        state: "solved-by-user",
        by: ["page", "login"],
        says: ["refused 2×", "403 4×"],
      }),
    ],
  },
  {
    name: "livekit#1746: the VPN is switched off, one try",
    seen: ["live open -600 0", "live ERR_NETWORK_CHANGED 0.5"],
    now: 120,
    told: [
      {
        cause: ["network-lost", "handshake-unreachable"],
        told: ["network-gone"],
        from: 0,
        until: null,
        state: "given-up",
      },
    ],
  },
  {
    name: "croct#83: a silent break of a VPN, found by the heartbeat",
    seen: [
      talk(
        lived(
          LIVE,
          -600,
          30,
          { code: 1006 },
          { closing: { at: at(29.9), code: 4000, reason: "pong timeout" } },
        ),
        [...beats, [600, true, '{"type":"ping"}'], [610, true, '{"type":"ping"}']],
      ),
      "live open 31",
    ],
    now: 90,
    told: [over(["heartbeat-missed", "response-timeout"], ["cut-alone", null], [-10, 30], 31)],
  },
  {
    name: "Phacility T13017: the certificate is expired when the page is opened",
    seen: [row("live ERR_CERT_DATE_INVALID", waits(0, 1015)), "live open 1020"],
    now: 1100,
    told: [over("handshake-tls", null, 1, 1020)],
  },
  {
    name: "two outages overlap on different hosts",
    seen: [
      "live open -600 0",
      row("live refused", waits(0, 38)),
      "live open 40",
      "feed open -600 20",
      row("feed 503", waits(20, 78)),
      "feed open 80",
    ],
    now: 200,
    told: [
      over("handshake-refused", "process-gone", 0, 40, { endpoints: 1 }),
      over("handshake-server-error", "upstream-gone", 20, 80, { endpoints: 1 }),
    ],
  },
  {
    name: "an outage within a flapping connection",
    seen: [
      'live open -600 0 1011 "internal error"',
      ...[1, 6, 11].map((s) => `live open ${s} ${s + 3} 1011 "internal error"`),
      "live refused 15 17 21",
      ...[29, 34].map((s) => `live open ${s} ${s + 3} 1011 "internal error"`),
      "live open 40",
    ],
    now: 200,
    told: [over("server-error", null, 0, 40, { says: ["refused 3×"] })],
  },
  {
    name: "a rolling restart of three nodes with names of their own",
    seen: [0, 30, 60].flatMap((s) => [`n${s} open -600 ${s} 1012`, `n${s} open ${s + 2}`]),
    now: 200,
    told: [0, 30, 60].map((s) => over("server-restart", "restarting", s, s + 2, { endpoints: 1 })),
  },
  {
    name: "hrm#2884: a tab that was frozen, its server hung up meanwhile",
    seen: [lived(LIVE, -600, 700.5, {}, heard(95)), "live open 701.5"],
    life: [
      { kind: "freeze", s: 100 },
      { kind: "resume", s: 700 },
    ],
    now: 760,
    told: [over("page-suspended", "asleep", [100, 700.5], 701.5)],
  },
  {
    name: "reloaded in the midst, then left for another page",
    seen: ["live open -600 0", "live refused 1 3 7", "live#2 refused 12 14"],
    loads: [[11], [20, "https://other.example.org/"]],
    now: 200,
    told: [
      {
        cause: ["handshake-refused"],
        told: ["process-gone"],
        from: 0,
        until: null,
        state: "solved-by-user",
        by: ["left"],
        says: ["refused 5×"],
      },
    ],
  },
  {
    name: "a limit of rate answers 429, then lets in",
    seen: ["live 429 0 5 10 15 20 25", "live open 35"],
    now: 100,
    told: [over("rate-limited", null, 0, 35)],
  },
  {
    name: "a café's portal: no name is found, then a stranger's certificate",
    seen: ["live", "feed"].flatMap((name, i) => [
      row(
        `${name} ERR_NAME_NOT_RESOLVED`,
        [0, 2, 6].map((s) => s + i * 0.1),
      ),
      row(
        `${name} ERR_CERT_COMMON_NAME_INVALID`,
        [14, 30].map((s) => s + i * 0.1),
      ),
      `${name} open ${62 + i * 0.1}`,
    ]),
    now: 120,
    told: [over(["handshake-dns", "network-lost"], "network-gone", 0, 62.1, { endpoints: 2 })],
  },
  {
    name: "nostream#773: drained with 1001, another endpoint is asked for meanwhile",
    seen: [
      "live open -600 0 1001",
      "live 503 1 3 7",
      "live open 15",
      "chat 503 4 8",
      "chat open 16",
    ],
    now: 100,
    told: [over("server-restart", "restarting", 0, 16, { endpoints: 2 })],
  },
  {
    name: "a session revoked elsewhere, a person logs in on another page",
    seen: ['live open -600 0 4401 "Session revoked"', "live#3 open 120"],
    loads: [[5, "https://app.example.com/login"], [119]],
    now: 200,
    told: [over("auth-rejected", null, 0, 120, { state: "solved-by-user", by: ["page"] })],
  },
  {
    name: "overloaded: come again in ten seconds, which the page does",
    seen: [
      'live open -600 0 1013 "overloaded, try again in 10 s"',
      ...[10.2, 20.6, 31].map((s) => `live open ${s} ${s + 0.2} 1013 "try again in 10 s"`),
      "live open 41.4",
    ],
    now: 200,
    told: [over("server-overloaded", null, 0, 41.4, { says: ["overloaded 1013 4×"] })],
  },
  {
    name: "web_socket_client#9: from Wi-Fi to mobile data",
    seen: ["live open -600 12", "live open 13"],
    life: [
      { kind: "offline", s: 0 },
      { kind: "online", s: 4 },
    ],
    now: 60,
    told: [over("network-lost", "network-gone", [0, 12], 13)],
  },
  {
    name: "a store at its limit: no answer, the page gives up after 10 s each time",
    seen: ["live open -600 0", ...[1, 13, 27, 45, 71].map(unanswered), "live open 100"],
    now: 200,
    told: [over("handshake-timeout", null, 0, 100, { says: ["no answer 5×"] })],
  },
  {
    name: "all pods killed by a probe: 503 of the balancer and refusals in turn",
    seen: [
      "live open -600 0",
      row(
        "live 503",
        waits(0, 300).filter((_, i) => i % 3 !== 1),
      ),
      row(
        "live refused",
        waits(0, 300).filter((_, i) => i % 3 === 1),
      ),
      "live open 320",
    ],
    now: 500,
    told: [over("handshake-server-error", "upstream-gone", 0, 320)],
  },
  {
    name: "five tries and no more, a person reloads minutes later",
    seen: ["live open -600 0", "live refused 1 3 7 15 31", "live#2 open 401"],
    loads: [[400]],
    now: 500,
    told: [
      over("handshake-refused", "process-gone", 0, 401, {
        state: "solved-by-user",
        by: ["page"],
        says: ["refused 5× for 30 s, no try for 6 min"],
      }),
    ],
  },
  {
    name: "two tabs of one identity turn each other out",
    seen: [
      ...[-600, 0.2, 1.4, 2.6, 3.8, 5].map(
        (s) => `live open ${s} ${s < 0 ? 0 : s + 1} 4000 "Replaced by another connection"`,
      ),
      "live open 6.2",
    ],
    now: 100,
    told: [over("taken-over", null, 0, 6.2)],
  },
  {
    name: "a deploy moves the path: 404 until the page is loaded anew",
    seen: ["live open -600 0 1012", row("live 404", waits(0, 120)), "new#2 open 131"],
    loads: [[130]],
    now: 200,
    told: [
      {
        cause: ["handshake-not-found", "server-restart"],
        told: [null, "restarting"],
        from: 0,
        until: null,
        state: "solved-by-user",
        by: ["left"],
        says: ["404"],
      },
    ],
  },
  {
    name: "graphql-ws: the login is not answered while the database is away",
    seen: [
      ...[0, 4, 9, 19].map((s) => graphql(s, s + 3, [])),
      graphql(40, null, [[2, false, '{"type":"connection_ack"}']]),
    ],
    now: 100,
    told: [over("application-handshake-timeout", null, [0, 3], 42)],
  },
  {
    name: "asleep, half awake without a network, asleep again",
    seen: [
      lived(LIVE, -600, 3601, {}, heard(-5)),
      "live ERR_INTERNET_DISCONNECTED 3602 3604",
      "live open 7202",
    ],
    life: [
      { kind: "clock-jump", s: 3600, lastedS: 3_600 },
      { kind: "clock-jump", s: 7200, lastedS: 3_594 },
    ],
    now: 7300,
    told: [over("page-suspended", "asleep", [0, 3601], 7202)],
  },
];
