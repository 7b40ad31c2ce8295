import { expect, it } from "vitest";
import { makeRoomIn } from "../../../../src/background/saved/make-room.ts";
import type { Connection, Session } from "../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const ended = (id: string, at: number): Connection =>
  makeConnection({ id, end: { at, by: "close", code: 1011, reason: "", wasClean: true } });
const idsOf = ({ connections }: Session) => [...connections.keys()];

it("takes from the tab that has most, however old what the others have is", () => {
  const quiet = makeSession({ tabId: 1, connections: [ended("q-1", T0)] });
  const busy = makeSession({
    tabId: 2,
    connections: Array.from({ length: 22 }, (_, i) => ended(`b-${i}`, T0 + 1_000 + i)),
  });
  expect([...makeRoomIn([quiet, busy])]).toEqual([busy]);
  expect(idsOf(quiet)).toEqual(["q-1"]);
  // An eighth of 22, the oldest.
  expect(idsOf(busy)[0]).toBe("b-3");
  expect([quiet.forgottenCount, busy.forgottenCount]).toEqual([0, 3]);
});

it("goes on until no tab has anything left", () => {
  const sessions = [1, 2].map((tabId) =>
    makeSession({ tabId, connections: [ended(`${tabId}-1`, T0), makeConnection({ end: null })] }),
  );
  let rounds = 0;
  while (makeRoomIn(sessions).size > 0) rounds++;
  expect(rounds).toBeGreaterThan(0);
  expect(sessions.flatMap(idsOf)).toEqual([]);
});

it("goes on at once where far too much is there, from whichever tab has most by then", () => {
  const sessions = [1, 2].map((tabId) =>
    makeSession({
      tabId,
      connections: Array.from({ length: 400 }, (_, i) => ended(`${tabId}-${i}`, T0 + i)),
    }),
  );
  expect(makeRoomIn(sessions, 200_000).size).toBe(2);
  const [one = 0, other = 0] = sessions.map(({ connections }) => connections.size);
  expect(one + other).toBeLessThan(200);
  expect(one).toBeGreaterThan(20);
  expect(other).toBeGreaterThan(20);
});
