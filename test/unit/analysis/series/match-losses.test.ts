import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { answersByTime, matchLosses } from "../../../../src/analysis/series/match-losses.ts";
import type { Connection } from "../../../../src/session/session.ts";
import { makeConnection, makeDocument, makeSession, T0 } from "../../../builders.ts";
import { createRandom } from "../policy/random.ts";
import { calm, drawnFromNothing, jittery, type Schedule } from "../policy/schedules.ts";

/** How long a refusal takes. */
const REFUSED_MS = 10;

/** One socket's attempts, the first one this long after `T0`, all refused. */
function makeRow(startMs: number, waitsMs: readonly number[], known: object = {}): Connection[] {
  let createdAt = T0 + startMs;
  return [0, ...waitsMs].map((waitMs, i) => {
    if (i > 0) createdAt += REFUSED_MS + waitMs;
    return makeConnection({ ...known, createdAt, close: { at: createdAt + REFUSED_MS } });
  });
}
const times = <T>(count: number, value: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => value(i));
const seriesOf = (rows: Connection[][], documents = [makeDocument()]) => {
  const connections = rows.flat();
  return diagnose(makeSession({ connections, documents }), T0 + 3_600_000).series;
};

describe("sockets side by side that are all refused", () => {
  it("reads one second, fixed, of three that each retry every second", () => {
    const rows = times(3, (i) =>
      makeRow(
        i * 300,
        times(10, () => 1_000),
      ),
    );
    const [series] = seriesOf(rows);
    expect(series?.delaysMs).toEqual(times(30, () => 1_000));
    expect(series?.policy).toMatchObject({ kind: "fixed", n: 30 });
    expect(series?.policy.baseMs).toBeCloseTo(1_000, -2);
  });

  it("reads the same with timers that are some milliseconds late", () => {
    const random = createRandom(3);
    const rows = times(3, (i) =>
      makeRow(
        i * 300,
        times(12, () => 1_000 + 8 * random()),
      ),
    );
    const [series] = seriesOf(rows);
    expect(series?.policy).toMatchObject({ kind: "fixed", jitter: { kind: "none" } });
    expect(series?.policy.baseMs).toBeCloseTo(1_000, -2);
    expect(Math.min(...(series?.delaysMs ?? []))).toBeGreaterThanOrEqual(1_000);
  });

  it("reads the backoff of three that each have their own", () => {
    const rows = times(3, (i) =>
      makeRow(
        i * 300,
        times(6, (step) => 1_000 * 2 ** step),
      ),
    );
    const [series] = seriesOf(rows);
    expect(series?.policy).toMatchObject({ kind: "exponential", baseMs: 1_000, factor: 2 });
    expect(series?.delaysMs.slice(0, 6)).toEqual([1_000, 1_000, 1_000, 2_000, 2_000, 2_000]);
  });

  it("reads two that were opened at no regular time", () => {
    const [series] = seriesOf([
      makeRow(
        0,
        times(12, () => 2_000),
      ),
      makeRow(
        370,
        times(12, () => 2_000),
      ),
    ]);
    expect(series?.policy).toMatchObject({ kind: "fixed", baseMs: 2_000 });
  });

  it("names no policy where each draws its waits at random", () => {
    for (const seed of times(8, (i) => i + 1)) {
      const random = createRandom(seed);
      const rows = times(3, (i) =>
        makeRow(
          i * 300,
          times(8, (step) => random() * Math.min(30_000, 1_000 * 2 ** step)),
        ),
      );
      const { kind = "none", jitter } = seriesOf(rows)[0]?.policy ?? {};
      expect([kind, jitter?.kind].join(), `seed ${seed}`).not.toMatch(/none$|^immediate/);
    }
  });
});

describe("a single socket", () => {
  it.each([
    ["every second", times(20, () => 1_000)],
    ["every second, a little late", times(20, (i) => 1_000 + ((i * 7) % 5))],
    ["by a backoff", times(8, (i) => 500 * 2 ** i)],
    ["by a backoff with a cap", times(20, (i) => Math.min(30_000, 500 * 2 ** i))],
    ["linearly", times(12, (i) => 1_000 * (i + 1))],
  ])("that retries %s is read as one", (_, waitsMs) => {
    expect(seriesOf([makeRow(0, waitsMs)])[0]?.delaysMs).toEqual(waitsMs);
  });

  it("whose waits begin anew again and again is read as one", () => {
    const waitsMs = times(24, (i) => 1_000 * 2 ** (i % 4));
    const row = makeRow(0, waitsMs);
    // Each fifth one opens for a moment, which is what begins them anew.
    for (const [i, connection] of row.entries()) {
      if (i % 4 !== 0 || i === 0) continue;
      connection.open = { at: connection.createdAt + 5, protocol: "", extensions: "" };
    }
    const [series] = seriesOf([row]);
    expect(series?.delaysMs).toEqual(waitsMs);
    expect(series?.policy).toMatchObject({ kind: "exponential", factor: 2 });
  });

  it("keeps its own waits beside one that was given up, but for the one that may be either's", () => {
    const lost = makeConnection({ createdAt: T0, open: true, close: { at: T0 + 500 } });
    const waitsMs = times(8, (i) => 1_000 * 2 ** i);
    const own = makeRow(100, waitsMs);
    const [series] = seriesOf([[lost], own]);
    expect(series?.delaysMs).toEqual(waitsMs.slice(1));
    expect(series?.policy).toMatchObject({ kind: "exponential", baseMs: 1_000, factor: 2 });
  });

  it("that is refused in no time, as a file of whole times has it, does not answer itself", () => {
    const row = times(6, (i) =>
      makeConnection({ createdAt: T0 + i * 2_000, close: { at: T0 + i * 2_000 } }),
    );
    expect(seriesOf([row])[0]?.delaysMs).toEqual(times(5, () => 2_000));
  });

  it("of one frame does not answer for that of another", () => {
    const documents = [makeDocument(), makeDocument({ id: "frame", top: false })];
    const rows = [
      makeRow(
        0,
        times(6, (i) => 1_000 * 2 ** i),
      ),
      makeRow(
        450,
        times(6, (i) => 1_000 * 2 ** i),
        { documentId: "frame" },
      ),
    ];
    const [series] = seriesOf(rows, documents);
    expect(series?.policy).toMatchObject({ kind: "exponential", baseMs: 1_000, factor: 2 });
    expect(series?.delaysMs).toHaveLength(12);
  });
});

/** One socket that waits so, and holds for a while before each run of retries. */
function makeScheduled({ waits }: Schedule): Connection[] {
  let at = T0;
  const begin = (held: boolean): Connection => {
    const createdAt = at;
    at += held ? 40_000 : REFUSED_MS;
    return makeConnection({ createdAt, open: held, close: { at } });
  };
  const firstHeld = begin(true);
  return [
    firstHeld,
    ...waits.map(({ delayMs }, i) => {
      at += delayMs;
      return begin(waits[i + 1]?.step === 0);
    }),
  ];
}

describe("the attempts of one socket, by whatever policy", () => {
  const RUNS = 100;
  it.each([
    ["hardly any jitter", calm("as clients do")],
    ["some jitter", jittery("half of them odd")],
    ["full jitter", drawnFromNothing("as clients do")],
  ])("are taken for several sockets' in one of fifty cases at most: %s", (_, schedules) => {
    const taken = fc.sample(schedules, { numRuns: RUNS, seed: 11 }).filter((schedule) => {
      const connections = makeScheduled(schedule);
      const { answers, unsure } = matchLosses(connections);
      return (
        unsure.some(Boolean) || answers.some((lost, i) => lost !== (connections[i - 1] ?? null))
      );
    });
    expect(taken.length).toBeLessThanOrEqual(RUNS / 50);
  });
});

describe("by time alone", () => {
  it("each attempt answers the latest loss of its document that nothing has answered yet", () => {
    const [a, b] = [makeRow(0, [500, 700]), makeRow(100, [900])].map((row, i) =>
      row.map((connection) => ({ ...connection, documentId: `document-${i}` })),
    ) as [Connection[], Connection[]];
    const inOrder = [...a, ...b].sort((one, other) => one.createdAt - other.createdAt);
    const answers = answersByTime(inOrder);
    expect(inOrder.map((connection, i) => [connection, answers[i]])).toEqual(
      inOrder.map((connection) => {
        const row = a.includes(connection) ? a : b;
        return [connection, row[row.indexOf(connection) - 1] ?? null];
      }),
    );
  });

  it("it is what is told of a row of sockets", () => {
    const row = makeRow(0, [1_000, 2_000, 4_000, 8_000]);
    expect(answersByTime(row)).toEqual(matchLosses(row).answers);
  });
});
