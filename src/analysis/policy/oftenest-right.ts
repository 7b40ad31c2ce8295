import type { Sample } from "./samples.ts";

/** A constant is right when it is within this share of the truth. */
const RIGHT_WITHIN = 0.2;
const LOG_ABOVE = Math.log1p(RIGHT_WITHIN);
const LOG_BELOW = Math.log1p(-RIGHT_WITHIN);
/** Policies that are right nearly as often as the best are as good. */
const NEARLY = 0.97;

/** So many stand for all that may be named. */
const MOST_NAMED = 175;

/**
 * The policies that are likeliest to be right in all these constants at once, if any of the samples
 * may be the truth.
 */
export function oftenestRight(
  samples: readonly Sample[],
  reads: readonly ((sample: Sample) => number)[],
): readonly Sample[] {
  // Less than a millisecond is nothing, whatever share of it.
  const logsOf = (read: (sample: Sample) => number) =>
    Float64Array.from(samples, (sample) => Math.log(Math.max(1, read(sample))));
  const open = reads
    .map(logsOf)
    .filter((logs) => Math.max(...logs) - Math.min(...logs) > LOG_ABOVE);
  if (open.length === 0) return samples;
  const isRight = (named: number, truth: number) => {
    for (const logs of open) {
      const off = (logs[named] as number) - (logs[truth] as number);
      if (off > LOG_ABOVE || off < LOG_BELOW) return false;
    }
    return true;
  };
  const every = Math.ceil(samples.length / MOST_NAMED);
  const scored = samples.flatMap((sample, named) => {
    if (named % every !== 0) return [];
    let score = 0;
    for (let truth = 0; truth < samples.length; truth++) {
      if (isRight(named, truth)) score += (samples[truth] as Sample).weight;
    }
    return { sample, score };
  });
  const most = Math.max(...scored.map(({ score }) => score));
  return scored.filter(({ score }) => score >= NEARLY * most).map(({ sample }) => sample);
}
