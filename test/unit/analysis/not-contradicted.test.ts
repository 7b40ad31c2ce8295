/** Sessions by chance: no title or advice is contradicted by the evidence and the session beside it. */
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../src/analysis/diagnose.ts";
import type { Finding, Report } from "../../../src/analysis/finding.ts";
import type { Connection, Session } from "../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../builders.ts";

const SEEDS = 150;
const NOW = T0 + 600_000;
const CODES = [1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1011, 1012, 1013, 4000, 4401];
const REASONS = [
  "",
  "message too big",
  "internal error",
  "going away",
  "token expired",
  "ping timeout",
];
const URLS = ["wss://chat.example.com/live", "wss://feed.example.com/v1", "ws://127.0.0.1:8080/"];

/** The same numbers for the same seed, everywhere (mulberry32, public domain). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function sessionOf(seed: number): Session {
  const next = chance(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const upTo = (most: number): number => Math.floor(next() * most);
  const tally = () => {
    const count = next() < 0.4 ? 0 : 1 + upTo(50);
    const largestBytes = count === 0 ? 0 : pick([0, 40, 2_000, 900_000]);
    return { count, sizeBytes: largestBytes * count, largestBytes };
  };
  const connections: Connection[] = [];
  let at = T0;
  for (let n = 1; n <= 1 + upTo(9); n++) {
    const open = next() < 0.7;
    const lastedMs = pick([5, 400, 2_000, 10_000, 60_000]);
    const code = open ? pick(CODES) : 1006;
    connections.push(
      makeConnection({
        id: `d1-${n}`,
        ordinal: n,
        createdAt: at,
        url: pick(URLS),
        open,
        ...(open ? { send: tally(), receive: tally() } : {}),
        ...(next() < 0.85
          ? { close: { at: at + 60 + lastedMs, code, reason: code === 1006 ? "" : pick(REASONS) } }
          : {}),
      }),
    );
    at += 60 + lastedMs + pick([0, 1, 500, 1_000, 8_000]);
  }
  return makeSession({ connections });
}

const adviceOf = ({ causes, fixes, explanation }: Finding): string =>
  [explanation, ...causes, ...fixes.map(({ text }) => text)].join(" ");

/** What a text needs of the connection that it is said of. */
const NEEDS: readonly { says: RegExp; has(connection: Connection): boolean }[] = [
  {
    says: /^Split the message|\bsplit the message\b/i,
    has: ({ send, receive }) => Math.max(send.largestBytes, receive.largestBytes) > 0,
  },
  { says: /last message it received/, has: ({ send }) => send.count > 0 },
  { says: /the largest sent was/i, has: ({ send }) => send.count > 0 },
];

function problemsOf(session: Session, report: Report): string[] {
  return report.findings.flatMap((finding) => {
    const { id, title, subject, evidence } = finding;
    const about = session.connections.get(subject.id);
    const text = `${title} ${adviceOf(finding)}`;
    const labels = new Map<string, string>();
    const twice = evidence.flatMap(({ label, value }) => {
      const before = labels.get(label);
      labels.set(label, String(value));
      return before !== undefined && before !== String(value)
        ? [`${id}: "${label}" is ${before} and ${value}`]
        : [];
    });
    return [
      ...twice,
      ...(title.length > 80 ? [`${id}: a title of ${title.length} characters: ${title}`] : []),
      ...evidence
        .filter(({ label, value }) => /largest/.test(label) && value === 0)
        .map(({ label }) => `${id}: "${label}" of 0 is no evidence`),
      ...NEEDS.filter(({ says, has }) => about && says.test(text) && !has(about)).map(
        ({ says }) => `${id} of ${subject.id}: says ${says}`,
      ),
    ];
  });
}

describe("what is told of a session by chance", () => {
  it("is contradicted by nothing that stands beside it", () => {
    const problems = Array.from({ length: SEEDS }, (_, seed) => {
      const session = sessionOf(seed + 1);
      return problemsOf(session, diagnose(session, NOW)).map((one) => `seed ${seed + 1}: ${one}`);
    }).flat();
    expect(problems).toEqual([]);
  });
});
