/** The canvas and what keeps it up to date: it is drawn once a frame, and only when something changed. */
import { effect } from "@preact/signals";
import type { Model } from "../model/model.ts";
import { zone } from "../ui/zone.ts";
import { type LanePlace, scrollInto } from "./follow-selection.ts";
import type { HitPlace } from "./hit.ts";
import { createHatch } from "./paint/hatch.ts";
import { paintTimeline } from "./paint/paint.ts";
import { readPalette, watchPalette } from "./paint/palette.ts";
import { AXIS_PX, gutterPx, MAP_PX } from "./sizes.ts";
import type { TimelineModel } from "./timeline-model.ts";

export type TimelineCanvas = ReturnType<typeof createTimelineCanvas>;

export function createTimelineCanvas(
  box: HTMLElement,
  canvas: HTMLCanvasElement,
  model: Model,
  timeline: TimelineModel,
) {
  const context = canvas.getContext("2d");
  let widthPx = 0;
  let heightPx = 0;
  let ratio = 0;
  let palette = readPalette(canvas);
  let hatch: CanvasPattern | null = null;
  let frame = 0;

  const place = (): HitPlace => {
    const leftPx = gutterPx(widthPx);
    return {
      scale: { span: timeline.shown.peek(), leftPx, widthPx: Math.max(1, widthPx - leftPx) },
      lanes: timeline.layout.peek(),
      marks: timeline.marks.peek(),
      outages: timeline.outages.peek(),
      scrollPx: box.scrollTop,
      heightPx,
      hasMap: timeline.zoom.peek() !== null,
    };
  };

  const draw = () => {
    frame = 0;
    if (!context || widthPx === 0) return;
    // The window went to another screen.
    if (ratio !== devicePixelRatio) return resize();
    const { byConnection } = model.findings.peek();
    const { hasMap, ...where } = place();
    const selection = model.selection.peek();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintTimeline({
      ...where,
      context,
      palette,
      hatch,
      widthPx,
      bounds: timeline.bounds.peek(),
      openedOutage: model.openedIncident.peek()?.outage?.id ?? null,
      nowAt: timeline.nowAt.peek(),
      mode: timeline.mode.peek(),
      isZoomed: hasMap,
      range: timeline.draft.peek() ?? model.range.peek(),
      selectedKey: timeline.selectedKey.peek(),
      selectedId: selection?.kind === "connection" ? selection.id : null,
      selectedLane: selection?.kind === "series" ? selection.groupId : null,
      activeKey: timeline.activeKey.peek(),
      primaryOf: ({ id }) => byConnection.get(id)?.[0],
    });
  };
  const redraw = () => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };

  const resize = () => {
    widthPx = box.clientWidth;
    heightPx = box.clientHeight;
    ratio = devicePixelRatio;
    canvas.width = Math.round(widthPx * ratio);
    canvas.height = Math.round(heightPx * ratio);
    canvas.style.width = `${widthPx}px`;
    canvas.style.height = `${heightPx}px`;
    hatch = context && createHatch(context, palette.ended, ratio);
    // At once: a canvas of a new size is empty, and would be seen so for a frame.
    cancelAnimationFrame(frame);
    draw();
  };
  const recolor = () => {
    palette = readPalette(canvas);
    resize();
  };

  // Page zoom changes the size in CSS pixels too, so that this hears of it.
  const sizes = new ResizeObserver(resize);
  sizes.observe(box);
  // Until the canvas has its size the box can't be scrolled as far as it will go.
  resize();
  const unwatchPalette = watchPalette(recolor);
  box.addEventListener("scroll", redraw, { passive: true });
  const stop = effect(() => {
    void timeline.shown.value;
    void timeline.layout.value;
    void timeline.marks.value;
    void timeline.outages.value;
    void model.openedIncident.value;
    void timeline.mode.value;
    void zone.value;
    void timeline.draft.value;
    void timeline.activeKey.value;
    void timeline.selectedKey.value;
    void model.selection.value;
    void model.range.value;
    redraw();
  });

  return {
    place,
    /** Scrolls as little as possible until it is in sight. */
    scrollTo(wanted: LanePlace) {
      const roomPx = box.clientHeight - AXIS_PX - MAP_PX;
      box.scrollTop = scrollInto(wanted, { scrollPx: box.scrollTop, roomPx });
    },
    close() {
      cancelAnimationFrame(frame);
      stop();
      sizes.disconnect();
      unwatchPalette();
      box.removeEventListener("scroll", redraw);
    },
  };
}
