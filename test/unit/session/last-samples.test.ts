import { describe, expect, it } from "vitest";
import { LAST_SAMPLES, MAX_LAST_LENGTH } from "../../../src/session/limits.ts";
import { reduce } from "../../../src/session/reduce.ts";
import type { Session } from "../../../src/session/session.ts";
import {
  makeClose,
  makeConnecting,
  makeEnvelope,
  makeRows,
  makeSession,
  T0,
} from "../../builders.ts";

const recorded = (on = true) => {
  const recording = { kind: "recording", at: 0, seq: 0, on } as const;
  return reduce(makeSession(), makeEnvelope({ events: [makeConnecting(1), recording] }));
};

const hear = (session: Session, bodies: string[], firstSeq = 0) => {
  const rows = makeRows(
    bodies.map((_, i) => firstSeq + i),
    { firstSeq, bodies },
  );
  return reduce(session, makeEnvelope({ n: firstSeq + 2, rows }));
};

const lastOf = (session: Session) =>
  [...session.connections.values()].flatMap(({ last }) => last.map(({ body }) => body));

describe("the last bodies of a connection that is recorded", () => {
  it("are known while it lives", () => {
    const session = hear(recorded(), ["a", "b", "c"]);
    expect(lastOf(hear(session, ["d"], 3))).toEqual(["a", "b", "c", "d"]);
  });

  it("are no more than the last few, with the number and time of each", () => {
    const session = hear(
      recorded(),
      Array.from({ length: 30 }, (_, i) => `${i}`),
    );
    const [connection] = session.connections.values();
    expect(connection?.last).toHaveLength(LAST_SAMPLES);
    expect(connection?.last.at(-1)).toEqual({
      seq: 29,
      at: T0 + 29,
      direction: "receive",
      body: "29",
    });
  });

  it("are cut, and fewer where they are long, but never none", () => {
    const long = "x".repeat(1_000_000);
    const bodies = lastOf(hear(recorded(), [long, long, long, long]));
    expect(bodies.length).toBeGreaterThan(0);
    expect(bodies.join("").length).toBeLessThanOrEqual(MAX_LAST_LENGTH);
  });

  it("stay when it closes, with those that the page had kept besides", () => {
    const session = hear(recorded(), ["a", "b"]);
    const kept = { seq: 2, at: 8, send: true, body: "c" };
    const close = { ...makeClose(1, 9, 3), last: [{ ...kept, seq: 1, body: "b" }, kept] };
    reduce(session, makeEnvelope({ n: 9, events: [close] }));
    expect(lastOf(session)).toEqual(["a", "b", "c"]);
  });
});

describe("the last bodies of a connection that is watched", () => {
  it("are not known before it closes: only its first ones leave the page", () => {
    const session = hear(recorded(false), ["a", "b"]);
    expect(lastOf(session)).toEqual([]);
    const last = [{ seq: 7, at: 8, send: false, body: "bye" }];
    reduce(session, makeEnvelope({ n: 9, events: [{ ...makeClose(1, 9, 8), last }] }));
    expect(lastOf(session)).toEqual(["bye"]);
  });
});
