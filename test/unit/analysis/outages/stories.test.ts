import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { FindingId, Outage, OutageTold } from "../../../../src/analysis/finding.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeDocument, makeSession } from "../../../builders.ts";
import { answered, at, failed, inS, lived, refused, waits } from "./seen.ts";

/** Whole outages as people tell them, in several shapes: when, of what, how it went on, how it ended. */
const LIVE = "wss://api.example.com/live";
const CHAT = "wss://api.example.com/chat";
const FEED = "wss://feed.example.net/ticks";
const withToken = (token: string) => `${LIVE}?token=${token}`;
const SPENT = { code: 1011, reason: "You exceeded your current quota, please check your plan." };

type Told = {
  cause: FindingId;
  told: OutageTold | null;
  state: Outage["state"];
  from: number;
  until: number | null;
  says: string[];
};
type Story = [name: string, seen: Connection[], nowS: number, told: Told[]];

const STORIES: Story[] = [
  [
    "one restart with eight endpoints",
    Array.from({ length: 8 }, (_, i) => `wss://api.example.com/room-${i}`).flatMap((url, i) => [
      lived(url, -100, i * 0.01),
      ...waits(i * 0.05, 18, 4).map((s) => refused(url, s)),
      lived(url, 19 + i * 0.3, null),
    ]),
    100,
    [
      {
        cause: "handshake-refused",
        told: "process-gone",
        state: "over",
        from: 0,
        until: 21.1,
        says: ["8 endpoints at api.example.com gone for 21 s", "refused 40×", "all back"],
      },
    ],
  ],
  [
    "two strangers' faults in the same second: neither is the network's",
    [
      lived(LIVE, -100, 0),
      ...waits(0, 120).map((s) => failed(LIVE, s, "ERR_CERT_DATE_INVALID")),
      lived(FEED, -100, 0.4),
      ...waits(0.4, 60).map((s) => answered(FEED, s, 503)),
      lived(FEED, 62, null),
    ],
    125,
    [
      {
        cause: "handshake-tls",
        told: null,
        state: "going-on",
        from: 0,
        until: null,
        says: ["connection broke, TLS failed 7×"],
      },
      {
        cause: "handshake-server-error",
        told: "upstream-gone",
        state: "over",
        from: 0.4,
        until: 62,
        says: ["connection broke, server error 503 5×"],
      },
    ],
  ],
  [
    "killed and back, but the login is gone: a person logs in anew",
    [
      lived(withToken("a"), -100, 0),
      ...[1, 3, 7].map((s) => refused(withToken("a"), s)),
      ...[15, 31].map((s) => answered(withToken("a"), s, 401)),
      lived(withToken("b"), 50, null),
    ],
    100,
    [
      {
        cause: "handshake-refused",
        told: "process-gone",
        state: "solved-by-user",
        from: 0,
        until: 50,
        says: ["refused 3×", "login refused 401 2×", "solved with another login"],
      },
    ],
  ],
  [
    "a rolling deploy: each node closes with 1012 in its turn",
    [
      lived(LIVE, -100, 0, { code: 1012 }),
      lived(LIVE, 4, null),
      lived(CHAT, -100, 90, { code: 1012 }),
      lived(CHAT, 95, null),
    ],
    200,
    [
      {
        cause: "server-restart",
        told: "restarting",
        state: "over",
        from: 0,
        until: 4,
        says: ["restarting for 4 s"],
      },
      {
        cause: "server-restart",
        told: "restarting",
        state: "over",
        from: 90,
        until: 95,
        says: ["restarting for 5 s"],
      },
    ],
  ],
  [
    "a change of network takes both hosts",
    [
      lived(LIVE, -100, 0),
      lived(FEED, -100, 0.1),
      failed(LIVE, 1, "ERR_NETWORK_CHANGED"),
      failed(FEED, 1.1, "ERR_NETWORK_CHANGED"),
      lived(LIVE, 3, null),
      lived(FEED, 3.2, null),
    ],
    60,
    [
      {
        cause: "network-lost",
        told: "network-gone",
        state: "over",
        from: 0,
        until: 3.2,
        says: ["2 endpoints at 2 hosts out of reach for 3.2 s"],
      },
    ],
  ],
  [
    "refused, then starting, then ready",
    [
      lived(LIVE, -100, 0),
      ...[1, 3, 7].map((s) => refused(LIVE, s)),
      answered(LIVE, 15, 503),
      lived(LIVE, 24, 24.4, { code: 1013, reason: "starting" }),
      lived(LIVE, 40, null),
    ],
    100,
    [
      {
        cause: "handshake-refused",
        told: "process-gone",
        state: "over",
        from: 0,
        until: 40,
        says: ["refused 3× for 14 s, server error 503, overloaded 1013, back on its own"],
      },
    ],
  ],
  [
    "all sent away, then limited, then turned away, then back",
    [
      lived(LIVE, -100, 0, { code: 1001 }),
      ...[1, 2, 4].map((s) => answered(LIVE, s, 429)),
      ...[9, 18].map((s) => answered(LIVE, s, 503)),
      lived(LIVE, 40, null),
    ],
    100,
    [
      {
        cause: "server-restart",
        told: "restarting",
        state: "over",
        from: 0,
        until: 40,
        says: ["rate limited 3× for 8 s, server error 503 2×"],
      },
    ],
  ],
  [
    "two strangers at one host: a login refused, and a process killed",
    [
      lived(LIVE, -100, 0),
      ...[1, 3, 7].map((s) => refused(LIVE, s)),
      lived(LIVE, 12, null),
      ...[-5, -3, 14].map((s) => lived(CHAT, s, s + 0.2, { code: 4403, reason: "Forbidden" })),
    ],
    60,
    [
      {
        cause: "auth-rejected",
        told: null,
        state: "going-on",
        from: -4.8,
        until: null,
        says: ["login refused 3×"],
      },
      {
        cause: "handshake-refused",
        told: "process-gone",
        state: "over",
        from: 0,
        until: 12,
        says: ["refused 3× for 11 s, back"],
      },
    ],
  ],
  [
    "quota that is spent in the middle of the day",
    [lived(LIVE, -100, 0, SPENT), ...[1, 3, 7].map((s) => lived(LIVE, s, s + 0.4, SPENT))],
    300,
    [
      {
        cause: "quota-exhausted",
        told: null,
        state: "given-up",
        from: 0,
        until: null,
        says: ["quota used up 4×", "given up after 3 tries"],
      },
    ],
  ],
];

const tell = (connections: Connection[], nowS: number, documents = [makeDocument()]) =>
  diagnose(
    makeSession({ documents, connections, page: documents.at(-1)?.page ?? 1 }),
    at(nowS),
  ).outages.toSorted((a, b) => a.begin - b.begin);

describe("the story of an outage", () => {
  it.each(STORIES)("%s", (_, seen, nowS, told) => {
    const outages = tell(seen, nowS);
    expect(
      outages.map(({ cause, told: as, state, begin, readyAgain }) => ({
        cause,
        told: as,
        state,
        from: inS(begin),
        until: inS(readyAgain),
      })),
    ).toEqual(told.map(({ says: _says, ...facts }) => facts));
    for (const [i, { says }] of told.entries())
      for (const words of says) expect(outages[i]?.title).toContain(words);
  });

  it("goes on over a reload of the page", () => {
    const second = { documentId: "d2", page: 2 };
    const documents = [
      makeDocument({ joinedAt: at(-200) }),
      makeDocument({ id: "d2", page: 2, joinedAt: at(11) }),
    ];
    const seen = [
      lived(LIVE, -100, 0),
      ...[1, 3, 7].map((s) => refused(LIVE, s)),
      ...[12, 14].map((s) => refused(LIVE, s, second)),
      lived(LIVE, 20, null, {}, second),
    ];
    const [outage, ...more] = tell(seen, 60, documents);
    expect(more).toEqual([]);
    expect(outage).toMatchObject({ cause: "handshake-refused", state: "over", attempts: 6 });
    expect([inS(outage?.begin ?? null), inS(outage?.readyAgain ?? null)]).toEqual([0, 20]);
  });

  it("gives no advice to compare an address that had opened before", () => {
    const [outage] = tell([lived(LIVE, -100, 0), refused(LIVE, 1), lived(LIVE, 4, null)], 20);
    const advice = outage?.fixes.map(({ text }) => text).join(" ") ?? "";
    expect(advice).toContain("why it ended");
    expect(advice).not.toContain("Compare host and port");
  });
});
