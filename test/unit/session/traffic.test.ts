import { describe, expect, it } from "vitest";
import { hashOfBody, shapeOfBody, utf8Bytes } from "../../../src/protocol/measure-body.ts";
import {
  ROW_CUT,
  ROW_SEND,
  SHAPE_ARRAY,
  SHAPE_BINARY,
  SHAPE_OBJECT,
  SHAPE_TEXT,
} from "../../../src/protocol/rows.ts";
import { foldMessage, type Message } from "../../../src/session/fold.ts";
import { MAX_ACTIVITY, MAX_BEATS, MAX_SIZES, type Traffic } from "../../../src/session/traffic.ts";
import { makeConnection, T0 } from "../../builders.ts";

const OPENED_AT = T0 + 50;

/** A text message at so many ms after the opening, as the hook would measure it. */
const text = (ms: number, body: string, known: Partial<Message> = {}): Message => ({
  seq: 0,
  at: OPENED_AT + ms,
  flags: 0,
  shape: shapeOfBody(body),
  hash: hashOfBody(body),
  sizeBytes: utf8Bytes(body),
  bufferedBytes: 0,
  body: null,
  ...known,
});
const sent = (ms: number, body: string, known: Partial<Message> = {}) =>
  text(ms, body, { flags: ROW_SEND, ...known });

/** The traffic of a connection that carried these, in the order of their times. */
function carry(messages: Message[]) {
  const connection = makeConnection({ open: true });
  messages
    .sort((a, b) => a.at - b.at)
    .forEach((message, seq) => void foldMessage(connection, { ...message, seq }));
  return connection.traffic;
}

const every = (ms: number, times: number) => Array.from({ length: times }, (_, i) => (i + 1) * ms);

describe("silences", () => {
  it("are measured from the opening on, in each direction and in both", () => {
    const traffic = carry([text(4_000, "a"), sent(5_000, "b"), text(7_000, "c")]);
    expect(traffic.receive.longestGap).toEqual({ ms: 4_000, endedAt: OPENED_AT + 4_000 });
    expect(traffic.send.longestGap).toEqual({ ms: 5_000, endedAt: OPENED_AT + 5_000 });
    expect(traffic.longestQuiet).toEqual({ ms: 4_000, endedAt: OPENED_AT + 4_000 });
  });

  it("are none where the clock was set back", () => {
    const connection = makeConnection({ open: true });
    for (const ms of [9, 4, 4]) foldMessage(connection, text(ms, "a"));
    expect(connection.traffic.longestQuiet).toEqual({ ms: 9, endedAt: OPENED_AT + 9 });
    expect(connection.traffic.receive.beats.every(({ gapMeanMs }) => gapMeanMs === 0)).toBe(true);
  });
});

describe("sizes", () => {
  it("are counted by powers of two, each direction by itself", () => {
    const sizes = (traffic: Traffic) => [traffic.receive.sizes, traffic.send.sizes];
    const bodies = ["", "1", "23", "456", "x".repeat(128), "x".repeat(255)];
    const messages = bodies.map((body, i) => text(i, body));
    expect(sizes(carry([...messages, sent(9, "7777")]))).toEqual([
      [1, 1, 2, 0, 0, 0, 0, 0, 2],
      [0, 0, 0, 1],
    ]);
  });

  it("are one step from 64 MiB on, however large", () => {
    const large = [2 ** 26, 2 ** 40].map((sizeBytes, i) => text(i, "x", { sizeBytes }));
    const { sizes } = carry([text(5, "x", { sizeBytes: 2 ** 26 - 1 }), ...large]).receive;
    expect(sizes).toHaveLength(MAX_SIZES);
    expect(sizes.slice(-2)).toEqual([1, 2]);
  });
});

describe("formats", () => {
  it("are noted where one is new to a direction that had another", () => {
    const traffic = carry([text(1, "{}"), text(2, "[]"), text(3, "hello"), text(4, "{}")]);
    expect(traffic.receive.newFormat).toEqual({
      at: OPENED_AT + 3,
      seq: 2,
      shape: SHAPE_TEXT,
      before: 2,
    });
    expect(traffic.receive.shapes[SHAPE_OBJECT]).toBe(2);
    expect(traffic.receive.shapes[SHAPE_ARRAY]).toBe(1);
  });

  it("of digits are one, and each direction has its own", () => {
    const traffic = carry([text(1, "0{}"), text(2, "42[]"), sent(3, "", { shape: SHAPE_BINARY })]);
    expect(traffic.receive.newFormat).toBeNull();
    expect(traffic.send.newFormat).toBeNull();
  });
});

describe("a heartbeat", () => {
  const pings = every(25_000, 8).map((ms) => sent(ms, "ping"));

  it("is found with its period, its reply and the round trip", () => {
    const pongs = every(25_000, 8).map((ms) => text(ms + 40, "pong"));
    const beat = carry([...pings, ...pongs]).send.beats.find(({ hash }) => hash !== 0);
    expect(beat).toMatchObject({ count: 8, gapMeanMs: 25_000, gapM2: 0, unanswered: 0 });
    expect(beat?.reply).toMatchObject({
      hash: hashOfBody("pong"),
      count: 8,
      sumMs: 320,
      maxMs: 40,
    });
  });

  it("counts how many in a row had no reply, whatever else came", () => {
    const pongs = every(25_000, 5).map((ms) => text(ms + 40, "pong"));
    const others = every(7_000, 28).map((ms) => text(ms, `{"price":${ms}}`));
    const beat = carry([...pings, ...pongs, ...others]).send.beats.find(
      ({ hash }) => hash === hashOfBody("ping"),
    );
    expect(beat).toMatchObject({ count: 8, unanswered: 3, reply: { count: 5 } });
  });

  it("is found where its text changes", () => {
    const stamped = every(30_000, 6).map((ms) => sent(ms, `{"type":"ping","at":${T0 + ms}}`));
    const beat = carry(stamped).send.beats.find(({ count }) => count === 6);
    expect(beat).toMatchObject({ hash: 0, gapMeanMs: 30_000, shape: SHAPE_OBJECT });
  });

  it("is found among thousands of small messages that never repeat", () => {
    const chat = every(97, 5_000).map((ms) =>
      sent(ms, `{"m":"${"x".repeat(hashOfBody(String(ms)) % 29)}${ms}"}`),
    );
    const flood = every(25_000, 19).map((ms) => sent(ms + 3, '{"type":"ping"}'));
    const traffic = carry([...chat, ...flood]);
    const beat = traffic.send.beats.find(({ hash }) => hash === hashOfBody('{"type":"ping"}'));
    expect(beat?.count).toBeGreaterThan(10);
    expect(beat?.gapMeanMs).toBeCloseTo(25_000, 0);
    expect(traffic.send.beats.length).toBeLessThanOrEqual(MAX_BEATS);
  });

  it("is found among as many that come back whenever they like", () => {
    const words = every(311, 3_000).map((ms) => text(ms, `word ${hashOfBody(String(ms)) % 23}`));
    const beat = carry([
      ...words,
      ...every(20_000, 40).map((ms) => text(ms + 1, "2")),
    ]).receive.beats.find(({ hash }) => hash === hashOfBody("2"));
    expect(beat?.count).toBeGreaterThan(15);
    expect(beat?.gapMeanMs).toBeCloseTo(20_000, 0);
  });

  it("that has stopped keeps its place", () => {
    const chat = every(200, 4_000).map((ms) => sent(200_000 + ms, `{"n":${ms}}`));
    const beat = carry([...pings, ...chat]).send.beats.find(
      ({ hash }) => hash === hashOfBody("ping"),
    );
    expect(beat).toMatchObject({ count: 8, lastAt: OPENED_AT + 200_000 });
  });
});

describe("answers", () => {
  it("are the first messages after sends, sorted by how long they took", () => {
    const traffic = carry([sent(0, "a"), sent(10, "b"), text(30, "c"), text(31, "d")]);
    expect(traffic.answers).toMatchObject({
      count: 1,
      slowest: { ms: 30, at: OPENED_AT + 30 },
      firstSumMs: 30,
      firstCount: 1,
    });
    // 2^4.5 = 22.6 ≤ 30 < 2^5
    expect(traffic.answers.buckets).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it("that have not come leave what was sent unanswered", () => {
    const traffic = carry([text(1, "a"), sent(2, "b"), sent(3, "c")]);
    expect(traffic.unanswered).toEqual({ count: 2, since: OPENED_AT + 2 });
  });
});

describe("what waits in the buffer before each send", () => {
  it("rises until it falls, and its peak is dated", () => {
    // Each of these is one byte itself.
    const sizes = [6, 10, 10, 21];
    const rising = sizes.map((bufferedBytes, i) => sent(i, "x", { bufferedBytes }));
    expect(carry([...rising]).buffered).toEqual({
      lastBytes: 20,
      risingCount: 3,
      risingSince: OPENED_AT,
      peakAt: OPENED_AT + 3,
    });
    expect(carry([...rising, sent(9, "x", { bufferedBytes: 4 })]).buffered).toEqual({
      lastBytes: 3,
      risingCount: 0,
      risingSince: null,
      peakAt: OPENED_AT + 3,
    });
  });

  it("is nothing where ever larger messages leave at once", () => {
    const growing = [1, 2, 3].map((n) => sent(n, "x".repeat(n), { bufferedBytes: n }));
    expect(carry(growing).buffered).toMatchObject({ lastBytes: 0, risingSince: null });
  });
});

describe("activity", () => {
  it("holds every message in as many steps as there may be", () => {
    const { activity } = carry(every(3_000, 1_000).map((ms) => text(ms, "ab")));
    expect(activity?.stepMs).toBe(64_000);
    expect(activity?.receive.length).toBeLessThanOrEqual(MAX_ACTIVITY);
    expect(activity?.receive.reduce((a, b) => a + b)).toBe(1_000);
    expect(activity?.receiveBytes.reduce((a, b) => a + b)).toBe(2_000);
    expect(activity?.send).toEqual([]);
  });
});

describe("JSON", () => {
  const json = (ms: number, body: string, known: Partial<Message> = {}) =>
    text(ms, body, { body, ...known });

  it("that does not parse is counted, and the first of it dated", () => {
    const traffic = carry([json(1, "{}"), json(2, '{"a":'), json(3, "[1,]"), json(4, "plain")]);
    expect(traffic.json).toMatchObject({
      parsed: 3,
      malformed: 2,
      firstMalformed: { at: OPENED_AT + 2, seq: 1, direction: "receive" },
    });
  });

  it("may be several values, as SignalR and line by line formats write them", () => {
    const traffic = carry([
      json(1, '{"type":6}\u001e{"type":6}\u001e'),
      json(2, '{"id":1}\n{"id":2}\n'),
    ]);
    expect(traffic.json).toMatchObject({ parsed: 2, malformed: 0 });
  });

  it("of which only the beginning was kept is not judged", () => {
    expect(carry([json(1, '{"a":', { flags: ROW_CUT })]).json.parsed).toBe(0);
  });

  it("is parsed a hundred times a second at most", () => {
    const { json: counted } = carry(every(1, 2_500).map((ms) => json(ms, "{}")));
    expect(counted.parsed).toBe(300);
  });
});

describe("pings and pongs", () => {
  it("are no requests, and no answers to any", () => {
    const { unanswered, answers } = carry([
      sent(10, '{"type":"subscribe","id":"1"}'),
      sent(20, '{"type":"ping"}'),
      text(30, '{"type":"pong"}'),
      text(40, '{"type":"pong","at":1800000000}', { body: '{"type":"pong","at":1800000000}' }),
    ]);
    expect(unanswered).toEqual({ count: 1, since: OPENED_AT + 10 });
    expect(answers.count).toBe(0);
  });
});
