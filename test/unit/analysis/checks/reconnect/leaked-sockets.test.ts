import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../../src/analysis/diagnose.ts";
import type { Connection } from "../../../../../src/session/session.ts";
import { makeConnection, makeSession, T0 } from "../../../../builders.ts";
import { createRandom } from "../../policy/random.ts";

const NOW = T0 + 600_000;
const stack = "at connect (https://app.example.com/chat.js:41:7)";

/** As the check is meant: of each socket the first one that is opened over a second later. */
function countLeaks(connections: readonly Connection[]): number {
  return connections.filter((old) => {
    const next = connections.find(({ createdAt }) => createdAt - old.createdAt > 1_000);
    if (!old.open || !next?.open) return false;
    const oldEndsAt = old.closing?.at ?? old.end?.at ?? NOW;
    const overlapMs = Math.min(oldEndsAt, next.end?.at ?? NOW) - next.createdAt;
    return overlapMs > 10_000 && (old.send.lastAt ?? 0) <= next.createdAt;
  }).length;
}

function makeRandomSockets(seed: number): Connection[] {
  const random = createRandom(seed);
  let createdAt = T0;
  return Array.from({ length: 60 }, () => {
    createdAt += random() < 0.4 ? random() * 400 : random() * 8_000;
    const endAt = createdAt + random() * 40_000;
    return makeConnection({
      createdAt,
      stack,
      open: random() < 0.8 ? { at: createdAt + 10 } : false,
      ...(random() < 0.7 ? { close: { at: endAt } } : {}),
      ...(random() < 0.2 ? { closing: { at: createdAt + random() * 30_000 } } : {}),
      ...(random() < 0.2 ? { send: { count: 1, lastAt: createdAt + random() * 30_000 } } : {}),
    });
  });
}

const leaksIn = (connections: Connection[]) =>
  diagnose(makeSession({ connections }), NOW)
    .findings.find(({ id }) => id === "leaked-sockets")
    ?.evidence.find(({ is }) => is === "old-sockets-left-open")?.value ?? 0;

describe("leaked-sockets", () => {
  it("counts each socket that lives on beside the next one opened over a second later", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const connections = makeRandomSockets(seed);
      const expected = countLeaks(connections);
      expect(leaksIn(connections), `seed ${seed}`).toBe(expected >= 2 ? expected : 0);
    }
  });

  it("looks past a socket whose time is no time", () => {
    const open = (createdAt: number) => makeConnection({ createdAt, stack, open: true });
    const sound = [T0, T0 + 20_000, T0 + 40_000].map(open);
    expect(leaksIn(sound)).toBe(2);
    expect(leaksIn([open(Number.NaN), ...sound])).toBe(2);
  });
});
