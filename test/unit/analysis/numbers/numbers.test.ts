import { expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { findNumbers } from "../../../../src/analysis/numbers/numbers.ts";
import { sayNumbers } from "../../../../src/analysis/numbers/say-numbers.ts";
import { type FieldReport, toFieldSession } from "../field-session.ts";

const URL = "wss://api.example.com/live";
type Seen = FieldReport["connections"][number];
type Message = NonNullable<Seen["messages"]>[number];

function tell(connections: Seen[]): string {
  const { session, nowMs } = toFieldSession({ kind: "", source: "", cause: "", connections });
  const report = diagnose(session, nowMs);
  return findNumbers({ session, report, nowMs }).flatMap(sayNumbers).join("\n");
}

/** Requests every two seconds, each answered after so many. */
const asks = (count: number, answerS: (i: number) => number): Message[] =>
  Array.from({ length: count }, (_, i): Message[] => [
    [1 + i * 2, "send", `{"jsonrpc":"2.0","id":${i},"method":"get"}`],
    [1 + i * 2 + answerS(i), "receive", `{"jsonrpc":"2.0","id":${i},"result":1}`],
  ]).flat();

it("suggests a time-out above the slowest answer", () => {
  const messages = asks(60, (i) => (i === 30 ? 4 : 0.1));
  const told = tell([{ url: URL, openForS: 140, messages, code: 1000 }]);
  expect(told).toContain("half of 60 answers within");
  expect(told).toContain("the slowest 4 s");
  expect(told).toContain("A time-out for a request: 10 s, and none under 4 s");
});

it("says where the page gives up before answers come", () => {
  const first: Seen = {
    url: URL,
    openForS: 140,
    messages: asks(60, (i) => (i === 30 ? 20 : 0.1)),
    code: 1000,
  };
  const gaveUp: Seen = {
    at: 150,
    url: URL,
    openForS: 11,
    messages: [[1, "send", '{"jsonrpc":"2.0","id":99,"method":"get"}']],
    by: "page",
    code: 4000,
    reason: "timeout",
  };
  const told = tell([first, gaveUp]);
  expect(told).toMatch(/The page gives up after 10 s|The page gives up after 9\.98 s/);
  expect(told).toContain("before some answers come: wait 30 s");
});

it("tells who gives up a silence first, and whether the heartbeat fits", () => {
  const beats = Array.from({ length: 8 }, (_, i): Message[] => [
    [i * 50, "send", "ping"],
    [i * 50 + 0.1, "receive", "pong"],
  ]).flat();
  const headers = { Server: "nginx/1.24.0" };
  const told = tell([{ url: URL, openForS: 400, headers, messages: beats, code: 1000 }]);
  expect(told).toContain("nginx");
  expect(told).toContain("after 60 s (its default) gives up first");
  expect(told).toContain("Heartbeat: every 50 s, only one within the smallest limit of 60 s");
  expect(told).toContain("Every 25 s leaves room");
});

it("sorts lives by the age that repeats", () => {
  const cut = (at: number, openForS: number): Seen => ({
    at,
    url: URL,
    openForS,
    beatS: 3,
    code: 1006,
  });
  const told = tell([
    ...[0, 130, 260, 390].map((at) => cut(at, 120)),
    cut(520, 0.05),
    cut(530, 40),
  ]);
  expect(told).toContain(
    "Lives of those that ended: 1 under 100 ms, 1 before 120 s and 4 at 120 s (± 5 %).",
  );
});

it("measures from open to ready, and names who was late", () => {
  const protocols = "graphql-transport-ws";
  const init = (sendS: number, ackS: number): Message[] => [
    [sendS, "send", '{"type":"connection_init"}'],
    [ackS, "receive", '{"type":"connection_ack"}'],
  ];
  const one = (messages: Message[]): Seen => ({
    url: URL,
    protocols,
    headers: { "Sec-WebSocket-Protocol": protocols },
    openForS: 20,
    messages,
    code: 1000,
  });
  const seen = (messages: Message[]) => {
    const { session, nowMs } = toFieldSession({
      kind: "",
      source: "",
      cause: "",
      connections: [one(messages)],
    });
    return diagnose(session, nowMs).findings.find(({ id }) => id === "slow-ready");
  };
  expect(tell([one(init(0.1, 5.1))])).toContain("Ready: 5.1 s after open");
  expect(seen(init(0.1, 5.1))?.explanation).toContain(
    "The server answered 5 s after the page had asked",
  );
  expect(seen(init(5, 5.1))?.explanation).toContain("the page was late");
  expect(seen(init(0.1, 0.3))).toBeUndefined();
});
