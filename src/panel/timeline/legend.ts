import { FINDINGS } from "../../analysis/findings.ts";
import { judgedTone } from "../../analysis/state-words.ts";
import type { FindingIndex } from "../model/finding-index.ts";
import type { Lanes } from "./lanes.ts";
import type { Mark } from "./marks.ts";
import type { OutageSpans } from "./outage-spans.ts";

/** What the signs of the timeline mean, in the order in which they are told. */
export const LEGEND = {
  outage: "out of reach: a line above while it lasts, dashes once it is over",
  band: "attempts of a storm or an outage, folded: a click shows each",
  error: "ended in trouble",
  warning: "ended, worth a look",
  handshake: "handshake",
  open: "open; its height is the traffic",
  live: "goes on",
  idle: "silence that something on the way did not bear",
  helpers: "helpers: opened only to be closed",
  navigated: "new page, or page stopped",
  test: "test: a step of it, or an error",
  http: "HTTP: a request of the page that failed, or a login; the axis says which",
  away: "offline, frozen or asleep",
} as const;

export type LegendSign = keyof typeof LEGEND;

const SIGN_OF_MARK: Record<Mark["kind"], LegendSign> = {
  navigated: "navigated",
  stopped: "navigated",
  step: "test",
  failed: "test",
  http: "http",
  offline: "away",
  frozen: "away",
  asleep: "away",
};

/** The signs that are drawn now. */
export function signsOf(
  { lanes }: Lanes,
  outages: OutageSpans,
  marks: readonly Mark[],
  { byConnection }: FindingIndex,
): LegendSign[] {
  const seen = new Set<LegendSign>();
  for (const lane of lanes) {
    if (outages.has(lane.endpoint)) seen.add("outage");
    for (const item of lane.items) {
      if (item.kind !== "bar") {
        seen.add(item.kind);
        continue;
      }
      const { connection } = item;
      const primary = byConnection.get(connection.id)?.[0];
      const tone = judgedTone(connection, primary);
      if (!connection.end) seen.add("live");
      else if (tone === "error" || tone === "warning") seen.add(tone);
      seen.add(connection.open ? "open" : "handshake");
      if (primary && connection.open && FINDINGS[primary.id].limit === "silence") seen.add("idle");
    }
  }
  for (const { kind } of marks) {
    seen.add(SIGN_OF_MARK[kind]);
  }
  return (Object.keys(LEGEND) as LegendSign[]).filter((sign) => seen.has(sign));
}
