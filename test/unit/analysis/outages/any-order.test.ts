import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import type { Outage } from "../../../../src/analysis/finding.ts";
import type { PageEvent } from "../../../../src/protocol/page-event.ts";
import { reduce } from "../../../../src/session/reduce.ts";
import type { Session } from "../../../../src/session/session.ts";
import { makeDocument, makeEnvelope, makeHandshake, makeSession, T0 } from "../../../builders.ts";

const URLS = [
  "wss://gate.example.com/room/1",
  "wss://gate.example.com/room/2",
  "wss://other.example.com/live",
];
// The same cases everywhere: a test must not fail by luck. More of them: raise the runs, change the seed.
const RUNS = { numRuns: 200, seed: 20_261_201 };

/** One connection of a page: when it was made, and what became of it. */
const attempt = fc.record({
  url: fc.constantFrom(...URLS),
  atMs: fc.integer({ min: 0, max: 300_000 }),
  openMs: fc.integer({ min: 1, max: 3_000 }),
  /** Null: it lives on. */
  livedMs: fc.option(
    fc.oneof(fc.integer({ min: 0, max: 6_000 }), fc.integer({ min: 6_000, max: 200_000 })),
  ),
  opens: fc.boolean(),
  code: fc.constantFrom(1000, 1001, 1006, 1006, 1006, 1011, 1012, 1013, 4401),
  status: fc.constantFrom(null, 401, 403, 502, 503),
  error: fc.constantFrom("", "net::ERR_CONNECTION_REFUSED", "net::ERR_NAME_NOT_RESOLVED"),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

const attempts = fc.array(attempt, { minLength: 1, maxLength: 25 });

/** What the page reports of them, in the order of time. */
function eventsOf(all: readonly Attempt[]): PageEvent[] {
  return all
    .toSorted((a, b) => a.atMs - b.atMs)
    .flatMap(({ url, atMs, openMs, livedMs, opens, code }, i): PageEvent[] => {
      const id = i + 1;
      const settledAt = atMs + openMs;
      const endedAt = opens ? livedMs !== null && settledAt + livedMs : settledAt;
      const close = opens ? code : 1006;
      return [
        {
          kind: "connecting",
          id,
          mark: `m.${id}`,
          at: atMs,
          seq: 0,
          url,
          protocols: [],
          stack: null,
        },
        ...(opens
          ? [{ kind: "open" as const, id, at: settledAt, seq: 0, protocol: "", extensions: "" }]
          : []),
        ...(endedAt === false
          ? []
          : [
              {
                kind: "close" as const,
                id,
                at: endedAt,
                seq: 0,
                code: close,
                reason: "",
                wasClean: close !== 1006,
                last: [],
              },
            ]),
      ];
    })
    .sort((a, b) => a.at - b.at);
}

/** The session after each of the events, as one object that is changed. */
function* happen(all: readonly Attempt[]): Generator<{ session: Session; atMs: number }> {
  let session = makeSession({ documents: [makeDocument({ joinedAt: T0 })] });
  for (const [i, event] of eventsOf(all).entries()) {
    session = reduce(session, makeEnvelope({ n: i + 1, events: [event] }));
    yield { session, atMs: event.at };
  }
}

/** With what DevTools knows of those that failed. */
function finish(all: readonly Attempt[]): Session {
  let last = makeSession();
  for (const { session } of happen(all)) last = session;
  const sorted = all.toSorted((a, b) => a.atMs - b.atMs);
  for (const connection of last.connections.values()) {
    const { status, error } = sorted[connection.number - 1] as Attempt;
    if (!connection.open && (status !== null || error !== "")) {
      connection.handshake = makeHandshake({ status, error: error || null });
    }
  }
  return last;
}

const spanOf = ({ begin, state, readyAgain }: Outage) => ({
  begin,
  until: state === "over" || state === "solved-by-user" ? (readyAgain ?? begin) : Infinity,
});

describe("losses, refusals and returns in any order", () => {
  it("leave no failed attempt outside of an outage, nor one in two of them", () => {
    fc.assert(
      fc.property(attempts, (all) => {
        const session = finish(all);
        const { outages } = diagnose(session, T0 + 600_000);
        for (const { id, open, end } of session.connections.values()) {
          if (open || !end) continue;
          expect(outages.filter(({ connections }) => connections.includes(id))).toHaveLength(1);
        }
      }),
      RUNS,
    );
  });

  it("never make two outages of an endpoint overlap", () => {
    fc.assert(
      fc.property(attempts, (all) => {
        const { outages } = diagnose(finish(all), T0 + 600_000);
        for (const url of URLS) {
          const spans = outages
            .filter(({ endpoints }) => endpoints.includes(url))
            .map(spanOf)
            .sort((a, b) => a.begin - b.begin);
          for (const [i, { until }] of spans.entries()) {
            expect(until).toBeLessThanOrEqual(spans[i + 1]?.begin ?? Infinity);
          }
        }
      }),
      RUNS,
    );
  });

  it("give each outage a name of its own, and each of its endpoints its own time within it", () => {
    fc.assert(
      fc.property(attempts, (all) => {
        const { outages } = diagnose(finish(all), T0 + 600_000);
        expect(new Set(outages.map(({ id }) => id)).size).toBe(outages.length);
        for (const { away, endpoints, begin, attempts: tries } of outages) {
          expect(new Set(away.map(({ url }) => url))).toEqual(new Set(endpoints));
          expect(away[0]?.begin).toBe(begin);
          expect(away.reduce((sum, each) => sum + each.attempts, 0)).toBe(tries);
          for (const url of endpoints) {
            const own = away.filter((each) => each.url === url);
            for (const [i, { until }] of own.entries()) {
              expect(until ?? Infinity).toBeLessThanOrEqual(own[i + 1]?.begin ?? Infinity);
            }
          }
        }
      }),
      RUNS,
    );
  });

  it("give each outage phases in order, within its time, that count every loss and failure", () => {
    fc.assert(
      fc.property(attempts, (all) => {
        for (const outage of diagnose(finish(all), T0 + 600_000).outages) {
          const { phases, begin, attempts: tries, connections } = outage;
          expect(phases.length).toBeGreaterThan(0);
          expect(phases[0]?.from).toBe(begin);
          expect(phases.map(({ from }) => from)).toEqual(
            phases.map(({ from }) => from).sort((a, b) => a - b),
          );
          expect(phases.every(({ from, until }) => until >= from)).toBe(true);
          expect(tries).toBeLessThanOrEqual(connections.length);
        }
      }),
      RUNS,
    );
  });

  it("are told the same whether they come at once or one by one", () => {
    fc.assert(
      fc.property(attempts, (all) => {
        const told: Outage[][] = [];
        for (const { session, atMs } of happen(all)) {
          told.push(diagnose(session, T0 + atMs).outages);
        }
        const steps = [...happen(all)];
        const last = steps.at(-1);
        if (!last) return;
        const fresh = structuredClone(last.session);
        for (const connection of fresh.connections.values()) connection.revision = 0;
        expect(told.at(-1)).toEqual(diagnose(fresh, T0 + last.atMs).outages);
      }),
      { ...RUNS, numRuns: 50 },
    );
  });
});
