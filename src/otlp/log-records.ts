import type { Finding, Severity } from "../analysis/finding.ts";
import { type Attributes, attributesOf, textValue } from "./attributes.ts";
import { closeAttributes, type ToldConnection } from "./connection-spans.ts";
import { addressAttributes, subjectAttributes } from "./endpoint-attributes.ts";
import type { OtlpLog } from "./otlp.ts";
import { nanosecondsOf } from "./times.ts";
import type { ConnectionContext } from "./trace-context.ts";

/** `SEVERITY_NUMBER_ERROR`, `…_WARN` and `…_INFO`. */
const SEVERITIES: Record<Severity, { number: number; text: string }> = {
  error: { number: 17, text: "ERROR" },
  warning: { number: 13, text: "WARN" },
  info: { number: 9, text: "INFO" },
};

/** Null while it has not ended. */
export function closeRecord(told: ToldConnection, nowMs: number): OtlpLog | null {
  const { connection, report, primary, context } = told;
  if (report.closedAt === null) return null;
  const code = connection.end?.code ?? null;
  const plain = code === null ? "ended without a close event" : `closed with code ${code}`;
  return logRecord({
    name: "websocket.close",
    at: report.closedAt,
    nowMs,
    severity: primary?.severity ?? "info",
    body: primary?.title ?? plain,
    context,
    attributes: {
      ...addressAttributes(report.url),
      ...closeAttributes(told),
      "stormglass.connection.id": report.id,
      "stormglass.endpoint": report.endpoint,
      "stormglass.finding.id": primary?.id,
    },
  });
}

/** One a finding; that of a connection stands on its span. */
export function findingRecord(
  finding: Finding,
  told: ToldConnection | null,
  nowMs: number,
): OtlpLog {
  return logRecord({
    name: "stormglass.finding",
    at: finding.since,
    nowMs,
    severity: finding.severity,
    body: finding.title,
    context: told?.context ?? null,
    attributes: {
      ...addressAttributes(finding.subject.url),
      ...subjectAttributes(finding.subject),
      "stormglass.connection.id": told?.report.id,
      "stormglass.finding.id": finding.id,
      "stormglass.finding.variant": finding.variant,
      "stormglass.finding.class": finding.class,
      "stormglass.finding.severity": finding.severity,
      "stormglass.finding.primary": finding.primary,
      "stormglass.finding.confidence": { double: finding.confidence },
      "stormglass.finding.subject": finding.subject.kind,
      "stormglass.finding.explanation": finding.explanation,
      "stormglass.finding.causes": finding.causes,
      "stormglass.finding.fixes": finding.fixes.map(({ role, text }) => `${role}: ${text}`),
      "stormglass.finding.until_ms": finding.until === null ? null : { double: finding.until },
    },
  });
}

type Told = {
  name: string;
  at: number;
  nowMs: number;
  severity: Severity;
  body: string;
  context: ConnectionContext | null;
  attributes: Attributes;
};

function logRecord({ name, at, nowMs, severity, body, context, attributes }: Told): OtlpLog {
  return {
    timeUnixNano: nanosecondsOf(at),
    // The end of the recording: the same however often, and whenever, it is sent.
    observedTimeUnixNano: nanosecondsOf(Math.max(at, nowMs)),
    severityNumber: SEVERITIES[severity].number,
    severityText: SEVERITIES[severity].text,
    eventName: name,
    body: textValue(body),
    // Stores that were made before OTLP 1.5 know an event by this attribute.
    attributes: attributesOf({ "event.name": name, ...attributes }),
    ...(context && { traceId: context.traceId, spanId: context.spanId, flags: context.flags }),
  };
}
