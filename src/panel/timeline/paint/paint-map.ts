import { judgedTone } from "../../../analysis/state-words.ts";
import { type Scale, xOf } from "../../ui/span.ts";
import { MAP_PX } from "../sizes.ts";
import type { Frame } from "./paint.ts";

/** All of the time, small, with a frame around what is shown. */
export function paintMap(frame: Frame): void {
  const { context, palette, widthPx, heightPx, scale, bounds, nowAt, lanes } = frame;
  const topPx = heightPx - MAP_PX;
  const whole: Scale = { ...scale, span: bounds };
  context.fillStyle = palette.bar;
  context.fillRect(0, topPx, widthPx, MAP_PX);
  context.fillStyle = palette.line;
  context.fillRect(0, topPx, widthPx, 1);
  const rowPx = Math.min(3, (MAP_PX - 4) / Math.max(1, lanes.lanes.length));
  for (const [i, { items }] of lanes.lanes.entries()) {
    for (const item of items) {
      // Noise, which would look like one long connection here.
      if (item.kind === "helpers") continue;
      const isTrouble =
        item.kind === "band" ||
        judgedTone(item.connection, frame.primaryOf(item.connection)) === "error";
      const leftPx = xOf(whole, item.from);
      const rightPx = xOf(whole, Math.min(item.to, nowAt));
      context.fillStyle = isTrouble ? palette.error : palette.body;
      context.fillRect(leftPx, topPx + 2 + i * rowPx, Math.max(1, rightPx - leftPx), rowPx);
    }
  }
  const fromPx = xOf(whole, scale.span.from);
  const shownPx = Math.max(4, xOf(whole, scale.span.to) - fromPx);
  context.strokeStyle = palette.accent;
  context.strokeRect(fromPx + 0.5, topPx + 1.5, shownPx - 1, MAP_PX - 3);
}
