import { describe, expect, it } from "vitest";
import type { Connection, Sample } from "../../../src/session/session.ts";
import { thinSession } from "../../../src/session/thin.ts";
import { toPlainConnection } from "../../../src/session/transfer.ts";
import { weighConnection } from "../../../src/session/weigh.ts";
import { makeConnection, makeDocument, makeHandshake, makeSession, T0 } from "../../builders.ts";

const makeSample = (seq: number, body: Sample["body"]): Sample => ({
  seq,
  at: T0 + seq,
  direction: "receive",
  body,
});
const live = (id: string, body: Sample["body"]): Connection =>
  makeConnection({ id, end: null, first: [makeSample(0, body)], last: [makeSample(9, body)] });
const over = (id: string): Connection => makeConnection({ id, close: { code: 1011 } });

describe("a session that is too large", () => {
  it("keeps the beginnings of the samples of what lives, where these are most of it", () => {
    const connections = [live("a", "x".repeat(4_096)), live("b", new Uint8Array(4_096)), over("c")];
    const session = makeSession({ connections });
    const before = session.revision;
    while (
      [...session.connections.values()].some(({ first }) => (first[0]?.body.length ?? 0) > 128)
    )
      thinSession(session);
    expect([...session.connections.keys()]).toEqual(["a", "b", "c"]);
    const thinned = session.connections.get("a");
    expect(thinned?.last[0]).toEqual(makeSample(9, "x".repeat(128)));
    // So that it is written anew.
    expect(thinned?.revision).toBeGreaterThan(before);
  });

  it("forgets and counts what is over before anything that lives and is small", () => {
    const session = makeSession({ connections: [live("a", "hello"), over("b"), over("c")] });
    thinSession(session);
    thinSession(session);
    expect([...session.connections.keys()]).toEqual(["a"]);
    expect(session.forgottenCount).toBe(2);
  });

  it("gives up what waits for a connection, the oldest first", () => {
    const unmatchedHandshakes = Array.from({ length: 16 }, (_, i) => ({
      ...{
        url: "wss://api.example.com/",
        startedAt: T0,
        endedAt: null,
        mark: null,
        fromWorker: false,
      },
      handshake: makeHandshake({ key: `k-${i}` }),
    }));
    const session = makeSession({ connections: [live("a", "")], unmatchedHandshakes });
    thinSession(session);
    expect(session.unmatchedHandshakes[0]?.handshake.key).toBe("k-2");
    expect(session.connections.size).toBe(1);
  });

  it("keeps of the addresses of many frames where they are from", () => {
    const documents = Array.from({ length: 5 }, (_, i) =>
      makeDocument({ id: `d${i}`, url: `https://ads.example/?${"x".repeat(8_000)}` }),
    );
    const session = makeSession({ documents });
    thinSession(session);
    for (const { url } of session.documents.values()) {
      expect(url).toHaveLength(256);
      expect(url.startsWith("https://ads.example/?")).toBe(true);
    }
  });

  it("forgets in the end what lives, too, and then has nothing left", () => {
    const session = makeSession({ connections: [live("a", ""), live("b", "")] });
    expect([thinSession(session), thinSession(session)]).toEqual([true, true]);
    expect(session.connections.size).toBe(0);
    expect(thinSession(session)).toBe(false);
  });
});

describe("the weight of a connection", () => {
  it.each([
    ["one of a storm", over("a")],
    ["one with samples", live("a", "x".repeat(4_096))],
    ["one with a long address", makeConnection({ url: `wss://h/?${"x".repeat(8_000)}` })],
    [
      "one with headers",
      makeConnection({
        handshake: { requestHeaders: [{ name: "Cookie", value: "x".repeat(9_000) }] },
      }),
    ],
  ])("is about its size as JSON: %s", (_name, connection) => {
    const size = JSON.stringify(toPlainConnection(connection)).length;
    expect(weighConnection(connection)).toBeGreaterThan(size / 2);
    expect(weighConnection(connection)).toBeLessThan(size * 2);
  });
});
