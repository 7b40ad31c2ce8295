import { expect, it } from "vitest";
import { createClock } from "../../../src/bridge/clock.ts";
import { reduce } from "../../../src/session/reduce.ts";
import { makeEnvelope, makeSession, T0 } from "../../builders.ts";

/** What a document's two clocks show, in the bridge, and what the background makes of it. */
function hear(...readings: [wallMs: number, monotonicMs: number][]) {
  const session = makeSession();
  let now: [number, number] = [0, 0];
  const readClock = createClock(
    () => now[0],
    () => now[1],
  );
  readings.forEach((reading, i) => {
    now = reading;
    reduce(session, makeEnvelope({ n: i + 1, clock: readClock() }));
  });
  return session.lifecycle;
}

it("notes sleep: the wall clock ran on while the page's clock stood still", () => {
  expect(hear([T0, 1_000], [T0 + 95_000, 6_000])).toEqual([
    { kind: "clock-jump", at: T0 + 95_000, documentId: "d1", ms: 90_000 },
  ]);
});

it("notes nothing where both went on, however long nobody was heard, or where one drifts", () => {
  expect(hear([T0, 1_000], [T0 + 3_600_000, 3_601_000])).toEqual([]);
  expect(hear([T0, 1_000], [T0 + 3_600_000, 3_594_000])).toEqual([]);
});

it("notes nothing where the wall clock was set back", () => {
  expect(hear([T0, 1_000], [T0 - 90_000, 6_000])).toEqual([]);
});
