/** Policies as people write them, and the waits that they lead to in a page. */
import fc from "fast-check";
import type { Policy } from "../../../../src/analysis/finding.ts";
import type { Wait } from "../../../../src/analysis/policy/observe.ts";

export type Truth = {
  kind: Policy["kind"];
  baseMs: number;
  factor: number;
  stepMs: number;
  capMs: number | null;
  jitter: { kind: "none" | "proportional" | "equal" | "full"; fraction: number };
  scheduleMs: number[] | null;
};
export type Schedule = { truth: Truth; waits: Wait[] };

/** What a page in front is late by. */
const LATEST_MS = 4;
/** Nobody waits longer than an hour; a page would rather give up, or begin anew. */
const LONGEST_MS = 3_600_000;

const GRAINS = 2 ** 31;
/** `fc.double` prefers the ends of its range; chance does not. */
const unit = fc.noBias(fc.nat(GRAINS - 1)).map((grain) => grain / GRAINS);
const between = (min: number, max: number) => unit.map((random) => min + (max - min) * random);

/**
 * How many of a hundred constants are numbers that people write; the others lie anywhere. In the
 * defaults and examples of client libraries nearly all are round; `odd` is harder than life.
 */
export const MIXES = { "as clients do": 85, "half of them odd": 50 } as const;
export type Mix = keyof typeof MIXES;

const constant = (mix: Mix, written: number[], [low, high]: [number, number]) =>
  fc.oneof(
    { weight: MIXES[mix], arbitrary: fc.constantFrom(...written) },
    // Evenly over orders of magnitude.
    {
      weight: 100 - MIXES[mix],
      arbitrary: between(Math.log(low), Math.log(high)).map(Math.exp),
    },
  );

const BASES = [
  100, 200, 250, 300, 500, 500, 1_000, 1_000, 1_000, 1_500, 2_000, 2_000, 3_000, 4_000, 5_000,
];
const FACTORS = [1.3, 1.5, 1.5, 1.618, 1.8, 2, 2, 2, 2, 2.5, 3];
const CAPS = [
  5_000, 8_000, 10_000, 10_000, 15_000, 20_000, 30_000, 30_000, 30_000, 60_000, 60_000, 120_000,
  300_000,
];
const STEPS_OVER_BASE = [0.5, 1, 1, 1, 2];

const shapeOf = (mix: Mix) =>
  fc.record({
    kind: fc.constantFrom("fixed", "linear", "exponential", "exponential", "exponential"),
    baseMs: constant(mix, BASES, [100, 8_000]),
    factor: constant(mix, FACTORS, [1.25, 3]),
    growth: constant(mix, STEPS_OVER_BASE, [0.5, 2]),
    capMs: fc.option(constant(mix, CAPS, [4_000, 300_000]), { freq: 2 }),
  });
type Jitter = Truth["jitter"];
const noJitter: fc.Arbitrary<Jitter> = fc.constant({ kind: "none", fraction: 0 });
const proportional = (min: number, max: number): fc.Arbitrary<Jitter> =>
  between(min, max).map((fraction) => ({ kind: "proportional", fraction }));
const equal: fc.Arbitrary<Jitter> = fc.constant({ kind: "equal", fraction: 0.5 });
const full: fc.Arbitrary<Jitter> = fc.constant({ kind: "full", fraction: 1 });

/** The wait that a policy means before its jitter. */
function meantMs({ kind, baseMs, factor, stepMs, capMs, scheduleMs }: Truth, step: number): number {
  if (scheduleMs) return scheduleMs[Math.min(step, scheduleMs.length - 1)] as number;
  const grown = kind === "exponential" ? baseMs * factor ** step : baseMs + stepMs * step;
  return Math.min(grown, capMs ?? grown);
}

function jittered(meantMs: number, { kind, fraction }: Jitter, random: number): number {
  if (kind === "full") return meantMs * random;
  if (kind === "equal") return meantMs * (0.5 + 0.5 * random);
  return meantMs * (1 + fraction * (2 * random - 1));
}

const SHORTEST_RUN = 5;
/** A server that stays down, or one that comes back for a while now and then? */
const isOneRun = (draws: number[]) => (draws.at(-1) as number) < 0.5;

/** How long a run of retries lasts before a connection holds. */
function runLengths(truth: Truth, n: number, draws: number[]): number[] {
  let longest = 1;
  while (longest < n && meantMs(truth, longest) <= LONGEST_MS) longest++;
  const lengths: number[] = [];
  const shortest = Math.min(longest, SHORTEST_RUN);
  const most = Math.min(longest, shortest * 2);
  for (let left = n, i = 0; left > 0; i++) {
    const length = Math.min(
      left,
      isOneRun(draws)
        ? longest
        : shortest + Math.floor((draws[i] as number) * (most - shortest + 1)),
    );
    lengths.push(length);
    left -= length;
  }
  return lengths;
}

function waitsOf(truth: Truth, n: number, draws: number[]): Wait[] {
  const waits: Wait[] = [];
  for (const length of runLengths(truth, n, draws)) {
    for (let step = 0; step < length; step++) {
      const [random, late] = [draws[2 * waits.length], draws[2 * waits.length + 1]] as [
        number,
        number,
      ];
      const delayMs = jittered(meantMs(truth, step), truth.jitter, random) + LATEST_MS * late;
      waits.push({ delayMs, step });
    }
  }
  return waits;
}

/** A cap this near the base is none that anyone would set. */
const LEAST_CAP_OVER_BASE = 2.5;

const schedules = (mix: Mix, jitter: fc.Arbitrary<Jitter>, [min, max]: [number, number]) =>
  fc
    .record({
      shape: shapeOf(mix),
      jitter,
      n: fc.integer({ min, max }),
      draws: fc.array(unit, { minLength: 2 * max, maxLength: 2 * max }),
    })
    .map(({ shape: { kind, baseMs, factor, growth, capMs }, jitter, n, draws }): Schedule => {
      const isCapped = kind !== "fixed" && capMs !== null && capMs >= LEAST_CAP_OVER_BASE * baseMs;
      const truth: Truth = {
        kind: kind as Policy["kind"],
        baseMs,
        factor: kind === "exponential" ? factor : 1,
        stepMs: kind === "linear" ? baseMs * growth : 0,
        capMs: isCapped ? capMs : null,
        jitter,
        scheduleMs: null,
      };
      return { truth, waits: waitsOf(truth, n, draws) };
    });

export const calm = (mix: Mix) =>
  schedules(mix, fc.oneof(noJitter, proportional(0.01, 0.1)), [5, 30]);
export const jittery = (mix: Mix) =>
  schedules(mix, fc.oneof(proportional(0.1, 0.5), proportional(0.1, 0.5), equal), [8, 30]);
export const drawnFromNothing = (mix: Mix) => schedules(mix, full, [20, 60]);
