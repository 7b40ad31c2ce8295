import { expect, it } from "vitest";
import { forgetOlderHalfOf } from "../../../src/background/make-room.ts";
import { makeConnection, makeSession } from "../../builders.ts";

it("forgets what ended first, of all tabs together, and counts it where it was", () => {
  const ended = (id: string, at: number) => {
    const connection = makeConnection({ id });
    connection.end = { at, by: "close", code: 1000, reason: "", wasClean: true };
    return connection;
  };
  const quiet = makeSession({ tabId: 1, connections: [ended("q-1", 100), ended("q-2", 900)] });
  const busy = makeSession({
    tabId: 2,
    connections: [200, 300, 400, 500].map((at, i) => ended(`b-${i}`, at)),
  });
  expect(forgetOlderHalfOf([quiet, busy])).toEqual([
    { tabId: 1, id: "q-1" },
    { tabId: 2, id: "b-0" },
    { tabId: 2, id: "b-1" },
  ]);
  expect([...quiet.connections.keys()]).toEqual(["q-2"]);
  expect([quiet.forgottenCount, busy.forgottenCount]).toEqual([1, 2]);
});
