import type { Lane } from "../lanes.ts";
import type { OutageSpan } from "../outage-spans.ts";
import type { Frame } from "./paint.ts";
import { nearX } from "./paint-items.ts";

const EDGE_PX = 2;

/**
 * The time in which an endpoint was out of reach, behind its connections: a ground with an edge
 * above it, whole while it lasts and in dashes once it is over.
 */
export function paintOutages(frame: Frame, lane: Lane, topPx: number): void {
  const { context, palette, scale, nowAt, outages } = frame;
  for (const span of outages.get(lane.endpoint) ?? []) {
    if (span.from > scale.span.to || span.to < scale.span.from) continue;
    const leftPx = nearX(scale, span.from);
    const widthPx = Math.max(EDGE_PX, nearX(scale, Math.min(span.to, nowAt)) - leftPx);
    context.fillStyle = colourOf(span, frame);
    context.globalAlpha = 0.1;
    context.fillRect(leftPx, topPx, widthPx, lane.heightPx - 1);
    context.globalAlpha = 1;
    const isOver = span.to !== Number.POSITIVE_INFINITY;
    const dashPx = isOver ? 4 : widthPx;
    for (let x = 0; x < widthPx; x += 2 * dashPx) {
      context.fillRect(leftPx + x, topPx, Math.min(dashPx, widthPx - x), EDGE_PX);
    }
    if (span.outage.id !== frame.openedOutage) continue;
    context.fillStyle = palette.text;
    for (const { from } of span.outage.phases) {
      context.fillRect(Math.round(nearX(scale, from)), topPx, 1, lane.heightPx - 1);
    }
  }
}

function colourOf({ state }: OutageSpan, { palette }: Frame): string {
  if (state === "going-on") return palette.error;
  return state === "given-up" ? palette.warning : palette.body;
}
