import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { groupByEndpoint } from "../../../../src/analysis/series/endpoint-groups.ts";
import type { MessageParts } from "../../../../src/panel/messages/message-parts.ts";
import { createRangeParts } from "../../../../src/panel/messages/range-parts.ts";
import {
  attemptsWithin,
  groupsWithin,
  isWithin,
} from "../../../../src/panel/model/within-range.ts";
import { makeConnection, makeRetries, makeSession, T0 } from "../../../builders.ts";

describe("a chosen time", () => {
  const early = makeConnection({ close: { at: T0 + 1_000 } });
  const open = makeConnection({ url: "wss://feed.example.com/", createdAt: T0 + 10, open: true });
  const groups = groupByEndpoint([early, open]);

  it("leaves the connections that lived in it", () => {
    expect(isWithin(early, { from: T0 + 1_001, to: T0 + 2_000 })).toBe(false);
    expect(isWithin(early, { from: T0 + 1_000, to: T0 + 2_000 })).toBe(true);
    expect(isWithin(open, { from: T0 + 9e9, to: T0 + 9e9 })).toBe(true);
  });

  it("leaves no group without connections, and everything while there is none", () => {
    const left = groupsWithin(groups, { from: T0 + 5_000, to: T0 + 6_000 });
    expect(left.map(({ connections }) => connections)).toEqual([[open]]);
    expect(groupsWithin(groups, null)).toBe(groups);
  });
});

describe("the attempts of a chosen time", () => {
  it("are those that lived in it, those that go on included", () => {
    const connections = makeRetries([1_000, 1_000, 1_000], 100);
    connections.push(makeConnection({ createdAt: T0 + 5_000, open: true }));
    const [series] = diagnose(makeSession({ connections }), T0 + 6_000).series;
    if (!series) throw new Error("no series");
    const numbersIn = (from: number, to: number) =>
      attemptsWithin(series, { from: T0 + from, to: T0 + to }).map(
        (attempt) => series.history.indexOf(attempt) + 1,
      );
    expect(numbersIn(1_150, 2_250)).toEqual([2, 3]);
    expect(numbersIn(500, 1_000)).toEqual([]);
    expect(numbersIn(9_000, 9_500)).toEqual([5]);
    expect(attemptsWithin(series, null)).toBe(series.history);
  });
});

describe("the rows of a chosen time", () => {
  const connection = makeConnection({ open: true });

  /** Rows at these times; counts how often it is asked. */
  function makeParts(times: number[]) {
    const asked = { count: 0 };
    const parts: MessageParts = {
      parts: () => [
        { connection, count: times.length, kind: "recorded", lastSeq: times.length - 1 },
      ],
      update: async () => [0],
      read: async () => [],
      find: async () => 0,
      async findTime(_, at) {
        asked.count++;
        const found = times.findIndex((time) => time > at);
        return found === -1 ? times.length : found;
      },
    };
    return { parts, asked };
  }

  it("begin with the first in it and end after the last, both moments included", async () => {
    const { parts } = makeParts([10, 20, 20, 30, 40]);
    const ranged = createRangeParts(parts);
    await ranged.follow({ from: 20, to: 30 }, false);
    expect([ranged.first(0), ranged.end(0)]).toEqual([1, 4]);
    await ranged.follow(null, false);
    expect([ranged.first(0), ranged.end(0)]).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  it("are looked for again only while more may come into it", async () => {
    const times = [10, 20];
    const { parts, asked } = makeParts(times);
    const ranged = createRangeParts(parts);
    const range = { from: 15, to: 25 };
    await ranged.follow(range, false);
    await ranged.follow(range, false);
    expect(asked.count).toBe(2);
    times.push(24, 30);
    await ranged.follow(range, false);
    expect([ranged.first(0), ranged.end(0)]).toEqual([1, 3]);
    times.push(40);
    await ranged.follow(range, false);
    // Its beginning was found before; rows only come after it.
    expect(asked.count).toBe(3);
    await ranged.follow(range, true);
    expect(asked.count).toBe(5);
  });

  it("have no end to be looked for where the time has none", async () => {
    const times = [10, 20];
    const { parts, asked } = makeParts(times);
    const ranged = createRangeParts(parts);
    const range = { from: 15, to: Number.POSITIVE_INFINITY };
    await ranged.follow(range, false);
    times.push(30, 40);
    await ranged.follow(range, false);
    expect([ranged.first(0), ranged.end(0)]).toEqual([1, Number.POSITIVE_INFINITY]);
    expect(asked.count).toBe(1);
  });
});
