/** What the pointer does on the canvas: click, drag, wheel and pinch. */

import { lengthOf, panSpan, type Span, spanBetween, timeAt } from "../ui/span.ts";
import { type Hit, type HitPlace, hitAt } from "./hit.ts";
import type { Point, TimelineModel } from "./timeline-model.ts";

type Given = {
  timeline: TimelineModel;
  /** What is drawn where, by now. */
  place(): HitPlace;
  onPick(hit: Hit): void;
  onRange(range: Span | null): void;
};

/** A hand is not so steady that a click never moves. */
const CLICK_PX = 4;
/** A pinch tells the logarithm of its scale in hundredths. */
const ZOOM_PER_PX = 0.01;
/** One notch of a wheel, which says a hundred and more, shows a quarter more or less. */
const MOST_ZOOM_PX = 25;
/** Firefox counts lines where others count pixels. */
const LINE_PX = 16;

type Drag = { kind: "pan" | "range" | "map"; startX: number; span: Span; moved: boolean };

export function installGestures(canvas: HTMLElement, given: Given): () => void {
  const { timeline, place, onPick, onRange } = given;
  let drag: Drag | null = null;

  const pointAt = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = canvas.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };

  /** The window of the map goes with the pointer. */
  const moveMap = (x: number) => {
    const { scale } = place();
    const bounds = timeline.bounds.peek();
    const shown = timeline.shown.peek();
    const at = timeAt({ ...scale, span: bounds }, x);
    timeline.show(panSpan(shown, at - (shown.from + shown.to) / 2, bounds));
  };

  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const { x, y } = pointAt(event);
    const { scale } = place();
    const isMap = hitAt(place(), x, y)?.kind === "map";
    // As in DevTools' own timelines a plain drag chooses a time; with Shift it moves the time.
    const kind = isMap ? "map" : !event.shiftKey && x >= scale.leftPx ? "range" : "pan";
    drag = { kind, startX: x, span: timeline.shown.peek(), moved: false };
    canvas.setPointerCapture(event.pointerId);
    if (isMap) moveMap(x);
  };

  const onMove = (event: PointerEvent) => {
    const { x, y } = pointAt(event);
    if (!drag) {
      timeline.hovered.value = { x, y };
      return;
    }
    drag.moved ||= Math.abs(x - drag.startX) > CLICK_PX;
    if (!drag.moved) return;
    timeline.hovered.value = null;
    const scale = { ...place().scale, span: drag.span };
    if (drag.kind === "map") moveMap(x);
    else if (drag.kind === "range") timeline.draft.value = rangeOf(scale, drag.startX, x);
    else if (timeline.zoom.peek()) {
      const byMs = timeAt(scale, drag.startX) - timeAt(scale, x);
      timeline.show(panSpan(drag.span, byMs, timeline.bounds.peek()));
    }
  };

  const onUp = (event: PointerEvent) => {
    const done = drag;
    drag = null;
    if (!done) return;
    if (done.kind === "range" && done.moved) {
      onRange(timeline.draft.peek());
      timeline.draft.value = null;
    } else if (!done.moved && done.kind !== "map") {
      const { x, y } = pointAt(event);
      const hit = hitAt(place(), x, y);
      if (hit) onPick(hit);
    }
  };

  const onCancel = () => {
    drag = null;
    timeline.draft.value = null;
  };

  const onLeave = () => {
    timeline.hovered.value = null;
  };

  const onWheel = (event: WheelEvent) => {
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const { scale } = place();
    // Two fingers that pinch arrive as a wheel with Ctrl.
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const at = timeAt(scale, Math.max(scale.leftPx, pointAt(event).x));
      const movedPx = event.deltaY * unit;
      const zoomPx = Math.min(MOST_ZOOM_PX, Math.max(-MOST_ZOOM_PX, movedPx));
      timeline.zoomAt(Math.exp(zoomPx * ZOOM_PER_PX), at);
      return;
    }
    const { deltaX, deltaY, shiftKey } = event;
    // Fingers that scroll down stray a little to the side.
    const isAcross = shiftKey || Math.abs(deltaX) > Math.abs(deltaY);
    if (!isAcross) return;
    const acrossPx = deltaX || deltaY;
    event.preventDefault();
    timeline.panBy((acrossPx * unit * lengthOf(scale.span)) / scale.widthPx);
  };

  const onDouble = (event: MouseEvent) => {
    const { x, y } = pointAt(event);
    // On an item the second click belongs to the item.
    if (hitAt(place(), x, y)?.kind !== "item") timeline.showAll();
  };

  canvas.addEventListener("pointerdown", onDown);
  canvas.addEventListener("pointermove", onMove);
  canvas.addEventListener("pointerup", onUp);
  canvas.addEventListener("pointercancel", onCancel);
  canvas.addEventListener("pointerleave", onLeave);
  canvas.addEventListener("wheel", onWheel, { passive: false });
  canvas.addEventListener("dblclick", onDouble);
  return () => {
    canvas.removeEventListener("pointerdown", onDown);
    canvas.removeEventListener("pointermove", onMove);
    canvas.removeEventListener("pointerup", onUp);
    canvas.removeEventListener("pointercancel", onCancel);
    canvas.removeEventListener("pointerleave", onLeave);
    canvas.removeEventListener("wheel", onWheel);
    canvas.removeEventListener("dblclick", onDouble);
  };
}

function rangeOf(scale: HitPlace["scale"], a: number, b: number): Span {
  const within = (x: number) =>
    timeAt(scale, Math.min(Math.max(x, scale.leftPx), scale.leftPx + scale.widthPx));
  return spanBetween(within(a), within(b));
}
