import { describe, expect, it } from "vitest";
import type { Connection, Lifecycle } from "../../../../src/session/session.ts";
import { makeBeat, makeConnection, T0 } from "../../../builders.ts";
import { findingsOf, makeCut } from "./sessions.ts";

const HOUR = 3_600_000;
const LAST = T0 + 250_000;

/** Answers of under 16 ms, and of a minute or so, as people give them. */
const answers = (quick: number, slow: number) => ({
  count: quick + slow,
  buckets: Object.assign(Array<number>(33).fill(0), { 8: quick, 32: slow }),
  slowest: { ms: 60_000, at: T0 },
  firstSumMs: 400,
  firstCount: 20,
});

const pong = {
  hash: 7,
  sizeBytes: 4,
  shape: 5,
  count: 10,
  sumMs: 200,
  maxMs: 60,
  lastAt: LAST + 20,
};

const jump: Lifecycle = { kind: "clock-jump", at: T0 + HOUR, documentId: "d1", ms: HOUR - 60_000 };

const HEALTHY: [string, Connection[], Lifecycle[]?][] = [
  [
    "a steady chat in which nobody answers right now",
    [
      makeConnection({
        open: true,
        url: "wss://chat.herokuapp.com/",
        send: { count: 100, lastAt: LAST },
        receive: { count: 90, lastAt: LAST - 9_000 },
        lastMessage: { at: LAST, direction: "send" },
        traffic: {
          answers: answers(20, 28),
          unanswered: { count: 3, since: LAST - 8_000 },
          longestQuiet: { ms: 30_000, endedAt: LAST },
        },
      }),
    ],
  ],
  [
    "an idle socket with a heartbeat",
    [
      makeConnection({
        open: true,
        url: "wss://app.fly.dev/",
        send: { count: 10, lastAt: LAST },
        receive: { count: 10, lastAt: LAST + 20 },
        lastMessage: { at: LAST + 20, direction: "receive" },
        traffic: {
          send: { beats: [makeBeat({ reply: pong })], longestGap: { ms: 25_000, endedAt: LAST } },
          longestQuiet: { ms: 25_000, endedAt: LAST },
          answers: answers(10, 0),
        },
      }),
    ],
  ],
  [
    "a flood of market data, left by the page",
    [
      makeConnection({
        open: true,
        closing: { code: 1000 },
        close: { code: 1000, at: LAST + 100 },
        send: { count: 2, lastAt: T0 + 100 },
        receive: { count: 1_000_000, lastAt: LAST + 99 },
        lastMessage: { at: LAST + 99, direction: "receive" },
        traffic: { receive: { beats: [makeBeat({ hash: 0, gapMeanMs: 1, count: 999_999 })] } },
      }),
    ],
  ],
  [
    "one-shot sockets that take about as long each",
    [1, 2, 3, 4].map((i) =>
      makeCut({ ageMs: 5_000 + i, quietMs: 2, code: 1000, createdAt: T0 + i * 9_000 }),
    ),
  ],
  [
    "one-shot sockets that send a line and are thanked",
    [1, 2].map((i) =>
      makeCut({ ageMs: 40, code: 1000, send: { count: 1, lastAt: T0 }, createdAt: T0 + i * 9_000 }),
    ),
  ],
  [
    "a navigation",
    [
      makeConnection({
        open: true,
        end: { at: LAST, by: "page-gone", code: null, reason: "", wasClean: null },
        traffic: { unanswered: { count: 1, since: LAST - 50 } },
      }),
    ],
  ],
  [
    "a development server's socket and its helpers",
    [
      makeConnection({ url: "ws://localhost:5173/?token=a", open: true, protocols: ["vite-hmr"] }),
      ...[1, 2, 3].map((i) =>
        makeCut({
          url: "ws://localhost:5173/",
          protocols: ["vite-ping"],
          ageMs: 4,
          closing: {},
          code: 1005,
          createdAt: T0 + i * 40_000,
        }),
      ),
    ],
  ],
  [
    "a laptop that slept and came back",
    [
      makeConnection({ open: true, close: { at: T0 + HOUR + 500 } }),
      makeConnection({ createdAt: T0 + HOUR + 1_500, open: true }),
    ],
    [jump],
  ],
];

describe("healthy traffic", () => {
  it.each(HEALTHY)("%s gives no warning and no error", (_, connections, lifecycle) => {
    const last = Math.max(LAST, ...connections.map(({ end, createdAt }) => end?.at ?? createdAt));
    const findings = findingsOf(connections, last + 20_000, lifecycle ?? []);
    expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
  });
});
