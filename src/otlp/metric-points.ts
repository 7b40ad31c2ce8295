import { type Attributes, attributesOf, wholeNumber } from "./attributes.ts";
import { OTLP_METRICS, type OtlpMetricName } from "./metric-names.ts";
import { type OtlpMetric, TEMPORALITY, type Temporality } from "./otlp.ts";
import { nanosecondsOf } from "./times.ts";

/** The span of time that the points of one session are of. */
export type PointFrame = { startMs: number; endMs: number; temporality: Temporality };
export type Sample = { by: Attributes; value: number };

/** One sum for each set of attributes; null where there is nothing to add up. */
export function sumMetric(
  name: OtlpMetricName,
  samples: readonly Sample[],
  frame: PointFrame,
): OtlpMetric | null {
  const groups = groupSamples(samples);
  if (groups.length === 0) return null;
  const isWhole = OTLP_METRICS[name].unit.startsWith("{") || OTLP_METRICS[name].unit === "By";
  const dataPoints = groups.map(({ by, values }) => {
    const sum = values.reduce((total, value) => total + Math.max(0, value), 0);
    const value = isWhole ? { asInt: wholeNumber(sum) } : { asDouble: sum };
    return { ...timesOf(frame), attributes: attributesOf(by), ...value };
  });
  const aggregationTemporality = TEMPORALITY[frame.temporality];
  return {
    ...headOf(name),
    sum: { aggregationTemporality, isMonotonic: true, dataPoints },
  };
}

export function gaugeMetric(
  name: OtlpMetricName,
  samples: readonly Sample[],
  frame: PointFrame,
): OtlpMetric | null {
  if (samples.length === 0) return null;
  const dataPoints = samples.map(({ by, value }) => ({
    ...timesOf(frame),
    attributes: attributesOf(by),
    asDouble: value,
  }));
  return { ...headOf(name), gauge: { dataPoints } };
}

/** Seconds, from a quick handshake to a socket that lived for a day. */
const BOUNDS = [
  0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 14_400,
  86_400,
];

export function histogramMetric(
  name: OtlpMetricName,
  samples: readonly Sample[],
  frame: PointFrame,
): OtlpMetric | null {
  const groups = groupSamples(samples);
  if (groups.length === 0) return null;
  const dataPoints = groups.map(({ by, values }) => ({
    ...timesOf(frame),
    attributes: attributesOf(by),
    ...bucketsOf(values.map((value) => Math.max(0, value))),
  }));
  const aggregationTemporality = TEMPORALITY[frame.temporality];
  return { ...headOf(name), histogram: { aggregationTemporality, dataPoints } };
}

/** Each bucket takes what is not above its bound, the last one the rest. */
function bucketsOf(values: readonly number[]) {
  const counts = new Array<number>(BOUNDS.length + 1).fill(0);
  const known = { sum: 0, min: Number.POSITIVE_INFINITY, max: 0 };
  for (const value of values) {
    const found = BOUNDS.findIndex((bound) => value <= bound);
    const bucket = found === -1 ? BOUNDS.length : found;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
    known.sum += value;
    known.min = Math.min(known.min, value);
    known.max = Math.max(known.max, value);
  }
  return {
    count: String(values.length),
    ...known,
    bucketCounts: counts.map(String),
    explicitBounds: BOUNDS,
  };
}

function groupSamples(samples: readonly Sample[]) {
  const groups = new Map<string, { by: Attributes; values: number[] }>();
  for (const { by, value } of samples) {
    if (!Number.isFinite(value)) continue;
    const key = JSON.stringify(by);
    const group = groups.get(key);
    if (group) group.values.push(value);
    else groups.set(key, { by, values: [value] });
  }
  return [...groups.values()];
}

const headOf = (name: OtlpMetricName) => ({ name, ...OTLP_METRICS[name] });

const timesOf = ({ startMs, endMs }: PointFrame) => ({
  startTimeUnixNano: nanosecondsOf(startMs),
  timeUnixNano: nanosecondsOf(Math.max(startMs, endMs)),
});
