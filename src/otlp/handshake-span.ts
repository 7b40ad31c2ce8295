import { attributesOf, boundedText } from "./attributes.ts";
import type { ToldConnection } from "./connection-spans.ts";
import { addressAttributes } from "./endpoint-attributes.ts";
import { seedOf, spanIdFor } from "./ids.ts";
import { type OtlpSpan, SPAN_INTERNAL, STATUS_ERROR } from "./otlp.ts";
import { nanosecondsOf } from "./times.ts";
import { KNOWN } from "./trace-context.ts";
import { valueOfHeader } from "./trace-parent.ts";

/** From the construction until it was open, or could not be opened any more. */
export function handshakeSpan(
  { connection, report, primary, context }: ToldConnection,
  nowMs: number,
): OtlpSpan {
  const { handshake } = connection;
  const failed = report.openedAt === null && report.state === "closed";
  const until = report.openedAt ?? report.closedAt ?? nowMs;
  // A socket that the page gave up, or whose page went, did not fail.
  const isError = failed && primary !== null && primary.severity !== "info";
  const status = handshake?.status ?? null;
  return {
    traceId: context.traceId,
    spanId: spanIdFor("handshake", ...seedOf(connection)),
    parentSpanId: context.spanId,
    flags: context.flags | KNOWN,
    name: "websocket handshake",
    kind: SPAN_INTERNAL,
    startTimeUnixNano: nanosecondsOf(report.createdAt),
    endTimeUnixNano: nanosecondsOf(Math.max(report.createdAt, until)),
    attributes: attributesOf({
      ...addressAttributes(report.url),
      "http.request.method": "GET",
      "http.response.status_code": status,
      "user_agent.original": valueOfHeader(handshake?.requestHeaders ?? [], "user-agent"),
      "error.type": isError ? errorType(status, handshake?.error ?? null, primary.id) : null,
      "stormglass.handshake.error": handshake?.error || null,
      "stormglass.pending": report.openedAt === null && report.state !== "closed",
    }),
    ...(isError ? { status: { code: STATUS_ERROR, message: boundedText(primary.title) } } : {}),
  };
}

/** As HTTP's conventions want it: the status, else the browser's own name of the error, else ours. */
const errorType = (status: number | null, error: string | null, id: string): string =>
  status !== null && status >= 400
    ? String(status)
    : (/\b(?:net::ERR_[A-Z\d_]{1,64}|NS_ERROR_[A-Z\d_]{1,64})/.exec(error ?? "")?.[0] ?? id);
