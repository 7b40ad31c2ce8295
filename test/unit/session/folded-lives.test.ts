import { expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import type { FoldedLives } from "../../../src/protocol/page-event.ts";
import { MAX_FOLDED_ADDRESSES } from "../../../src/session/limits.ts";
import { reduce } from "../../../src/session/reduce.ts";
import { makeEnvelope, makeSession, T0 } from "../../builders.ts";

const makeFolded = (url: string, count: number, firstAt = 0): FoldedLives => ({
  kind: "folded-connections",
  ...{ at: firstAt + 100, seq: 0, url, count, openedCount: 1 },
  ...{ messageCount: 2, sizeBytes: 20, firstAt, lastAt: firstAt + 100 },
});

const tell = (...events: FoldedLives[]) => reduce(makeSession(), makeEnvelope({ events }));

it("adds up connections that are only counted, by their address", () => {
  const session = tell(makeFolded("wss://a.test/", 3, 50), makeFolded("wss://a.test/", 4, 10));
  expect(session.foldedConnections).toEqual([
    {
      ...{ url: "wss://a.test/", count: 7, openedCount: 2, messageCount: 4, sizeBytes: 40 },
      ...{ firstAt: T0 + 10, lastAt: T0 + 150 },
    },
  ]);
});

it("adds up what further addresses have in one sum, so that none is lost", () => {
  const events = Array.from({ length: MAX_FOLDED_ADDRESSES + 10 }, (_, i) =>
    makeFolded(`wss://a.test/${i}`, 2),
  );
  const { foldedConnections } = tell(...events);
  expect(foldedConnections).toHaveLength(MAX_FOLDED_ADDRESSES + 1);
  expect(foldedConnections.reduce((sum, { count }) => sum + count, 0)).toBe(2 * events.length);
});

it("says how many connections are missing from the list, and where they went", () => {
  const { findings } = diagnose(tell(makeFolded("wss://a.test/", 12_000)), T0 + 1_000);
  const [finding] = findings.filter(({ id }) => id === "recording-incomplete");
  expect(finding?.severity).toBe("warning");
  expect(finding?.title).toContain("12,000 connections only counted");
  expect(finding?.evidence).toContainEqual({
    is: "more-connections",
    of: "wss://a.test/",
    label: "more connections to wss://a.test/, ended meanwhile",
    value: 12_000,
    at: T0,
  });
});
