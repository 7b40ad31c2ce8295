/** Whatever happens in a session, what is sent of it keeps to the official definitions of OTLP. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reduce } from "../../../src/session/reduce.ts";
import { makeDocument, makeSession, T0 } from "../../builders.ts";
import { STORIES } from "../../stories.ts";
import { sessionEvents } from "../session/random-events.ts";
import { readBack, refusalOf, withoutEmpty } from "./official.ts";
import { batchesOf, exportOf } from "./sessions.ts";

const start = () =>
  makeSession({ documents: [makeDocument(), makeDocument({ id: "d2", top: false })] });

// Of the larger stories the diagnosis takes seconds, and they have nothing else to encode.
const { storm, goingOn, over, givenUp, solved } = STORIES;

describe("what is exported", () => {
  it.each(Object.entries({ storm, goingOn, over, givenUp, solved }))(
    "of the story %s is OTLP, and nothing is lost",
    (_, story) => {
      const { session, nowMs } = story();
      const batches = batchesOf(exportOf(session, nowMs));
      expect(new Set(batches.map(({ signal }) => signal)).size).toBe(3);
      for (const batch of batches) {
        expect(refusalOf(batch)).toBeNull();
        expect(readBack(batch)).toEqual(withoutEmpty(batch.request));
      }
    },
  );

  it("of events in any order, with any times and sizes, is OTLP", () => {
    fc.assert(
      fc.property(sessionEvents, (events) => {
        const session = events.reduce(
          (before, event) => reduce(before, structuredClone(event)),
          start(),
        );
        for (const batch of batchesOf(exportOf(session, T0 + 400_000))) {
          expect(refusalOf(batch)).toBeNull();
          expect(readBack(batch)).toEqual(withoutEmpty(batch.request));
        }
      }),
      { numRuns: 60, seed: 20_261_201 },
    );
  });

  it("is refused by the same check where it is wrong", () => {
    const { session, nowMs } = storm();
    const [batch] = batchesOf(exportOf(session, nowMs));
    const spoilt = JSON.parse(
      JSON.stringify(batch).replace('"name":"websocket handshake"', '"nome":"websocket handshake"'),
    );
    expect(readBack(spoilt)).not.toEqual(withoutEmpty(spoilt.request));
  });

  it("comes in requests of at most 512 records and about a megabyte", () => {
    const { session, nowMs } = storm();
    const one = exportOf(session, nowMs);
    const batches = batchesOf(...new Array<typeof one>(60).fill(one));
    const ofTraces = batches.filter(({ signal }) => signal === "traces");
    expect(ofTraces.length).toBeGreaterThan(2);
    expect(ofTraces.reduce((sum, { count }) => sum + count, 0)).toBe(60 * one.traces.length);
    for (const { count, request } of batches) {
      expect(count).toBeLessThanOrEqual(512);
      expect(JSON.stringify(request).length).toBeLessThan(1_200_000);
    }
  });
});
