import { describe, expect, it } from "vitest";
import { offsetAt } from "../../../src/logs/join/clock.ts";
import { joinLog } from "../../../src/logs/join/join-log.ts";
import { createLogReader } from "../../../src/logs/read-log.ts";
import { listWanted } from "../../../src/logs/wanted.ts";
import type { Connection } from "../../../src/session/session.ts";
import { makeConnection, makeSession } from "../../builders.ts";
import { OPENED_AT } from "./read.ts";

/** The same numbers each time. */
function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

type Life = { at: number; livedMs: number; key: string | null };
type Clock = (at: number) => number;

const pad = (n: number, width = 2) => String(n).padStart(width, "0");
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const clfOf = (ms: number, withMs = false) => {
  const d = new Date(ms);
  const time = `${pad(d.getUTCDate())}/${MONTHS[d.getUTCMonth()]}/${d.getUTCFullYear()}:${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}:${pad(d.getUTCSeconds())}`;
  return withMs ? `${time}.${pad(d.getUTCMilliseconds(), 3)}` : time;
};

const haproxyLine = ({ at, livedMs, key }: Life, clock: Clock): string =>
  `10.0.1.2:33317 [${clfOf(clock(at + 8), true)}] site be/srv1 0/0/1/2/${livedMs - 8} 101 275 - - sD-- 1/1/1/1/0 0/0 ${key ? `{${key}} ` : ""}"GET /live HTTP/1.1"`;
const combinedLine = ({ at, livedMs, key }: Life, clock: Clock): string =>
  `10.0.1.2 - - [${clfOf(clock(at + livedMs))} +0000] "GET /live HTTP/1.1" 101 275 "-" "Mozilla/5.0"${key ? ` "${key}"` : ""}`;

const OURS = 20;
const STRANGERS = 500;
const HOUR = 3_600_000;

/** 20 sockets of ours among 500 of others, all cut after a minute, within an hour. */
function makeScene({ seed, withKey }: { seed: number; withKey: boolean }) {
  const dice = createDice(seed);
  const lifeOf = (key: string | null): Life => ({
    at: OPENED_AT + Math.round(dice() * HOUR),
    livedMs: 60_000 + Math.round(dice() * 12),
    key,
  });
  const ours = Array.from({ length: OURS }, (_, i) =>
    lifeOf(withKey ? `key${pad(i, 20)}==` : null),
  );
  const strangers = Array.from({ length: STRANGERS }, () => lifeOf(null));
  const connections: Connection[] = ours.map(({ at, livedMs, key }) =>
    makeConnection({
      url: "wss://chat.example.com/live",
      createdAt: at,
      open: { at: at + 25 },
      close: { at: at + livedMs + 9 },
      handshake: key ? { requestHeaders: [{ name: "Sec-WebSocket-Key", value: key }] } : null,
    }),
  );
  return { ours, strangers, connections };
}

const CLOCKS: Record<string, { clock: Clock; isZoned?: boolean }> = {
  "3 hours behind": { clock: (at) => at - 3 * HOUR },
  "40 s behind": { clock: (at) => at - 40_000 },
  "0.3 s ahead": { clock: (at) => at + 300 },
  "15 minutes ahead, and drifting": { clock: (at) => at + 900_000 + (at - OPENED_AT) * 2e-4 },
  "half an hour of zone": { clock: (at) => at + 5.5 * HOUR + 120 },
};

function joinScene(scene: ReturnType<typeof makeScene>, clock: Clock, line: typeof haproxyLine) {
  const wanted = listWanted(makeSession({ connections: scene.connections }));
  const all = [...scene.ours, ...scene.strangers].sort(
    (a, b) => a.at + a.livedMs - b.at - b.livedMs,
  );
  const reader = createLogReader("test.log", wanted, null);
  for (const life of all) reader.push(`${line(life, clock)}\n`);
  const joined = joinLog(wanted, reader.end());
  const told = joined.joins.filter(({ how }) => how === "exact" || how === "certain");
  // Our connections are in the order of their begin, as those of `wanted` are.
  const lives = [...scene.ours].sort((a, b) => a.at - b.at);
  const isRight = ({ connection, record }: (typeof told)[number]) =>
    all[record.line - 1] === lives[connection];
  return { joined, told, wrong: told.filter((each) => !isRight(each)), wanted };
}

describe("500 strangers' sockets beside 20 of ours of the same duration", () => {
  for (const [name, { clock }] of Object.entries(CLOCKS)) {
    for (const line of [haproxyLine, combinedLine]) {
      for (const withKey of [true, false]) {
        it(`are not taken for ours: ${line.name}, ${withKey ? "with" : "without"} a key, the clock ${name}`, () => {
          const scene = makeScene({ seed: name.length * 7 + line.name.length, withKey });
          const { joined, told, wrong } = joinScene(scene, clock, line);
          expect(wrong.map(({ connection, record }) => [connection, record.line])).toEqual([]);
          if (withKey) expect(told).toHaveLength(OURS);
          else if (line === haproxyLine) expect(told.length).toBeGreaterThan(OURS * 0.7);
          const middle = joined.clock.atMs;
          const truth = clock(middle) - middle;
          expect(Math.abs(offsetAt(joined.clock, middle) - truth)).toBeLessThanOrEqual(
            joined.clock.uncertaintyMs,
          );
        });
      }
    }
  }
});

describe("lines that say how long, and not when", () => {
  const format = '$remote_addr "$request" $status $request_time';
  const lineOf = (livedMs: number) =>
    `10.0.1.2 "GET /live HTTP/1.1" 101 ${((livedMs - 12) / 1_000).toFixed(3)}\n`;
  const join = (ours: readonly number[], strangers: readonly number[]) => {
    const connections = ours.map((livedMs, i) =>
      makeConnection({
        url: "wss://chat.example.com/live",
        createdAt: OPENED_AT + i * 1_000,
        open: { at: OPENED_AT + i * 1_000 + 25 },
        close: { at: OPENED_AT + i * 1_000 + livedMs },
      }),
    );
    const wanted = listWanted(makeSession({ connections }));
    const reader = createLogReader("test.log", wanted, format);
    for (const livedMs of [...strangers, ...ours]) reader.push(lineOf(livedMs));
    return joinLog(wanted, reader.end()).joins.sort((a, b) => a.connection - b.connection);
  };

  it("are likely a connection's where few live about as long, and never certain", () => {
    const dice = createDice(3);
    const joins = join(
      [47_312, 181_040, 12_700],
      Array.from({ length: 40 }, () => 60_000 + dice() * 50),
    );
    expect(joins.map(({ connection, record, how }) => [connection, record.line, how])).toEqual([
      [0, 41, "likely"],
      [1, 42, "likely"],
      [2, 43, "likely"],
    ]);
  });

  it("are nobody's where 500 strangers live as long as 20 of ours", () => {
    const dice = createDice(5);
    const lifeOf = () => 60_000 + Math.round(dice() * 12);
    const joins = join(
      Array.from({ length: OURS }, lifeOf),
      Array.from({ length: STRANGERS }, lifeOf),
    );
    expect(joins.filter(({ how }) => how !== "ambiguous")).toEqual([]);
  });
});
