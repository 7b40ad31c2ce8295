import { lengthOf } from "../ui/span.ts";
import { type Item, itemOfKey } from "./lanes.ts";
import { itemAfterKey } from "./move.ts";
import type { TimelineModel } from "./timeline-model.ts";

const ZOOM_STEP = 0.7;
const PAN_SHARE = 0.2;

/** Keys while the timeline has the focus, W A S D as in DevTools' Performance. True: it had a use. */
export function pressKey(timeline: TimelineModel, key: string, onMove: (item: Item) => void) {
  const { from, to } = timeline.shown.peek();
  const middle = middleOf(timeline);
  switch (key.toLowerCase()) {
    case "w":
    case "+":
      timeline.zoomAt(ZOOM_STEP, middle);
      return true;
    case "s":
    case "-":
      timeline.zoomAt(1 / ZOOM_STEP, middle);
      return true;
    case "a":
      timeline.panBy(-PAN_SHARE * lengthOf({ from, to }));
      return true;
    case "d":
      timeline.panBy(PAN_SHARE * lengthOf({ from, to }));
      return true;
    case "0":
      timeline.showAll();
      return true;
  }
  const current = timeline.activeKey.peek() ?? timeline.selectedKey.peek();
  const item = itemAfterKey(timeline.layout.peek(), current, key);
  if (item) onMove(item);
  return item !== null;
}

/** Of the item that the keyboard stands on, as far as it is in sight, so that it stays there. */
function middleOf(timeline: TimelineModel): number {
  const { from, to } = timeline.shown.peek();
  const key = timeline.activeKey.peek();
  const item = key === null ? undefined : itemOfKey(timeline.layout.peek(), key)?.item;
  if (!item || item.from > to || item.to < from) return (from + to) / 2;
  return (Math.max(item.from, from) + Math.min(item.to, to)) / 2;
}
