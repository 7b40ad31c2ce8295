/** A judged session as OpenTelemetry tells it. `docs/opentelemetry.md` says what each name means. */
import type { Finding } from "../analysis/finding.ts";
import type { Judged } from "../analysis/report/alike.ts";
import { spansOfConnection, type ToldConnection } from "./connection-spans.ts";
import { sessionIdOf } from "./ids.ts";
import { closeRecord, findingRecord } from "./log-records.ts";
import { metricsOf } from "./metrics.ts";
import type { OtlpRecords, Temporality } from "./otlp.ts";
import { outageSpan } from "./outage-spans.ts";
import { type ResourceWords, resourceOf } from "./resource.ts";
import { contextOf } from "./trace-context.ts";

export type RecordOptions = {
  resource: ResourceWords;
  temporality: Temporality;
  /** Of the program that judged it. */
  version: string;
};

/** The session is one that was masked: what is sent ends up in stores of many readers. */
export function recordsOf(judged: Judged, options: RecordOptions): OtlpRecords {
  const { session, report, nowMs } = judged;
  const told = tellConnections(judged);
  const byId = new Map(told.map((each) => [each.report.id, each]));
  const ofFinding = ({ subject }: Finding) =>
    subject.kind === "connection" ? (byId.get(subject.id) ?? null) : null;
  const sessionId = sessionIdOf(session);
  return {
    resource: resourceOf(judged, options.resource),
    scope: { name: "stormglass", version: options.version },
    traces: [
      ...told.flatMap((each) => spansOfConnection(each, session, nowMs)),
      ...report.outages.map((outage) =>
        outageSpan(outage, sessionId, (id) => byId.get(id)?.context ?? null, nowMs),
      ),
    ],
    logs: [
      ...told.flatMap((each) => closeRecord(each, nowMs) ?? []),
      ...report.findings.map((finding) => findingRecord(finding, ofFinding(finding), nowMs)),
    ],
    metrics: metricsOf(judged, told, options.temporality),
  };
}

function tellConnections({ session, report }: Judged): ToldConnection[] {
  const primaries = new Map<string, Finding>();
  for (const finding of report.findings) {
    const { kind, id } = finding.subject;
    if (finding.primary && kind === "connection") primaries.set(id, finding);
  }
  return report.connections.flatMap((each) => {
    const connection = session.connections.get(each.id);
    if (!connection) return [];
    const primary = primaries.get(each.id) ?? null;
    return [{ connection, report: each, primary, context: contextOf(connection) }];
  });
}
