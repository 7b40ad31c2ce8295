/** A part of a session tells nothing of the rest, but how much of it there was. */
import { expect, it } from "vitest";
import { leftOutInWords } from "../../../../src/har/part/left-out.ts";
import { partOf } from "../../../../src/har/part/part-of.ts";
import { readHar } from "../../../../src/har/read.ts";
import { writeHar } from "../../../../src/har/write.ts";
import type { LeftOut, SeenHandshake, Session } from "../../../../src/session/session.ts";
import { makeConnection, makeFullSession, makeRow, START } from "../full-session.ts";

const OTHER = "wss://elsewhere.test/secret-room";

/** All that a full session has, and as much of another host. */
function makeWhole() {
  const { session, rows } = makeFullSession();
  const other = makeConnection({ id: "other-9", ordinal: 3, number: 9, url: OTHER });
  session.connections.set(other.id, { ...other, documentId: "frame" });
  const [document] = session.documents.values();
  const [error] = session.constructorErrors;
  if (!document || !error) throw new Error("it is not full");
  session.documents.set("frame", {
    ...document,
    id: "frame",
    top: false,
    url: "https://ads.test/",
  });
  session.constructorErrors.push({ ...error, url: OTHER });
  session.lifecycle.push({ kind: "hidden", at: START + 9, documentId: "frame" });
  return { session, rows: [...rows, makeRow({ connectionId: "other-9", documentId: "frame" })] };
}

const write = (session: Session, leftOut?: () => LeftOut) =>
  JSON.stringify(
    writeHar({
      session,
      rowsOf: () => [],
      creatorVersion: "1",
      exportedAt: START + 10_000,
      masked: true,
      ...(leftOut ? { leftOut } : {}),
    }),
  );

it("keeps the connections, their page and their hosts, and no word of others", () => {
  const { session } = makeWhole();
  const part = partOf(session, { ids: new Set(["doc-1"]), keeps: () => true, keepsAll: true });
  expect([...part.connections.keys()]).toEqual(["doc-1"]);
  expect(part.connections.get("doc-1")).toEqual(session.connections.get("doc-1"));
  expect([...part.documents.keys()]).toEqual(["doc"]);
  expect(part.elsewhere).toEqual(session.elsewhere);
  expect(write(part)).not.toMatch(/elsewhere\.test|ads\.test|secret-room/);
  // What it is a part of stays as it was.
  expect(session.connections.size).toBe(3);
});

it("takes what messages said with the messages, and leaves what is known of them", () => {
  const { session } = makeWhole();
  const keeps = (_: string, { seq }: { seq: number }) => seq >= 5;
  const { connections } = partOf(session, { ids: new Set(["doc-1"]), keeps, keepsAll: false });
  const { first, last, receive } = connections.get("doc-1") ?? {};
  expect(first).toEqual([]);
  expect(last?.map(({ seq }) => seq)).toEqual([5]);
  expect(receive).toEqual(session.connections.get("doc-1")?.receive);
});

it("says in the file, and to whoever opens it, how much was left out; of a part of a part, all of it", () => {
  const { session } = makeWhole();
  const part = partOf(session, { ids: new Set(["doc-1"]), keeps: () => true, keepsAll: true });
  const text = write(part, () => ({ connections: 2, messages: 1_000, by: ["connection"] }));
  const read = readHar(text);
  expect(read.session.leftOut).toEqual({ connections: 2, messages: 1_000, by: ["connection"] });
  expect(read.notes).toEqual([
    "This is a part of a session: 2 connections and 1,000 messages were left out when it was exported, by the choice of connections. What they had to do with what is here is not known.",
  ]);
  // Written again as it is, it says the same; and with less, more.
  expect(readHar(write(read.session)).session.leftOut).toEqual(read.session.leftOut);
  const less = readHar(write(read.session, () => ({ connections: 0, messages: 1, by: ["time"] })));
  expect(less.session.leftOut).toEqual({
    connections: 2,
    messages: 1_001,
    by: ["connection", "time"],
  });
  expect(leftOutInWords({ connections: 1, messages: 1, by: ["filter", "time"] })).toContain(
    "1 connection and 1 message were left out when it was exported, by a filter and a chosen time",
  );
  expect(readHar(write(session)).notes).toEqual([]);
});

it("takes nothing of other connections to the same host, of earlier pages, or of the whole", () => {
  const { session } = makeWhole();
  const [document] = session.documents.values();
  const [error] = session.constructorErrors;
  const [unmatched] = session.unmatchedHandshakes;
  const one = session.connections.get("doc-1");
  if (!document || !error || !unmatched || !one) throw new Error("it is not full");
  const url = "wss://example.test:8443/of-another-one";
  const seen = { count: 3, firstAt: START };
  session.constructorErrors.push({ ...error, url });
  session.forgottenEndpoints.push({ ...seen, endpoint: url, failing: null });
  session.foldedConnections.push({
    ...{ ...seen, url, openedCount: 0, messageCount: 0, sizeBytes: 0, lastAt: START },
  });
  const handshake: SeenHandshake = { ...unmatched, url, mark: null };
  session.unmatchedHandshakes.push(handshake, { ...handshake, mark: "0.5.1" });
  const earlier = { id: "earlier", page: 1, url: "https://bank.test/of-another-one" };
  session.documents.set("earlier", { ...document, ...earlier });
  session.overrides = { 7: { outcome: "no", note: "of-another-one" } };
  const part = partOf(session, { ids: new Set(["doc-1"]), keeps: () => true, keepsAll: true });
  const masked = [{ kind: "token", name: "of-another-one", place: "message", count: 1 }];
  for (const isMasked of [true, false]) {
    const text = JSON.stringify(
      writeHar({
        ...{ session: part, rowsOf: () => [], creatorVersion: "1", exportedAt: START + 10_000 },
        ...{ masked: isMasked, maskedBefore: masked, leftOut: () => null, report: {} },
      }),
    );
    expect(text).not.toMatch(/of-another-one|bank\.test/);
    // What was masked is still not what it was.
    expect(readHar(text).masked).not.toBeNull();
  }
  expect(part.overrides).toEqual({});
  // Its own handshake is, though it was not matched yet.
  const own = { ...unmatched, mark: "its-own" };
  session.unmatchedHandshakes.push(own);
  session.connections.set("doc-1", { ...one, mark: "its-own" });
  const ids = new Set(["doc-1"]);
  const { unmatchedHandshakes } = partOf(session, { ids, keeps: () => true, keepsAll: true });
  expect(unmatchedHandshakes).toEqual([own]);
});

it("holds no word and no hash of messages that a filter left out", () => {
  const { session } = makeWhole();
  const part = partOf(session, { ids: new Set(["doc-1"]), keeps: () => false, keepsAll: false });
  const { talk, send } = part.connections.get("doc-1")?.traffic ?? {};
  expect(talk?.subscriptions.map(({ label }) => label)).toEqual([""]);
  expect(talk).toMatchObject({ numbered: [], isCut: true });
  expect(send?.beats.map(({ hash }) => hash)).toEqual([1]);
  expect(write(part)).not.toContain("orders");
  expect(readHar(write(part)).session.connections.size).toBe(1);
});

it("says nothing of how a part was chosen where a file does not", () => {
  const words = leftOutInWords({ connections: 0, messages: 2, by: [] });
  expect(words).toContain("were left out when it was exported. What");
});
