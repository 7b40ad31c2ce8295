import { effect, untracked } from "@preact/signals";
import type { Model, Selection } from "../model/model.ts";
import { lifeOf } from "../ui/span.ts";
import { itemOfSelection, type LaneItem, type Lanes } from "./lanes.ts";
import { LANE_PAD_PX, ROW_PX } from "./sizes.ts";
import type { TimelineModel } from "./timeline-model.ts";

/** From the top of all lanes. */
export type LanePlace = { topPx: number; heightPx: number };

/**
 * Brings what is selected elsewhere into sight: once, and not with each update. What is selected by
 * way of `choose` lies under the pointer already, or was brought into sight by a key.
 */
export function followSelection(
  model: Model,
  timeline: TimelineModel,
  scrollTo: (place: LanePlace) => void,
) {
  const { kept } = timeline;
  const fileId = model.fileId.peek();
  /** Otherwise this timeline is about to go. */
  const isShown = () => model.fileId.peek() === fileId;
  let isOwn = false;

  const show = (selection: Selection) => {
    const place = placeOfSelection(timeline.layout.peek(), selection);
    if (!place) return;
    scrollTo(place);
    if (selection.kind !== "connection") return;
    const connection = model.slowSession.peek()?.connections.get(selection.id);
    // Not the band that it may be folded into, which can be as long as everything.
    if (connection) timeline.reveal(lifeOf(connection));
  };
  const stopShowing = effect(() => {
    const selection = model.selection.value;
    // Known already: the session is shown again, as it was left.
    if (!isShown() || selection === kept.followed) return;
    kept.followed = selection;
    if (selection && !isOwn) untracked(() => show(selection));
  });
  // The keyboard goes on from what is selected.
  const stopStanding = effect(() => {
    const key = timeline.selectedKey.value;
    if (key !== null && isShown()) timeline.activeKey.value = key;
  });
  return {
    stop() {
      stopShowing();
      stopStanding();
    },
    choose(select: () => void) {
      isOwn = true;
      select();
      isOwn = false;
    },
  };
}

/** The row of an item, or the lane of a series; null where a filter hides it. */
export function placeOfSelection(lanes: Lanes, selection: Selection): LanePlace | null {
  const found = itemOfSelection(lanes, selection);
  if (found) return placeOfItem(found);
  if (selection.kind !== "series") return null;
  return lanes.lanes.find(({ id }) => id === selection.groupId) ?? null;
}

export const placeOfItem = ({ lane, item }: LaneItem): LanePlace => ({
  topPx: lane.topPx + item.row * ROW_PX,
  heightPx: ROW_PX + LANE_PAD_PX,
});

/** Scrolls as little as possible; of what is higher than the room, its beginning is shown. */
export const scrollInto = (
  { topPx, heightPx }: LanePlace,
  { scrollPx, roomPx }: { scrollPx: number; roomPx: number },
): number => Math.min(topPx, Math.max(scrollPx, topPx + heightPx - roomPx));
