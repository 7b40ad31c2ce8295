import type { Handshake, Header } from "../protocol/handshake.ts";
import type { SpanContext } from "./otlp.ts";

/** The trace that a handshake is part of, by what one of its sides said. */
export type Joined = SpanContext & {
  flags: number;
  /** answer: the span is the server's own; request: it is the one that the request was sent for. */
  by: "answer" | "request";
};

/** W3C Trace Context: version, trace, span, flags; later versions may add to it. */
const TRACE_PARENT = /^\s*([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-\S*)?\s*$/i;

/** `traceresponse` is what W3C calls the answer's; Server-Timing is the one that scripts may read. */
const ANSWER_NAMES = ["traceparent", "traceresponse"];
const SERVER_TIMING = /\btraceparent\s*;\s*desc\s*=\s*"?([\da-f-]{55})"?/i;

/** What the answer says goes before what the request said: it is the server's own word. */
export function joinedTrace(handshake: Handshake | null): Joined | null {
  if (!handshake) return null;
  const { requestHeaders, responseHeaders } = handshake;
  const answered =
    firstOf(ANSWER_NAMES.map((name) => valueOfHeader(responseHeaders, name))) ??
    parseTraceParent(
      SERVER_TIMING.exec(valueOfHeader(responseHeaders, "server-timing") ?? "")?.[1] ?? null,
    );
  if (answered) return { ...answered, by: "answer" };
  const asked = parseTraceParent(valueOfHeader(requestHeaders, "traceparent"));
  return asked && { ...asked, by: "request" };
}

const firstOf = (values: (string | null)[]) =>
  values.map(parseTraceParent).find((parsed) => parsed !== null) ?? null;

export function parseTraceParent(text: string | null): Omit<Joined, "by"> | null {
  const [, version, traceId = "", spanId = "", flags = "", more] =
    TRACE_PARENT.exec(text ?? "") ?? [];
  if (version === undefined || version.toLowerCase() === "ff") return null;
  if (version === "00" && more !== undefined) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return {
    traceId: traceId.toLowerCase(),
    spanId: spanId.toLowerCase(),
    flags: Number.parseInt(flags, 16),
  };
}

export const valueOfHeader = (headers: readonly Header[], name: string): string | null =>
  headers.find((header) => header.name.toLowerCase() === name)?.value ?? null;
