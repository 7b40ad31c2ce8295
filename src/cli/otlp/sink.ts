import type { OtlpBatch } from "../../otlp/batches.ts";
import type { OtlpSignal } from "../../otlp/otlp.ts";
import { countOf } from "../../words/words.ts";

/** Where batches of one signal go to. */
export type Sink = {
  /** Nothing more is taken: what went wrong was said. */
  isClosed(): boolean;
  put(batch: OtlpBatch): Promise<void>;
  /** What is to be said at the end, and whether all of it went well. */
  end(): Promise<{ said: string; isWhole: boolean }>;
};

const NOUNS: Record<OtlpSignal, string> = {
  traces: "span",
  logs: "log record",
  metrics: "metric point",
};

export const countRecords = (signal: OtlpSignal, count: number): string =>
  countOf(count, NOUNS[signal]);
