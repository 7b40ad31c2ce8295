import type { Outage } from "../analysis/finding.ts";
import { attributesOf, boundedText } from "./attributes.ts";
import { addressAttributes } from "./endpoint-attributes.ts";
import { spanIdFor, traceIdFor } from "./ids.ts";
import { type OtlpSpan, SPAN_INTERNAL, STATUS_ERROR } from "./otlp.ts";
import { nanosecondsOf } from "./times.ts";
import { type ConnectionContext, KNOWN, SAMPLED } from "./trace-context.ts";

/** As many as SDKs keep of a span's links and events. */
const MAX_LINKS = 128;
const MAX_EVENTS = 128;

/** A trace of its own, from the first sign until all worked again, with links to its connections. */
export function outageSpan(
  outage: Outage,
  sessionId: string,
  contextOf: (connectionId: string) => ConnectionContext | null,
  nowMs: number,
): OtlpSpan {
  const contexts = outage.connections.flatMap((id) => contextOf(id) ?? []);
  const until = untilOf(outage) ?? nowMs;
  return {
    traceId: traceIdFor("outage-trace", sessionId, outage.id),
    spanId: spanIdFor("outage", sessionId, outage.id),
    flags: SAMPLED | KNOWN,
    name: "websocket outage",
    kind: SPAN_INTERNAL,
    startTimeUnixNano: nanosecondsOf(outage.begin),
    endTimeUnixNano: nanosecondsOf(Math.max(outage.begin, until)),
    attributes: attributesOf({
      ...addressAttributes(outage.url),
      "error.type": outage.cause,
      "stormglass.endpoint": outage.url,
      "stormglass.pending": outage.state === "going-on",
      "stormglass.outage.id": outage.id,
      "stormglass.outage.title": outage.title,
      "stormglass.outage.state": outage.state,
      "stormglass.outage.told": outage.told,
      "stormglass.outage.confidence": { double: outage.confidence },
      "stormglass.outage.attempts": outage.attempts,
      "stormglass.outage.connections": outage.connections.length,
      "stormglass.outage.endpoints": outage.endpoints,
      "stormglass.outage.fixes": outage.fixes.map(({ role, text }) => `${role}: ${text}`),
      "stormglass.outage.lost.sends": outage.lost.sendsFailed,
      "stormglass.outage.lost.requests": outage.lost.requests.gone,
      "stormglass.outage.lost.subscriptions": outage.lost.subscriptions.gone,
    }),
    events: outage.phases.slice(0, MAX_EVENTS).map(({ what, words, count, from }) => ({
      timeUnixNano: nanosecondsOf(from),
      name: "stormglass.outage.phase",
      attributes: attributesOf({
        "stormglass.finding.id": what,
        "stormglass.outage.phase": words,
        "stormglass.outage.attempts": count,
      }),
    })),
    ...(outage.phases.length > MAX_EVENTS && {
      droppedEventsCount: outage.phases.length - MAX_EVENTS,
    }),
    links: contexts.slice(0, MAX_LINKS).map(({ traceId, spanId }) => ({
      traceId,
      spanId,
      attributes: attributesOf({ "stormglass.link": "outage-connection" }),
    })),
    ...(contexts.length > MAX_LINKS && { droppedLinksCount: contexts.length - MAX_LINKS }),
    status: { code: STATUS_ERROR, message: boundedText(outage.title) },
  };
}

/** When the last of its endpoints worked again, or was waited for no more; null while one lasts. */
function untilOf({ away, readyAgain, openAgain }: Outage): number | null {
  const ends = away.map(({ until }) => until);
  if (ends.length === 0) return readyAgain ?? openAgain;
  return ends.reduce<number | null>(
    (last, end) => (last === null || end === null ? null : Math.max(last, end)),
    ends[0] ?? null,
  );
}
