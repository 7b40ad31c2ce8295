/**
 * OTLP as JSON has it (opentelemetry-proto 1.11.0), as far as it is written here: ids are hex,
 * numbers of 64 bits decimal strings, enums numbers, and what is not known is left out.
 */

export type OtlpValue =
  | { stringValue: string }
  | { boolValue: boolean }
  | { intValue: string }
  | { doubleValue: number }
  | { arrayValue: { values: OtlpValue[] } };

export type KeyValue = { key: string; value: OtlpValue };

export type OtlpResource = { attributes: KeyValue[] };
export type OtlpScope = { name: string; version: string };

/** `SPAN_KIND_INTERNAL` and `SPAN_KIND_CLIENT`. */
export const SPAN_INTERNAL = 1;
export const SPAN_CLIENT = 3;

/** `STATUS_CODE_ERROR`; without a status a span is neither good nor bad. */
export const STATUS_ERROR = 2;

export type SpanContext = { traceId: string; spanId: string };

export type OtlpSpan = SpanContext & {
  parentSpanId?: string;
  /** The W3C flags in the lowest byte; the next two bits say whether the parent is elsewhere. */
  flags: number;
  name: string;
  kind: typeof SPAN_INTERNAL | typeof SPAN_CLIENT;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: KeyValue[];
  events?: { timeUnixNano: string; name: string; attributes: KeyValue[] }[];
  droppedEventsCount?: number;
  links?: (SpanContext & { attributes: KeyValue[] })[];
  droppedLinksCount?: number;
  status?: { code: typeof STATUS_ERROR; message: string };
};

export type OtlpLog = Partial<SpanContext> & {
  timeUnixNano: string;
  observedTimeUnixNano: string;
  severityNumber: number;
  severityText: string;
  eventName: string;
  body: OtlpValue;
  attributes: KeyValue[];
  flags?: number;
};

/** `AGGREGATION_TEMPORALITY_…`. */
export const TEMPORALITY = { delta: 1, cumulative: 2 } as const;
export type Temporality = keyof typeof TEMPORALITY;

type PointTimes = { startTimeUnixNano: string; timeUnixNano: string; attributes: KeyValue[] };
export type NumberPoint = PointTimes & ({ asInt: string } | { asDouble: number });
export type HistogramPoint = PointTimes & {
  count: string;
  sum: number;
  min: number;
  max: number;
  bucketCounts: string[];
  explicitBounds: number[];
};

type Aggregated = { aggregationTemporality: (typeof TEMPORALITY)[Temporality] };
export type OtlpMetric = { name: string; description: string; unit: string } & (
  | { gauge: { dataPoints: NumberPoint[] } }
  | { sum: Aggregated & { dataPoints: NumberPoint[]; isMonotonic: true } }
  | { histogram: Aggregated & { dataPoints: HistogramPoint[] } }
);

export const OTLP_SIGNALS = ["traces", "logs", "metrics"] as const;
export type OtlpSignal = (typeof OTLP_SIGNALS)[number];

/** What one session amounts to. */
export type OtlpRecords = {
  resource: OtlpResource;
  scope: OtlpScope;
  traces: OtlpSpan[];
  logs: OtlpLog[];
  metrics: OtlpMetric[];
};
