import { describe, expect, it } from "vitest";
import { reduce } from "../../../src/session/reduce.ts";
import {
  makeClose,
  makeConnecting,
  makeEnvelope,
  makeRows,
  makeSession,
  T0,
} from "../../builders.ts";

const folded = {
  kind: "folded",
  at: 10,
  seq: 1_000,
  id: 1,
  send: false,
  count: 900,
  sizeBytes: 90_000,
  binaryCount: 5,
  largestBytes: 700,
  largestAt: 20,
  firstAt: 10,
  lastAt: 30,
  lastBytes: 3,
  lost: { count: 0, sizeBytes: 0 },
  bufferedPeakBytes: 0,
} as const;

describe("messages of which only sums arrived", () => {
  it("count like the others, before the close that follows them", () => {
    const session = makeSession();
    reduce(session, makeEnvelope({ events: [makeConnecting(1)], rows: makeRows([1, 2]) }));
    reduce(session, makeEnvelope({ n: 2, events: [folded, makeClose(1, 40, 1_000)] }));
    const connection = session.connections.get("d1-1");
    expect(connection?.receive).toEqual({
      count: 902,
      sizeBytes: 90_020,
      binaryCount: 5,
      largestBytes: 700,
      largestAt: T0 + 20,
      firstAt: T0 + 1,
      lastAt: T0 + 30,
      lastBytes: 3,
    });
    expect(connection?.lastMessage).toEqual({ at: T0 + 30, direction: "receive" });
    expect(connection?.end?.code).toBe(1000);
  });

  it("count once where their envelope comes twice", () => {
    const session = makeSession();
    const envelope = makeEnvelope({ events: [makeConnecting(1), folded] });
    reduce(session, envelope);
    reduce(session, envelope);
    expect(session.connections.get("d1-1")?.receive.count).toBe(900);
  });

  it("keep what the socket threw away apart", () => {
    const session = makeSession();
    const lost = { ...folded, send: true, count: 0, lost: { count: 7, sizeBytes: 70 } };
    reduce(session, makeEnvelope({ events: [makeConnecting(1), lost] }));
    const connection = session.connections.get("d1-1");
    expect(connection?.lost).toEqual({ count: 7, sizeBytes: 70 });
    expect(connection?.send.count).toBe(0);
    expect(connection?.lastMessage).toBeNull();
  });
});
