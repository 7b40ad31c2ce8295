import { factorRoundness, growthRoundness, roundness } from "./round-numbers.ts";
import type { Sample } from "./samples.ts";

/**
 * Samples lie apart: a round number counts for those around it, within this share of what the waits
 * leave open (in standard deviations).
 */
const REACH = 0.2;
/** What the waits settle this closely (as a logarithm) no habit can move. */
const SETTLED = 0.01;

type Constant = {
  read: (sample: Sample) => number;
  /** How likely a person is to choose a value whose logarithm is known within a deviation. */
  habit: (log: number, deviation: number) => number;
};

/**
 * Weighs samples by how people choose constants: mostly 500, 1,000 or 30,000, and factors like 2,
 * but anything may be chosen. Where the waits say much, this changes next to nothing.
 */
export function weighByHabit(samples: readonly Sample[]): Sample[] {
  const weights = Float64Array.from(samples, ({ weight }) => weight);
  for (const { read, habit } of CONSTANTS) {
    const logs = Float64Array.from(samples, (sample) => Math.log(read(sample)));
    const own = logs.filter(Number.isFinite).sort();
    const low = own[Math.floor(0.16 * own.length)] ?? 0;
    const high = own[Math.floor(0.84 * own.length)] ?? 0;
    if (high - low < SETTLED) continue;
    const deviation = Math.max(SETTLED, (REACH * (high - low)) / 2);
    logs.forEach((log, i) => {
      if (Number.isFinite(log)) weights[i] = (weights[i] as number) * habit(log, deviation);
    });
  }
  return samples.map((sample, i) => ({ ...sample, weight: weights[i] as number }));
}

// A factor of 1 is no growth, a step of 0 neither: nothing to weigh.
const CONSTANTS: Constant[] = [
  { read: ({ baseMs }) => baseMs, habit: roundness },
  { read: ({ capMs }) => capMs ?? 0, habit: roundness },
  { read: ({ factor }) => (factor === 1 ? 0 : factor), habit: factorRoundness },
  { read: ({ stepMs, baseMs }) => stepMs / baseMs, habit: growthRoundness },
];
