import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import { readWorkerMessages } from "../../../src/devtools/worker-messages.ts";
import { reduce } from "../../../src/session/reduce.ts";
import type { SeenHandshake, Session } from "../../../src/session/session.ts";
import { makeHandshake, makeSession, T0 } from "../../builders.ts";

const ENDPOINT = "wss://api.example.com/live";

const makeEntry = (bodies: readonly string[], opcode = 1) => ({
  startedDateTime: new Date(T0).toISOString(),
  time: 5_000,
  timings: { wait: 20 },
  request: { url: ENDPOINT, headers: [] },
  response: { status: 101, statusText: "", headers: [] },
  _webSocketMessages: bodies.map((data, i) => ({
    type: i % 2 === 0 ? "send" : "receive",
    time: (T0 + i) / 1_000,
    opcode,
    data,
  })),
});

const seen = (key: string, at: number, endedAt: number): SeenHandshake => ({
  url: ENDPOINT,
  startedAt: at - 20,
  endedAt,
  mark: null,
  fromWorker: true,
  handshake: makeHandshake({ key, at, status: 101 }),
});

function makeWithWorker(): Session {
  const session = makeSession();
  const handshakes = [seen("k", T0, T0 + 5_000)];
  return reduce(session, { kind: "handshakes", at: T0 + 6_000, handshakes });
}

const tell = (session: Session, messages: ReturnType<typeof readWorkerMessages>) =>
  reduce(session, { kind: "worker-messages", at: T0 + 8_000, ...messages });
const only = (session: Session) => [...session.connections.values()][0];

describe("the messages of a page worker's socket", () => {
  it("are counted with their true sizes, and its first and last bodies kept", () => {
    const bodies = Array.from({ length: 2_500 }, (_, i) => (i % 2 ? "✓" : "ab"));
    const session = tell(makeWithWorker(), readWorkerMessages(makeEntry(bodies), "k"));
    expect(only(session)).toMatchObject({
      send: { count: 1_250, sizeBytes: 2_500 },
      receive: { count: 1_250, sizeBytes: 3_750 },
    });
    expect(only(session)?.first.map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
    expect(only(session)?.last.at(-1)).toMatchObject({ seq: 2_499, direction: "receive" });
    expect(only(session)?.last).toHaveLength(8);
    expect(session.dropped).toEqual([]);
  });

  it("are counted once, however often they are told", () => {
    const messages = readWorkerMessages(makeEntry(["AQID", "AQI="], 2), "k");
    const session = tell(tell(makeWithWorker(), messages), messages);
    expect(only(session)).toMatchObject({
      send: { count: 1, sizeBytes: 3, binaryCount: 1 },
      receive: { count: 1, sizeBytes: 2, binaryCount: 1 },
    });
    expect(messages.rows[0]?.bodies).toEqual([Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2)]);
  });

  it("lose the oldest bodies first where there are too many bytes, and that is said", () => {
    const bodies = Array.from({ length: 20 }, () => "x".repeat(1024 * 1024));
    const messages = readWorkerMessages(makeEntry(bodies), "k");
    const kept = messages.rows[0]?.bodies?.map((body) => body !== null);
    expect(kept).toEqual([...Array(4).fill(false), ...Array(16).fill(true)]);
    const session = tell(makeWithWorker(), messages);
    expect(only(session)?.send.count).toBe(10);
    expect(session.dropped).toMatchObject([{ count: 4, sizeBytes: 4 * 1024 * 1024 }]);
  });

  it("lose the oldest messages where there are too many, and that is said", () => {
    const bodies = Array.from({ length: 100_003 }, () => "12345");
    const messages = readWorkerMessages(makeEntry(bodies), "k");
    expect(messages.left).toEqual({ count: 3, sizeBytes: 15 });
    expect(messages.rows[0]?.firstSeq).toBe(3);
    const { dropped } = tell(makeWithWorker(), messages);
    expect(dropped).toMatchObject([{ count: 3, sizeBytes: 15, documentId: null }]);
  });

  it("are not taken for those of a socket that was cleared", () => {
    const session = reduce(makeWithWorker(), { kind: "clear", at: T0 + 7_000 });
    tell(session, readWorkerMessages(makeEntry(["a"]), "k"));
    expect(session.connections.size).toBe(0);
  });
});

describe("page workers' sockets that fail again and again", () => {
  it("are a series, and make a storm, like those of the page", () => {
    const session = makeSession();
    const handshakes = Array.from({ length: 12 }, (_, i) =>
      seen(`k${i}`, T0 + i * 500, T0 + i * 500 + 100),
    );
    reduce(session, { kind: "handshakes", at: T0 + 10_000, handshakes });
    const { series, findings } = diagnose(session, T0 + 10_000);
    expect(series).toMatchObject([{ url: ENDPOINT, attempts: 12 }]);
    expect(findings.map(({ id }) => id)).toContain("reconnect-storm");
  });
});
