import { diagnose } from "../../../src/analysis/diagnose.ts";
import { createBatcher, type OtlpBatch } from "../../../src/otlp/batches.ts";
import { OTLP_SIGNALS, type OtlpRecords } from "../../../src/otlp/otlp.ts";
import { recordsOf } from "../../../src/otlp/records.ts";
import type { Session } from "../../../src/session/session.ts";

export const exportOf = (
  session: Session,
  nowMs: number,
  words: Record<string, string> = {},
): OtlpRecords =>
  recordsOf(
    { session, report: diagnose(session, nowMs), nowMs },
    { resource: new Map(Object.entries(words)), temporality: "cumulative", version: "1.2.3" },
  );

export const batchesOf = (...sessions: OtlpRecords[]): OtlpBatch[] =>
  OTLP_SIGNALS.flatMap((signal) => {
    const batcher = createBatcher(signal);
    const full = sessions.flatMap((records) => [...batcher.add(records)]);
    return [...full, batcher.rest() ?? []].flat();
  });

type Attributed = { attributes: OtlpRecords["resource"]["attributes"] };

/** By name, each value as it stands in OTLP/JSON. */
export const plainAttributes = ({ attributes }: Attributed): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
