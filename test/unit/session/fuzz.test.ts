import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineCheck } from "../../../src/analysis/check.ts";
import { CHECKS } from "../../../src/analysis/checks/index.ts";
import { diagnose, diagnoseWith } from "../../../src/analysis/diagnose.ts";
import { readHar } from "../../../src/har/read.ts";
import { writeHar } from "../../../src/har/write.ts";
import { reduce } from "../../../src/session/reduce.ts";
import type { Session } from "../../../src/session/session.ts";
import type { SessionEvent } from "../../../src/session/session-event.ts";
import {
  fromPlainSession,
  toPlainConnection,
  toPlainSession,
} from "../../../src/session/transfer.ts";
import { makeDocument, makeSession, T0 } from "../../builders.ts";
import { sessionEvents } from "./random-events.ts";

const NOW = T0 + 400_000;
// The same cases everywhere: a test must not fail by luck. More of them: raise the runs, change the seed.
const RUNS = { numRuns: 150, seed: 20_261_121 };

const start = () =>
  makeSession({ documents: [makeDocument(), makeDocument({ id: "d2", top: false })] });

const happen = (session: Session, events: SessionEvent[]): Session =>
  events.reduce((before, event) => reduce(before, structuredClone(event)), session);

/** As the background saves a session, and its next worker reads it. */
function restart(session: Session): Session {
  const connections = [...session.connections.values()].map(toPlainConnection);
  const [plain, saved] = JSON.parse(JSON.stringify([toPlainSession(session), connections]));
  const restored = fromPlainSession(plain, saved);
  if (!restored) throw new Error("nothing was restored");
  return restored;
}

/** Where a value holds a number that is none, or a text that names one. */
function brokenPlaces(value: unknown): string[] {
  const broken: string[] = [];
  JSON.stringify(value, (key, item) => {
    const isBroken =
      typeof item === "number"
        ? !Number.isFinite(item)
        : typeof item === "string" && /\bNaN\b|Infinity|\bundefined\b/.test(item);
    if (isBroken) broken.push(`${key}: ${item}`);
    return item;
  });
  return broken;
}

describe("events in any order, with any times", () => {
  it("are diagnosed without a failing check, and without a number that is none", () => {
    fc.assert(
      fc.property(sessionEvents, (events) => {
        const session = happen(start(), events);
        const report = diagnose(session, NOW);
        expect(brokenPlaces([...session.connections.values()])).toEqual([]);
        expect(brokenPlaces(report)).toEqual([]);
        const failed = report.findings.filter(({ id }) => id === "check-failed");
        expect(failed.map(({ explanation, evidence }) => [explanation, evidence])).toEqual([]);
      }),
      RUNS,
    );
  });

  it("never give a connection two explanations, or a length of time below zero", () => {
    fc.assert(
      fc.property(sessionEvents, (events) => {
        const { findings } = diagnose(happen(start(), events), NOW);
        const explained = findings
          .filter(({ primary }) => primary)
          .map(({ subject }) => subject.id);
        expect(new Set(explained).size).toBe(explained.length);
        const negative = findings
          .flatMap(({ evidence }) => evidence)
          .filter(({ unit, value }) => unit === "ms" && Number(value) < 0);
        expect(negative).toEqual([]);
      }),
      RUNS,
    );
  });

  it("are judged, one after the other, as they are all at once", () => {
    fc.assert(
      fc.property(sessionEvents, (events) => {
        const session = start();
        for (const event of events) diagnose(happen(session, [event]), NOW);
        expect(diagnose(session, NOW)).toEqual(diagnose(structuredClone(session), NOW));
      }),
      { numRuns: 50, seed: 20_261_121 },
    );
  });

  it("amount to the same where the worker was stopped in between", () => {
    fc.assert(
      fc.property(sessionEvents, fc.nat(30), (events, stop) => {
        const through = happen(start(), events);
        const stopped = restart(happen(start(), events.slice(0, stop)));
        expect(happen(stopped, events.slice(stop))).toEqual(through);
      }),
      RUNS,
    );
  });

  it("amount to the same in a file", () => {
    fc.assert(
      fc.property(sessionEvents, (events) => {
        const session = happen(start(), events);
        const about = { creatorVersion: "1", exportedAt: NOW, masked: false };
        const file = writeHar({ session, rowsOf: () => [], ...about });
        const read = readHar(JSON.stringify(file)).session;
        expect(read.connections).toEqual(session.connections);
        expect(diagnose(read, NOW)).toEqual(diagnose(session, NOW));
      }),
      RUNS,
    );
  });

  it("are judged by all other checks where one throws", () => {
    const throwing = defineCheck({
      name: "throwing",
      run: () => {
        throw new Error("on purpose");
      },
    });
    fc.assert(
      fc.property(sessionEvents, (events) => {
        const session = happen(start(), events);
        const all = diagnoseWith(CHECKS, session, NOW).findings;
        const more = diagnoseWith([throwing, ...CHECKS], session, NOW).findings;
        const added = more.filter(({ evidence }) => evidence[0]?.value === "throwing");
        expect(added.map(({ id }) => id)).toEqual(["check-failed"]);
        expect(more.filter((finding) => !added.includes(finding))).toEqual(all);
      }),
      RUNS,
    );
  });
});
