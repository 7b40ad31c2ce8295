import type { Outage } from "../../analysis/finding.ts";
import type { Span } from "../ui/span.ts";

/** `to` is infinite while it lasts. */
export type OutageSpan = Span & { state: Outage["state"]; outage: Outage };
/** By the endpoint. */
export type OutageSpans = ReadonlyMap<string, readonly OutageSpan[]>;

/** When each endpoint was out of reach: of one restart not all are back at once. */
export function outageSpansOf(outages: readonly Outage[]): OutageSpans {
  const spans = new Map<string, OutageSpan[]>();
  for (const outage of outages) {
    for (const { url, begin, until, state } of outage.away) {
      const own = spans.get(url) ?? [];
      spans.set(url, own);
      own.push({ from: begin, to: until ?? Number.POSITIVE_INFINITY, state, outage });
    }
  }
  return spans;
}
