import { describe, expect, it } from "vitest";
import type { FoldedMessages } from "../../../src/protocol/page-event.ts";
import type { Rows } from "../../../src/protocol/rows.ts";
import { ROW_SEND, SHAPE_BINARY, SHAPE_TEXT, SHAPE_UNKNOWN } from "../../../src/protocol/rows.ts";
import { reduce } from "../../../src/session/reduce.ts";
import { makeConnecting, makeEnvelope, makeRows, makeSession, T0 } from "../../builders.ts";

const opened = { kind: "open", id: 1, at: 0, seq: 0, protocol: "", extensions: "" } as const;

const sums = (known: Partial<FoldedMessages>): FoldedMessages => ({
  kind: "folded",
  at: 0,
  seq: 0,
  id: 1,
  send: false,
  count: 10,
  sizeBytes: 100,
  binaryCount: 0,
  largestBytes: 10,
  largestAt: 0,
  firstAt: 0,
  lastAt: 0,
  lastBytes: 10,
  lost: { count: 0, sizeBytes: 0 },
  bufferedPeakBytes: 0,
  ...known,
});

/** The traffic of a connection that carried rows, then sums, then rows. */
function carry(before: Rows | null, folded: FoldedMessages[], after: Rows | null = null) {
  const session = makeSession();
  reduce(session, makeEnvelope({ events: [makeConnecting(1), opened] }));
  reduce(session, makeEnvelope({ n: 2, rows: before }));
  reduce(session, makeEnvelope({ n: 3, events: folded }));
  reduce(session, makeEnvelope({ n: 4, rows: after }));
  const [connection] = session.connections.values();
  if (!connection) throw new Error("no connection");
  return connection.traffic;
}

describe("the traffic of messages of which only sums arrived", () => {
  it("has their formats as far as they are known, and calls none of a text new", () => {
    const after = makeRows([60_000], { firstSeq: 10, shape: Uint8Array.of(SHAPE_TEXT) });
    const { receive } = carry(null, [sums({ binaryCount: 4, lastAt: 50_000 })], after);
    expect(receive.shapes[SHAPE_UNKNOWN]).toBe(6);
    expect(receive.shapes[SHAPE_BINARY]).toBe(4);
    expect(receive.newFormat).toBeNull();
  });

  it("has no sizes but that of a message that came alone", () => {
    const lone = sums({ count: 1, sizeBytes: 100 });
    expect(carry(null, [sums({}), lone]).receive.sizes).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it("ends the silence before them, and hides how long it was quiet", () => {
    const traffic = carry(makeRows([1_000]), [sums({ firstAt: 31_000, lastAt: 60_000 })]);
    expect(traffic.receive.longestGap).toEqual({ ms: 30_000, endedAt: T0 + 31_000 });
    expect(traffic.longestQuiet).toEqual({ ms: 1_000, endedAt: T0 + 1_000 });
  });

  it("is spread evenly over their time, to the last one", () => {
    const { activity } = carry(null, [sums({ count: 10, lastAt: 2_999 })]);
    expect(activity?.receive).toEqual([3, 3, 4]);
    expect(activity?.receiveBytes.reduce((a, b) => a + b)).toBe(100);
  });

  it("answers what was sent before, and leaves no heartbeat unanswered", () => {
    const pings = makeRows([0, 25_000, 50_000], {
      flags: new Uint8Array(3).fill(ROW_SEND),
      hash: new Uint32Array(3).fill(7),
    });
    const traffic = carry(pings, [sums({ firstAt: 10, lastAt: 60_000 })]);
    expect(traffic.unanswered).toEqual({ count: 0, since: null });
    expect(traffic.send.beats.map(({ unanswered }) => unanswered)).not.toContain(3);
  });
});

describe("a pause", () => {
  it("is no silence: nobody saw what was said in it", () => {
    const session = makeSession();
    reduce(session, makeEnvelope({ events: [makeConnecting(1), opened], rows: makeRows([1_000]) }));
    reduce(session, { kind: "mode", at: T0 + 2_000, mode: "off" });
    reduce(session, { kind: "mode", at: T0 + 90_000, mode: "watch" });
    reduce(session, makeEnvelope({ n: 2, rows: makeRows([95_000, 99_000], { firstSeq: 1 }) }));
    const [connection] = session.connections.values();
    expect(connection?.traffic.longestQuiet).toEqual({ ms: 4_000, endedAt: T0 + 99_000 });
  });
});
