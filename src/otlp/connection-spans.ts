import type { ConnectionReport, Finding } from "../analysis/finding.ts";
import type { Connection, Session } from "../session/session.ts";
import { type Attributes, attributesOf, boundedText } from "./attributes.ts";
import { addressAttributes } from "./endpoint-attributes.ts";
import { handshakeSpan } from "./handshake-span.ts";
import { type OtlpSpan, SPAN_CLIENT, STATUS_ERROR } from "./otlp.ts";
import { nanosecondsOf } from "./times.ts";
import { type ConnectionContext, KNOWN, REMOTE } from "./trace-context.ts";

/** What is known of one connection where it is told as spans and logs. */
export type ToldConnection = {
  connection: Connection;
  report: ConnectionReport;
  /** Why it failed or closed; null where nothing says so. */
  primary: Finding | null;
  context: ConnectionContext;
};

const MAX_NAME = 128;

/** The span of the connection, and its handshake's within it. */
export function spansOfConnection(
  told: ToldConnection,
  session: Session,
  nowMs: number,
): OtlpSpan[] {
  const { connection, report, primary, context } = told;
  const { joined } = context;
  const end = report.closedAt ?? nowMs;
  const span: OtlpSpan = {
    traceId: context.traceId,
    spanId: context.spanId,
    // The answer's span is a link and no parent: the server's began after the handshake did, and
    // stores that mend clocks would move the connection behind it.
    ...(joined?.by === "request" ? { parentSpanId: joined.spanId } : {}),
    flags: context.flags | KNOWN | (joined?.by === "request" ? REMOTE : 0),
    name: boundedText(`websocket ${report.endpoint.split("?", 1)[0]}`, MAX_NAME),
    kind: SPAN_CLIENT,
    startTimeUnixNano: nanosecondsOf(report.createdAt),
    endTimeUnixNano: nanosecondsOf(Math.max(report.createdAt, end)),
    attributes: attributesOf({
      ...addressAttributes(report.url),
      "network.protocol.name": "websocket",
      "network.peer.address": connection.handshake?.remoteAddress || null,
      "http.response.status_code": connection.handshake?.status,
      "browser.document.url.full": session.documents.get(connection.documentId ?? "")?.url,
      ...closeAttributes(told),
      ...openAttributes(connection),
      ...stormglassAttributes(told),
    }),
    ...statusOf(primary),
  };
  if (joined?.by === "answer") {
    const { traceId, spanId } = joined;
    const attributes = attributesOf({ "stormglass.link": "handshake-answer" });
    span.links = [{ traceId, spanId, attributes }];
  }
  return [span, handshakeSpan(told, nowMs)];
}

/** Empty until it has ended. */
export const closeAttributes = ({ connection: { end }, primary }: ToldConnection): Attributes => ({
  "websocket.close.code": end?.code,
  "websocket.close.reason": end?.reason || null,
  "websocket.close.was_clean": end?.wasClean,
  "stormglass.connection.ended_by": end?.by,
  "error.type": isFailure(primary) ? primary.id : null,
});

const openAttributes = ({ open, protocols }: Connection): Attributes => ({
  "websocket.subprotocol": open?.protocol || null,
  "websocket.extensions": open?.extensions || null,
  "websocket.requested_subprotocols": protocols && protocols.length > 0 ? protocols : null,
});

const stormglassAttributes = ({ connection, report, primary }: ToldConnection): Attributes => ({
  "stormglass.connection.id": report.id,
  "stormglass.connection.number": report.ordinal,
  "stormglass.connection.state": report.state,
  // Its span ends where the recording does: the connection itself went on.
  "stormglass.pending": report.state !== "closed",
  "stormglass.endpoint": report.endpoint,
  "stormglass.finding.id": primary?.id,
  "stormglass.messages.sent": connection.send.count,
  "stormglass.messages.received": connection.receive.count,
  "stormglass.bytes.sent": connection.send.sizeBytes,
  "stormglass.bytes.received": connection.receive.sizeBytes,
  "stormglass.page_worker": connection.pageWorker || null,
});

const isFailure = (primary: Finding | null): primary is Finding =>
  primary !== null && primary.severity !== "info";

const statusOf = (primary: Finding | null): Pick<OtlpSpan, "status"> =>
  isFailure(primary) ? { status: { code: STATUS_ERROR, message: boundedText(primary.title) } } : {};
