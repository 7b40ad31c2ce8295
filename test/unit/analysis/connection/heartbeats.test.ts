import { describe, expect, it } from "vitest";
import { findHeartbeats } from "../../../../src/analysis/connection/heartbeats.ts";
import { ROW_SEND } from "../../../../src/protocol/rows.ts";
import { reduce } from "../../../../src/session/reduce.ts";
import type { Connection } from "../../../../src/session/session.ts";
import type { Beat, BeatReply } from "../../../../src/session/traffic.ts";
import {
  makeBeat,
  makeConnecting,
  makeConnection,
  makeEnvelope,
  makeRows,
  makeSession,
  T0,
} from "../../../builders.ts";
import { findIn, findingsOf, primariesOf } from "../silence/sessions.ts";

const LAST = T0 + 250_000;

const makeReply = (known: Partial<BeatReply> = {}): BeatReply => ({
  hash: 0x9999,
  sizeBytes: 4,
  shape: 5,
  count: 10,
  sumMs: 200,
  maxMs: 60,
  lastAt: LAST + 20,
  ...known,
});

const beating = (send: Beat[], receive: Beat[] = []) =>
  findHeartbeats(
    makeConnection({ open: true, traffic: { send: { beats: send }, receive: { beats: receive } } }),
  );

describe("findHeartbeats", () => {
  it("tells period, payload and round trip", () => {
    expect(beating([makeBeat({ reply: makeReply() })])).toMatchObject([
      {
        direction: "send",
        periodMs: 25_000,
        spreadMs: 0,
        payload: "text",
        missed: 0,
        reply: { roundTripMs: 20, slowestMs: 60 },
      },
    ]);
  });

  it("wants four of them, at least 0.9 s apart, steady and small", () => {
    expect(beating([makeBeat({ count: 4 })])).toHaveLength(1);
    expect(beating([makeBeat({ count: 3 })])).toHaveLength(0);
    expect(beating([makeBeat({ gapMeanMs: 900 })])).toHaveLength(1);
    expect(beating([makeBeat({ gapMeanMs: 899 })])).toHaveLength(0);
    expect(beating([makeBeat({ sizeBytes: 257 })])).toHaveLength(0);
    const spread = (ms: number) => makeBeat({ gapM2: ms * ms * 9 });
    expect(beating([spread(6_250)])).toHaveLength(1);
    expect(beating([spread(6_251)])).toHaveLength(0);
  });

  it("takes faster ones only where the same text is answered", () => {
    const fast = (gapMeanMs: number, known: Partial<Beat> = {}) =>
      makeBeat({ gapMeanMs, reply: makeReply(), ...known });
    expect(beating([fast(200)])).toHaveLength(1);
    expect(beating([fast(199)])).toHaveLength(0);
    expect(beating([fast(200, { hash: 0 })])).toHaveLength(0);
    expect(beating([fast(200, { reply: null })])).toHaveLength(0);
  });

  it("takes changing texts only where they are answered", () => {
    expect(beating([makeBeat({ hash: 0 })])).toHaveLength(0);
    expect(beating([makeBeat({ hash: 0, reply: makeReply() })])).toHaveLength(1);
    expect(beating([makeBeat({ hash: 0, reply: makeReply({ count: 4 }) })])).toHaveLength(0);
  });

  it("still knows the answers that stopped long ago", () => {
    const stopped = makeBeat({ count: 40, unanswered: 34, reply: makeReply({ count: 6 }) });
    expect(beating([stopped])).toMatchObject([{ missed: 34, reply: { count: 6 } }]);
    expect(beating([{ ...stopped, unanswered: 27 }])).toMatchObject([{ reply: null }]);
  });

  it("does not take the pongs for another heartbeat", () => {
    const ping = makeBeat({ reply: makeReply() });
    const pong = makeBeat({ hash: 0x9999, reply: makeReply({ hash: ping.hash, sumMs: 249_000 }) });
    expect(beating([ping], [pong]).map(({ direction }) => direction)).toEqual(["send"]);
    expect(beating([pong], [ping]).map(({ direction }) => direction)).toEqual(["receive"]);
  });
});

describe("findHeartbeats on real messages", () => {
  /** Every period a ping and, 20 ms later, its pong; between them messages that never come at a steady pace. */
  function converse(periods: number) {
    const times: number[] = [];
    const flags: number[] = [];
    const hashes: number[] = [];
    const say = (at: number, flag: number, hash: number) => {
      times.push(at);
      flags.push(flag);
      hashes.push(hash);
    };
    for (let i = 1; i <= periods; i++) {
      say(i * 25_000, ROW_SEND, 1);
      say(i * 25_000 + 20, 0, 2);
      say(i * 25_000 + 100 + i * i * 37, 0, 1_000 + i);
    }
    const session = makeSession();
    const rows = makeRows(times, { flags: Uint8Array.from(flags), hash: Uint32Array.from(hashes) });
    const open = { kind: "open" as const, id: 1, at: 50, seq: 0, protocol: "", extensions: "" };
    reduce(session, makeEnvelope({ n: 1, events: [makeConnecting(1), open] }));
    reduce(session, makeEnvelope({ n: 2, rows }));
    return [...session.connections.values()][0] as Connection;
  }

  it("finds the page's ping, and its pong as the answer", () => {
    expect(findHeartbeats(converse(6))).toMatchObject([
      { direction: "send", periodMs: 25_000, count: 6, missed: 0, reply: { roundTripMs: 20 } },
    ]);
    expect(findHeartbeats(converse(3))).toEqual([]);
  });
});

const dead = (
  beat: Partial<Beat>,
  endMs: number,
  known: Parameters<typeof makeConnection>[0] = {},
) =>
  makeConnection({
    open: true,
    close: { at: LAST + endMs },
    lastMessage: { at: LAST, direction: "send" },
    send: { count: 10, lastAt: LAST },
    receive: { count: 9, lastAt: LAST - 24_980 },
    traffic: {
      send: {
        beats: [makeBeat({ reply: makeReply({ lastAt: LAST - 24_980 }), unanswered: 1, ...beat })],
      },
    },
    ...known,
  });

describe("heartbeat-missed", () => {
  it("is one answer that is long overdue, or two that never came", () => {
    expect(primariesOf([dead({}, 1_000)])).toEqual(["heartbeat-missed"]);
    expect(primariesOf([dead({}, 999)])).toEqual(["abnormal-closure"]);
    expect(primariesOf([dead({ unanswered: 2 }, 10)])).toEqual(["heartbeat-missed"]);
  });

  it("waits three times as long as the slowest answer took", () => {
    const slow = { reply: makeReply({ maxMs: 1_000, lastAt: LAST - 24_000 }) };
    expect(primariesOf([dead(slow, 2_999)])).toEqual(["abnormal-closure"]);
    expect(primariesOf([dead(slow, 3_000)])).toEqual(["heartbeat-missed"]);
  });

  it("is not while other messages still came", () => {
    const alive = { receive: { count: 90, lastAt: LAST + 5 } };
    expect(primariesOf([dead({ unanswered: 2 }, 3_100, alive)])).not.toContain("heartbeat-missed");
  });

  it("explains why the page closed", () => {
    const closed = dead({ unanswered: 2 }, 20_000, {
      closing: { code: 4000 },
      close: { code: 1006, at: LAST + 20_000 },
    });
    expect(primariesOf([closed])).toEqual(["heartbeat-missed"]);
  });

  it("is the page's fault where the server's pings went unanswered", () => {
    const beats = [makeBeat({ reply: makeReply({ lastAt: LAST - 49_980 }), unanswered: 2 })];
    const connection = makeConnection({
      open: true,
      close: { code: 4201, at: LAST + 5_000 },
      lastMessage: { at: LAST, direction: "receive" },
      receive: { count: 10, lastAt: LAST },
      send: { count: 8, lastAt: LAST - 49_980 },
      traffic: { receive: { beats } },
    });
    expect(findIn(findingsOf([connection]), "heartbeat-missed")?.title).toContain(
      "the page was silent",
    );
  });

  it("is a server whose own beats stopped for one and a half periods", () => {
    const stopped = (ms: number) =>
      makeConnection({
        open: true,
        closing: { code: 4000 },
        close: { code: 1006, at: LAST + ms },
        receive: { count: 10, lastAt: LAST },
        lastMessage: { at: LAST, direction: "receive" },
        traffic: { receive: { beats: [makeBeat()] } },
      });
    expect(primariesOf([stopped(37_502)])).toEqual(["heartbeat-missed"]);
    expect(primariesOf([stopped(37_500)])).toEqual(["closed-by-page"]);
  });

  it("does not doubt a side that ended it in good order", () => {
    const done = (closing: object, code: number) =>
      makeConnection({
        open: true,
        closing,
        close: { code, at: LAST + 60_000 },
        receive: { count: 10, lastAt: LAST },
        lastMessage: { at: LAST, direction: "receive" },
        traffic: { receive: { beats: [makeBeat()] } },
      });
    expect(primariesOf([done({ code: 1000 }, 1000)])).toEqual(["closed-by-page"]);
    expect(primariesOf([done({ code: 1000, reason: "ping timeout" }, 1000)])).toEqual([
      "heartbeat-missed",
    ]);
    expect(
      primariesOf([dead({ unanswered: 2 }, 60_000, { close: { code: 1000, at: LAST + 60_000 } })]),
    ).toEqual(["closed-normally"]);
  });

  it("takes the server's own word", () => {
    const told = makeConnection({
      open: true,
      close: { code: 1011, reason: "keepalive ping timeout" },
    });
    expect(primariesOf([told])).toEqual(["heartbeat-missed"]);
  });

  it("is the browser's doing where the tab was hidden", () => {
    const late = (beats: Beat[]) =>
      makeConnection({
        open: true,
        close: { code: 4000, reason: "client heartbeat timeout", at: LAST + 59_000 },
        send: { count: 9, lastAt: LAST },
        traffic: { send: { beats } },
      });
    const slowed = makeBeat({ gapMeanMs: 45_000, gapM2: 2e9, longestGapMs: 60_000 });
    const hide = (at: number) => [{ kind: "hidden" as const, at, documentId: "d1" }];
    const hidden = findIn(
      findingsOf([late([slowed])], undefined, hide(LAST - 200_000)),
      "heartbeat-missed",
    );
    expect(hidden).toMatchObject({ variant: "hidden", severity: "warning", primary: true });
    expect(hidden?.title).toContain("in a hidden tab");
    expect(hidden?.evidence[0]).toMatchObject({ value: "hidden", at: LAST - 200_000 });
    for (const [beats, lifecycle] of [
      [[slowed], []],
      [[slowed], hide(LAST + 59_500)],
      [[], hide(LAST - 200_000)],
    ] as const) {
      const told = findingsOf([late([...beats])], undefined, [...lifecycle]);
      expect(findIn(told, "heartbeat-missed")?.variant).toBe("told");
    }
  });
});
