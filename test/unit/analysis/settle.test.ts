import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connectionSubject, type Draft } from "../../../src/analysis/check.ts";
import { figure } from "../../../src/analysis/connection/evidence.ts";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import type { Finding, FindingId } from "../../../src/analysis/finding.ts";
import { FINDINGS } from "../../../src/analysis/findings.ts";
import { RELATIONS, type Relation } from "../../../src/analysis/relations.ts";
import {
  groupSeries,
  type SeriesGroup,
  seriesSubject,
} from "../../../src/analysis/series/series.ts";
import { settle } from "../../../src/analysis/settle.ts";
import type { Connection } from "../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

const lost = (i: number, host = "a.test") =>
  makeConnection({ url: `wss://${host}/`, createdAt: T0 + i * 1_000, close: {} });

function told(drafts: Draft[], connections: Connection[]): FindingId[] {
  const series = groupSeries(makeSession({ connections }), connections);
  return settle(
    drafts.map((draft) => ({ check: draft.id, draft })),
    series,
  ).map(({ draft }) => draft.id);
}

const make = (id: FindingId, of: Connection | SeriesGroup, more: Partial<Draft> = {}): Draft => ({
  id,
  ...("connections" in of
    ? { subject: seriesSubject(of), lastAt: of.connections.at(-1)?.createdAt ?? T0 }
    : { subject: connectionSubject(of), connection: of }),
  severity: FINDINGS[id].severities[0] ?? "info",
  explains: false,
  confidence: 0.9,
  facts: {},
  evidence: [],
  since: T0,
  ...more,
});

const seriesOf = (connections: Connection[]): SeriesGroup => {
  const [group] = groupSeries(makeSession({ connections }), connections);
  if (!group) throw new Error("no series");
  return group;
};

describe("what is told besides", () => {
  const rows = RELATIONS.flatMap((relation) =>
    relation.besides.map((other) => [relation.aside, other, relation.of] as const),
  );

  it.each(rows)("is not %s where %s stands, of the same %s", (aside, other, of) => {
    const connections = [lost(0), lost(1)];
    const [first, last] = connections as [Connection, Connection];
    const place = (id: FindingId) =>
      of === "series" && !FINDINGS[id].primary ? seriesOf(connections) : last;
    const own = make(aside, place(aside));
    expect(told([own, make(other, place(other))], connections)).toEqual([other]);
    expect(told([own], connections)).toEqual([aside]);
    const elsewhere = lost(2, "b.test");
    const apart = make(other, of === "series" ? elsewhere : first);
    expect(told([own, apart], [...connections, elsewhere])).toContain(aside);
  });

  it("is left out of nothing that is left out for it", () => {
    const next = (id: FindingId) =>
      RELATIONS.filter(({ aside, of }) => aside === id && of === "series").flatMap(
        ({ besides }) => besides,
      );
    const reach = (id: FindingId, seen: FindingId[] = []): FindingId[] =>
      seen.includes(id) ? [id] : next(id).flatMap((each) => [each, ...reach(each, [...seen, id])]);
    for (const { aside, of } of RELATIONS) {
      if (of === "series") expect(reach(aside)).not.toContain(aside);
    }
  });

  it("is not the message that the explanation rests on, nor the same once more", () => {
    const connection = lost(0);
    const quote = (seq: number) =>
      figure("spoken-error", "no", undefined, { ref: { connectionId: connection.id, seq } });
    const explained = (seq: number) =>
      make("server-error", connection, { explains: true, evidence: quote(seq) });
    const payload = make("error-payload", connection, { evidence: quote(3) });
    expect(told([explained(3), payload], [connection])).toEqual(["server-error"]);
    expect(told([explained(2), payload], [connection])).toEqual(["server-error", "error-payload"]);
    const again = make("server-error", connection);
    expect(told([explained(3), again], [connection])).toEqual(["server-error"]);
  });

  it("goes by the newest attempt: what was of no use before may be of use now", () => {
    const connections = [lost(0), lost(1)];
    const group = seriesOf(connections);
    const over = make("retry-hopeless", group, { until: T0 + 500 });
    expect(told([make("no-backoff", group), over], connections)).toHaveLength(2);
  });
});

const OUTCOMES = [
  { handshake: { status: 401 }, close: {} },
  { handshake: { status: 403 }, close: {} },
  { handshake: { status: 503 }, close: {} },
  { open: true, close: { code: 1006 } },
  { open: true, close: { code: 1012 } },
  { open: true, close: { code: 4401, reason: "unauthorized" } },
  { open: true, close: { code: 4000, reason: "logged in from another tab" } },
  { open: true, close: { code: 1011, reason: "quota exceeded" } },
  { open: true, close: { code: 4429, reason: "rate limited" } },
  { open: true, closing: { reason: "ping timeout" } },
] as const satisfies Parameters<typeof makeConnection>[0][];

const BODIES = ['{"error":{"code":"unauthorized"}}', '{"error":"rate_limit_exceeded"}', '{"n":1}'];

/** One page's attempts at one endpoint, each with its outcome, its wait and what was said last. */
const attempts = fc
  .array(
    fc.record({
      outcome: fc.constantFrom(...OUTCOMES),
      waitMs: fc.constantFrom(5, 1_000, 1_000, 30_000),
      body: fc.option(fc.constantFrom(...BODIES)),
    }),
    { minLength: 3, maxLength: 14 },
  )
  .map((list) => {
    let at = T0;
    return list.map(({ outcome, waitMs, body }) => {
      const said =
        body === null ? [] : [{ seq: 1, at: at + 60, direction: "receive" as const, body }];
      const connection = makeConnection({ createdAt: at, ...outcome, first: said, last: said });
      at = (connection.end?.at ?? at) + waitMs;
      return connection;
    });
  });

it("holds for whatever happens to a page: no advice beside what excludes it", () => {
  const contradictions = (connections: Connection[]) => {
    const last = connections.at(-1);
    const { findings } = diagnose(makeSession({ connections }), (last?.end?.at ?? T0) + 2_000);
    const isBeside = (of: Relation["of"], own: Finding, other: Finding) => {
      if (of === "connection") return other.subject.id === own.subject.id;
      if (other.subject.kind === "connection") return other.subject.id === last?.id;
      return other.until === null && other.since <= (own.lastAt ?? 0);
    };
    return RELATIONS.flatMap(({ aside, besides, of }) =>
      findings.filter(
        (own) =>
          own.id === aside &&
          !own.primary &&
          findings.some((other) => besides.includes(other.id) && isBeside(of, own, other)),
      ),
    );
  };
  fc.assert(
    fc.property(attempts, (connections) => {
      expect(contradictions(connections)).toEqual([]);
    }),
    { numRuns: 60, seed: 20_261_201 },
  );
});
