import { describe, expect, it } from "vitest";
import { alignInOrder } from "../../../src/session/align-in-order.ts";
import { takeHandshakes } from "../../../src/session/match-handshakes.ts";
import type { SeenHandshake } from "../../../src/session/session.ts";
import { makeConnection, makeHandshake, makeSession, T0 } from "../../builders.ts";

const URL = "wss://api.example.com/live";

const seen = (key: string, at: number, parts: Partial<SeenHandshake> = {}): SeenHandshake => ({
  url: URL,
  startedAt: at - 20,
  endedAt: null,
  fromWorker: false,
  handshake: makeHandshake({ key, at, status: 101 }),
  ...parts,
});
const failed = (key: string, at: number) =>
  seen(key, at, {
    handshake: makeHandshake({ key, at, status: 403, error: "Unexpected response code: 403" }),
  });

describe("the handshakes that DevTools lists", () => {
  it("go to the sockets whose opening they tell of, several at once in order", () => {
    const connections = [0, 3, 6].map((ms) => makeConnection({ open: { at: T0 + 100 + ms } }));
    const session = makeSession({ connections });
    takeHandshakes(
      session,
      [seen("c", T0 + 105), seen("a", T0 + 99), seen("b", T0 + 102)],
      T0 + 200,
    );
    expect(connections.map(({ handshake }) => handshake?.key)).toEqual(["a", "b", "c"]);
    expect(session.unmatchedHandshakes).toEqual([]);
  });

  it("are given anew as more of those are told that were answered in the same moment", () => {
    // The page hears of all of them late, and together.
    const connections = [40, 41, 42].map((ms) => makeConnection({ open: { at: T0 + ms } }));
    const session = makeSession({ connections });
    takeHandshakes(session, [seen("b", T0 + 5)], T0 + 50);
    expect(connections.map(({ handshake }) => handshake?.key)).toEqual(["b", undefined, undefined]);
    session.revision++;
    takeHandshakes(session, [seen("a", T0 + 1), seen("c", T0 + 9)], T0 + 60);
    expect(connections.map(({ handshake }) => handshake?.key)).toEqual(["a", "b", "c"]);
    expect(session.unmatchedHandshakes).toEqual([]);
    expect(connections.every(({ revision }) => revision === session.revision)).toBe(true);
  });

  it("stay with whom they were given to beside one that is nobody's", () => {
    const connection = makeConnection({ open: { at: T0 + 10 } });
    const session = makeSession({ connections: [connection] });
    takeHandshakes(session, [seen("own", T0 + 30)], T0 + 40);
    takeHandshakes(session, [seen("of a worker", T0 + 11)], T0 + 50);
    expect(connection.handshake?.key).toBe("own");
    expect(session.unmatchedHandshakes.map(({ handshake }) => handshake.key)).toEqual([
      "of a worker",
    ]);
  });

  it("never give a refusal to a socket that opened", () => {
    const opened = makeConnection({ open: { at: T0 + 100 } });
    const refused = makeConnection({ close: { at: T0 + 101 } });
    takeHandshakes(
      makeSession({ connections: [opened, refused] }),
      [failed("no", T0 + 100)],
      T0 + 200,
    );
    expect(opened.handshake).toBeNull();
    expect(refused.handshake).toMatchObject({ key: "no", status: 403 });
  });

  it("wait for the page where they come first, and leave alone what is too far off", () => {
    const late = makeConnection({ open: { at: T0 + 60_000 } });
    const session = makeSession({ connections: [late] });
    takeHandshakes(session, [seen("early", T0)], T0 + 100);
    expect(late.handshake).toBeNull();
    expect(session.unmatchedHandshakes).toHaveLength(1);
  });

  it("bring at the end the words of a socket that the browser broke off", () => {
    const connection = makeConnection({ open: { at: T0 + 10 }, close: { code: 1006 } });
    const session = makeSession({ connections: [connection] });
    takeHandshakes(session, [seen("a", T0 + 10)], T0 + 20);
    expect(connection.handshake?.error).toBeNull();
    const error = "A server must not mask any frames that it sends to the client.";
    const handshake = makeHandshake({ key: "a", at: T0 + 10, status: 101, error });
    takeHandshakes(session, [seen("a", T0 + 10, { endedAt: T0 + 99, handshake })], T0 + 100);
    expect(connection.handshake).toMatchObject({ status: 101, error });
  });

  it("are kept once however often they are told", () => {
    const session = makeSession({ connections: [makeConnection({ open: { at: T0 + 10 } })] });
    for (let i = 0; i < 5; i++)
      takeHandshakes(session, [seen("a", T0 + 10), seen("x", T0 + 50_000)], T0 + 20);
    expect(session.unmatchedHandshakes.map(({ handshake }) => handshake.key)).toEqual(["x"]);
  });
});

describe("a page worker's socket", () => {
  const fromWorker = seen("w", T0, { fromWorker: true });

  it("is listed once no page has claimed it, and not before", () => {
    const session = makeSession();
    takeHandshakes(session, [fromWorker], T0 + 100);
    expect(session.connections.size).toBe(0);
    takeHandshakes(session, [], T0 + 3_000);
    expect([...session.connections.values()]).toMatchObject([
      { pageWorker: true, state: "open", handshake: { key: "w" } },
    ]);
  });

  it("ends when DevTools tells of it again", () => {
    const session = makeSession();
    takeHandshakes(session, [fromWorker], T0 + 3_000);
    takeHandshakes(session, [{ ...fromWorker, endedAt: T0 + 9_000 }], T0 + 9_000);
    expect([...session.connections.values()]).toMatchObject([
      { state: "closed", end: { by: "devtools", at: T0 + 9_000 } },
    ]);
  });
});

describe("aligning in order", () => {
  const distance = (a: number, b: number) => Math.abs(a - b);

  it("leaves out what fits nowhere rather than shifting the rest", () => {
    expect(alignInOrder([10, 20, 30], [20, 30], distance, 5)).toEqual([
      [20, 20],
      [30, 30],
    ]);
  });

  it("pairs nothing beyond the limit", () => {
    expect(alignInOrder([0], [100], distance, 5)).toEqual([]);
    expect(alignInOrder([], [1], distance, 5)).toEqual([]);
  });
});
