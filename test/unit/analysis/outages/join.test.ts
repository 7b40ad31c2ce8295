import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cause } from "../../../../src/analysis/outages/cause.ts";
import { type Judged, joinEpisodes } from "../../../../src/analysis/outages/join.ts";
import { makeConnection, T0 } from "../../../builders.ts";

const REFUSED = { id: "handshake-refused", told: "process-gone" } as const;
const UNKNOWN = { id: "handshake-failed", told: null } as const;
const LOGIN = { id: "auth-rejected", told: null } as const;
const OFFLINE = { id: "network-lost", told: "network-gone" } as const;

type About = { url: string; hostPort: string; begin: number; until: number };

/** Each look at what it was, or when, is counted. */
function makeJudged(about: About, named: Pick<Cause, "id" | "told">, count = () => {}): Judged {
  const { url, hostPort, begin, until } = about;
  const cause = { ...named, finding: null, confidence: 0.9 };
  const episode = {
    url,
    begin,
    first: makeConnection(),
    forgotten: 0,
    lost: [],
    failed: [],
    through: [],
    opening: null,
    trying: null,
    openAgain: null,
    readyAgain: null,
  };
  return {
    hostPort,
    until,
    get cause() {
      count();
      return cause;
    },
    get episode() {
      count();
      return episode;
    },
  };
}

type Row = (i: number) => About & { cause: Pick<Cause, "id" | "told"> };

/** How often joining so many of them looks at any, and what they come to. */
function join(rows: number, row: Row) {
  let looks = 0;
  const judged = Array.from({ length: rows }, (_, i) => {
    const { cause, ...about } = row(i);
    return makeJudged(about, cause, () => looks++);
  });
  return { outages: joinEpisodes(judged).length, looks };
}

const host = (i: number) => ({ url: `wss://h${i}.example.com/`, hostPort: `h${i}.example.com` });
const path = (i: number) => ({ url: `wss://one.example.com/${i}`, hostPort: "one.example.com" });
const since = (ms: number) => ({ begin: T0 + ms, until: Number.POSITIVE_INFINITY });

const SESSIONS: Record<string, { row: Row; outages: number }> = {
  "hosts that all stay down": {
    row: (i) => ({ ...host(i), ...since(i), cause: UNKNOWN }),
    outages: 2_000,
  },
  "endpoints of one host, each with a trouble of its own": {
    row: (i) => ({ ...path(i), ...since(i * 3_000), cause: LOGIN }),
    outages: 2_000,
  },
  "endpoints of one host that was killed": {
    row: (i) => ({ ...path(i), ...since(i * 100), cause: REFUSED }),
    outages: 1,
  },
  "hosts without a network": {
    row: (i) => ({ ...host(i), ...since(i), cause: OFFLINE }),
    outages: 1,
  },
  "outages of one endpoint, one after another": {
    row: (i) => ({
      ...path(0),
      begin: T0 + i * 9_000,
      until: T0 + i * 9_000 + 500,
      cause: REFUSED,
    }),
    outages: 2_000,
  },
};

describe("joining outages", () => {
  for (const [what, { row, outages }] of Object.entries(SESSIONS)) {
    it(`looks at each a few times, however many there are: ${what}`, () => {
      const many = join(2_000, row);
      expect(many.outages).toBe(outages);
      expect(many.looks).toBeLessThan(150 * 2_000);
      expect(many.looks).toBeLessThan(2.5 * join(1_000, row).looks);
    });
  }

  it("leaves no two that share an endpoint at one time, and loses none", () => {
    const one = fc.record({
      of: fc.nat(7),
      begin: fc.nat(60),
      lasts: fc.option(fc.nat(20), { freq: 6 }),
      cause: fc.constantFrom(REFUSED, UNKNOWN, LOGIN, OFFLINE),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (all) => {
        const busyUntil = new Map<number, number>();
        const judged = all
          .toSorted((a, b) => a.begin - b.begin)
          .flatMap(({ of, begin, lasts, cause }) => {
            if ((busyUntil.get(of) ?? 0) > begin) return [];
            const until = lasts === null ? Number.POSITIVE_INFINITY : begin + lasts;
            busyUntil.set(of, until);
            const hostPort = `h${of % 3}`;
            const span = { begin: begin * 500, until: until * 500 };
            return [makeJudged({ url: `wss://${hostPort}/${of}`, hostPort, ...span }, cause)];
          });
        const outages = joinEpisodes(judged);
        expect(outages.flatMap(({ parts }) => parts)).toHaveLength(judged.length);
        for (const [i, a] of outages.entries()) {
          for (const b of outages.slice(i + 1)) {
            const isAtOneTime = a.begin < b.until && b.begin < a.until;
            expect(isAtOneTime && [...a.urls].some((url) => b.urls.has(url))).toBe(false);
          }
        }
      }),
      { numRuns: 500, seed: 20_261_201 },
    );
  });
});
