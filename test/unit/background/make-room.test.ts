import { expect, it } from "vitest";
import { forgetOldestOf } from "../../../src/background/make-room.ts";
import { makeConnection, makeSession } from "../../builders.ts";

it("forgets what ended first, of all tabs together, and counts it where it was", () => {
  const ended = (id: string, at: number) => {
    const connection = makeConnection({ id });
    connection.end = { at, by: "close", code: 1000, reason: "", wasClean: true };
    return connection;
  };
  const quiet = makeSession({ tabId: 1, connections: [ended("q-1", 100), ended("q-2", 9_000)] });
  const times = Array.from({ length: 22 }, (_, i) => 200 + 100 * i);
  const busy = makeSession({ tabId: 2, connections: times.map((at, i) => ended(`b-${i}`, at)) });
  // An eighth of 24.
  expect(forgetOldestOf([quiet, busy])).toEqual([
    { tabId: 1, id: "q-1" },
    { tabId: 2, id: "b-0" },
    { tabId: 2, id: "b-1" },
  ]);
  expect([...quiet.connections.keys()]).toEqual(["q-2"]);
  expect([quiet.forgottenCount, busy.forgottenCount]).toEqual([1, 2]);
});

it("goes on until nothing that is over is left", () => {
  const session = makeSession({ connections: [makeConnection({ close: {} }), makeConnection()] });
  expect(forgetOldestOf([session])).toHaveLength(1);
  expect(forgetOldestOf([session])).toEqual([]);
});
