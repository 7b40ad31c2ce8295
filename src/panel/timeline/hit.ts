/** What lies under the pointer. */

import { type Scale, timeAt, xOf } from "../ui/span.ts";
import type { Item, Lane, Lanes } from "./lanes.ts";
import type { Mark } from "./marks.ts";
import type { OutageSpan, OutageSpans } from "./outage-spans.ts";
import { AXIS_PX, LANE_PAD_PX, MAP_PX, MIN_ITEM_PX, ROW_PX } from "./sizes.ts";

export type Hit =
  | { kind: "item"; lane: Lane; item: Item }
  | { kind: "lane"; lane: Lane }
  | { kind: "outage"; lane: Lane; span: OutageSpan }
  | { kind: "mark"; mark: Mark }
  | { kind: "map" };

export type HitPlace = {
  scale: Scale;
  lanes: Lanes;
  marks: readonly Mark[];
  outages: OutageSpans;
  scrollPx: number;
  heightPx: number;
  /** The small map is there while a part of the time is shown. */
  hasMap: boolean;
};

/** A pointer is not more exact than this. */
const REACH_PX = 4;

export function hitAt(place: HitPlace, x: number, y: number): Hit | null {
  const { scale, lanes, marks, outages, scrollPx, heightPx, hasMap } = place;
  if (hasMap && y >= heightPx - MAP_PX) return x >= scale.leftPx ? { kind: "map" } : null;
  if (y < AXIS_PX) {
    const mark = nearest(marks, scale, x);
    return mark && { kind: "mark", mark };
  }
  const contentY = y - AXIS_PX + scrollPx;
  const lane = lanes.lanes.find(
    ({ topPx, heightPx: tall }) => contentY >= topPx && contentY < topPx + tall,
  );
  if (!lane) return null;
  if (x < scale.leftPx) return { kind: "lane", lane };
  const row = Math.floor((contentY - lane.topPx - LANE_PAD_PX / 2) / ROW_PX);
  const item = nearest(
    lane.items.filter((candidate) => candidate.row === row),
    scale,
    x,
  );
  if (item) return { kind: "item", lane, item };
  const at = timeAt(scale, x);
  const span = outages.get(lane.endpoint)?.find(({ from, to }) => at >= from && at <= to);
  return span ? { kind: "outage", lane, span } : null;
}

/** Of equally near ones the last, which is drawn on top. */
function nearest<T extends { from: number; to: number }>(
  things: readonly T[],
  scale: Scale,
  x: number,
): T | null {
  let best: T | null = null;
  let bestPx = REACH_PX;
  for (const thing of things) {
    const leftPx = xOf(scale, thing.from);
    const rightPx = Math.max(leftPx + MIN_ITEM_PX, xOf(scale, thing.to));
    const awayPx = Math.max(0, leftPx - x, x - rightPx);
    if (awayPx > bestPx) continue;
    best = thing;
    bestPx = awayPx;
  }
  return best;
}
