import type { OtlpRecords, OtlpResource, OtlpScope, OtlpSignal } from "./otlp.ts";

/** As many as SDKs send at once; and far below what receivers take (the Collector: 20 MiB). */
const MAX_RECORDS = 512;
const MAX_CHARACTERS = 1_048_576;

type Group = { resource: OtlpResource; scope: OtlpScope; items: object[] };

/** One request: what it holds, and how many spans, log records or points these are. */
export type OtlpBatch = { signal: OtlpSignal; count: number; request: object };

/** Gathers what several sessions have to say into requests of a bounded size. */
export function createBatcher(signal: OtlpSignal) {
  let groups: Group[] = [];
  let count = 0;
  let characters = 0;

  function take(): OtlpBatch {
    const batch = { signal, count, request: requestOf(signal, groups) };
    groups = [];
    count = 0;
    characters = 0;
    return batch;
  }

  return {
    /** Gives what has become full meanwhile. */
    *add({ resource, scope, ...records }: OtlpRecords): Generator<OtlpBatch> {
      let group: Group | null = null;
      for (const item of records[signal]) {
        const size = JSON.stringify(item).length;
        const weight = weightOf(item);
        if (count > 0 && (count + weight > MAX_RECORDS || characters + size > MAX_CHARACTERS)) {
          yield take();
          group = null;
        }
        if (!group) {
          group = { resource, scope, items: [] };
          groups.push(group);
          characters += JSON.stringify(resource).length;
        }
        group.items.push(item);
        count += weight;
        characters += size;
      }
    },
    /** What is left; null where that is nothing. */
    rest: (): OtlpBatch | null => (count === 0 ? null : take()),
  };
}

/** What a receiver counts: of a metric its points. */
function weightOf(item: OtlpRecords[OtlpSignal][number]): number {
  if ("gauge" in item) return item.gauge.dataPoints.length;
  if ("sum" in item) return item.sum.dataPoints.length;
  return "histogram" in item ? item.histogram.dataPoints.length : 1;
}

function requestOf(signal: OtlpSignal, groups: readonly Group[]): object {
  const each = <T>(write: (group: Group) => T) => groups.map(write);
  switch (signal) {
    case "traces":
      return {
        resourceSpans: each(({ resource, scope, items }) => ({
          resource,
          scopeSpans: [{ scope, spans: items }],
        })),
      };
    case "logs":
      return {
        resourceLogs: each(({ resource, scope, items }) => ({
          resource,
          scopeLogs: [{ scope, logRecords: items }],
        })),
      };
    case "metrics":
      return {
        resourceMetrics: each(({ resource, scope, items }) => ({
          resource,
          scopeMetrics: [{ scope, metrics: items }],
        })),
      };
  }
}
