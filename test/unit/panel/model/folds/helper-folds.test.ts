import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../../src/analysis/diagnose.ts";
import type { Finding } from "../../../../../src/analysis/finding.ts";
import { groupByEndpoint } from "../../../../../src/analysis/series/endpoint-groups.ts";
import { indexFindings } from "../../../../../src/panel/model/finding-index.ts";
import { findHelpers, helpersInWords } from "../../../../../src/panel/model/folds/helper-folds.ts";
import { type Connection, connectionsInOrder } from "../../../../../src/session/session.ts";
import { makeConnection, makeHelper, makeSession, T0 } from "../../../../builders.ts";

/** The ids of all that fold, as the diagnosis of their session has it. */
function foldedOf(connections: Connection[], more: readonly Finding[] = []): string[] {
  const session = makeSession({ connections });
  const { findings } = diagnose(session, T0 + 600_000);
  const groups = groupByEndpoint(connectionsInOrder(session));
  const helpers = findHelpers(groups, indexFindings([...findings, ...more]));
  return [...helpers.values()].flatMap((ids) => [...ids]);
}

const helpersEvery = (gapMs: number, count: number): Connection[] =>
  Array.from({ length: count }, (_, i) => makeHelper({ createdAt: T0 + i * gapMs }));
const idsOf = (connections: Connection[]) => connections.map(({ id }) => id).sort();

describe("what folds into the helpers of an endpoint", () => {
  const helpers = helpersEvery(5_000, 3);

  it("is each connection that the page opened and closed at once without data", () => {
    const chat = makeConnection({ createdAt: T0 + 1, open: true, receive: { count: 3 } });
    expect(foldedOf([...helpers, chat]).sort()).toEqual(idsOf(helpers));
    expect(foldedOf(helpers).sort()).toEqual(idsOf(helpers));
  });

  it("is none of a single one, which is a change of mind", () => {
    expect(foldedOf(helpers.slice(0, 1))).toEqual([]);
  });

  it("is nothing that failed, lived longer, or was closed by someone else", () => {
    const others = [
      makeConnection({ createdAt: T0 + 60_000, close: { code: 1006 } }),
      makeHelper({ createdAt: T0 + 70_000, close: { code: 1005, at: T0 + 75_000 } }),
      makeConnection({ createdAt: T0 + 80_000, open: true, close: { code: 1000 } }),
    ];
    expect(foldedOf([...helpers, ...others]).sort()).toEqual(idsOf(helpers));
  });

  it("is nothing of which more was found than that the page closed it", () => {
    const lost = makeHelper({ createdAt: T0 + 60_000, lost: { count: 1, sizeBytes: 9 } });
    const sorry = makeHelper({
      createdAt: T0 + 70_000,
      closing: { code: 1000, reason: "ping timed out" },
      close: { code: 1000, at: T0 + 70_100 },
    });
    expect(foldedOf([...helpers, lost, sorry]).sort()).toEqual(idsOf(helpers));
  });

  it("is no attempt of a storm", () => {
    const [first, ...later] = helpers;
    const [closed] = diagnose(makeSession({ connections: helpers }), T0 + 600_000).findings;
    if (!first || !closed) throw new Error("nothing was found");
    const url = first.endpoint;
    const storm: Finding = {
      ...closed,
      id: "reconnect-storm",
      subject: { kind: "series", id: `1:${url}`, url },
      since: T0,
      until: T0 + 1_000,
    };
    expect(foldedOf(helpers, [storm]).sort()).toEqual(idsOf(later));
  });

  it("stands apart for a page and its workers", () => {
    const ofWorker = helpers.map((one) => ({ ...one, id: `w-${one.id}`, pageWorker: true }));
    const groups = groupByEndpoint([...helpers, ...ofWorker]);
    expect(findHelpers(groups, indexFindings([])).size).toBe(2);
  });

  it("is said in words", () => {
    expect(helpersInWords(12)).toBe("12 connections that opened and closed at once without data");
    expect(helpersInWords(1)).toBe("1 connection that opened and closed at once without data");
  });
});
