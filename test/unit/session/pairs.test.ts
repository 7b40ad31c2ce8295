import { describe, expect, it } from "vitest";
import { hashOfBody, shapeOfBody } from "../../../src/protocol/measure-body.ts";
import { ROW_SEND } from "../../../src/protocol/rows.ts";
import { foldMessage } from "../../../src/session/fold.ts";
import { makeConnection, T0 } from "../../builders.ts";

/** What is said, in turn: an arrow out is sent, one in is received; a millisecond each. */
function pairsOf(said: readonly ["out" | "in", unknown][]) {
  const connection = makeConnection({ open: true });
  said.forEach(([way, value], seq) => {
    const body = typeof value === "string" ? value : JSON.stringify(value);
    foldMessage(connection, {
      seq,
      at: T0 + 100 + seq,
      flags: way === "out" ? ROW_SEND : 0,
      shape: shapeOfBody(body),
      hash: hashOfBody(body),
      sizeBytes: body.length,
      bufferedBytes: 0,
      body,
    });
  });
  return connection.traffic.pairs;
}

describe("requests and answers that name each other", () => {
  it.each([
    ["JSON-RPC", { id: 7, method: "weather" }, { id: 7, result: "sleet" }],
    ["an id of its own name", { type: "get", requestId: "a" }, { type: "got", requestId: "a" }],
    ["OCPP", [2, "u-1", "Heartbeat", {}], [3, "u-1", {}]],
    ["WAMP", [48, 5, {}, "add"], [50, 5, {}, [3]]],
    ["Phoenix", ["1", "2", "room", "new", {}], ["1", "2", "room", "phx_reply", {}]],
    ["SignalR", '{"type":1,"invocationId":"4"}\u001e', '{"type":3,"invocationId":"4"}\u001e'],
  ])("are found in %s", (_, asked, answered) => {
    const pairs = pairsOf([
      ["out", asked],
      ["in", { push: "something else" }],
      ["in", answered],
    ]);
    expect(pairs.answers).toMatchObject({ count: 1, slowest: { ms: 2, at: T0 + 102 } });
    expect(pairs.pending).toEqual([]);
    expect(pairs.kinds).toHaveLength(1);
  });

  it("take what the page itself answers for no request", () => {
    expect(pairsOf([["out", { id: 1, result: "done" }]]).pending).toEqual([]);
    expect(pairsOf([["out", { id: 1, type: "event.ack" }]]).pending).toEqual([]);
  });

  it("are not known any more once something came that was not read", () => {
    const ask = ["out", { id: 1, method: "weather" }] as const;
    expect(pairsOf([[...ask]]).pending).toHaveLength(1);
    expect(pairsOf([[...ask], ["in", "plain text"]]).pending).toEqual([]);
  });

  it("keep so many and no more", () => {
    const asked = Array.from({ length: 90 }, (_, id) => ["out", { id, method: `m${id}` }] as const);
    expect(pairsOf(asked.map(([way, value]) => [way, value])).pending).toHaveLength(32);
  });
});
