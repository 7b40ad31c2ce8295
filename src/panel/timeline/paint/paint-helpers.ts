import { formatCount } from "../../../words/words.ts";
import type { HelperBand } from "../lanes.ts";
import { BAR_PX, MIN_ITEM_PX } from "../sizes.ts";
import type { Frame } from "./paint.ts";
import { INSET_PX, nearX, paintChosen } from "./paint-items.ts";

/** A thin line with a mark for each: they are there, and nothing to look at. Opened: without marks. */
export function paintHelpers(
  frame: Frame,
  band: HelperBand,
  rowPx: number,
  roomToPx: number,
): void {
  const { context, palette, scale } = frame;
  const leftPx = nearX(scale, band.from);
  const rightPx = Math.max(leftPx + MIN_ITEM_PX, nearX(scale, band.to));
  const topPx = rowPx + INSET_PX;
  paintChosen(frame, band.key, leftPx, rightPx, rowPx);
  context.fillStyle = palette.ended;
  context.globalAlpha = 0.45;
  context.fillRect(leftPx, topPx + BAR_PX / 2 - 1, rightPx - leftPx, 2);
  context.globalAlpha = 1;
  if (!band.isOpened) {
    // More than one to a pixel would only make it darker.
    const marksPx = new Set(
      band.connections.map(({ createdAt }) => Math.round(nearX(scale, createdAt))),
    );
    for (const xPx of marksPx) context.fillRect(xPx, topPx + 2, 1, BAR_PX - 4);
    const chosen = band.connections.find(({ id }) => id === frame.selectedId);
    if (chosen) {
      context.fillStyle = palette.accent;
      context.fillRect(nearX(scale, chosen.createdAt) - 1, topPx - 1, 3, BAR_PX + 2);
    }
  }
  const words = `×${formatCount(band.connections.length)}`;
  const wordsPx = context.measureText(words).width;
  // Of helpers that go on, or are zoomed into, the end is not in sight.
  const wordsLeftPx = Math.min(rightPx + 5, scale.leftPx + scale.widthPx - wordsPx - 4);
  if (wordsLeftPx < leftPx || wordsLeftPx + wordsPx > roomToPx) return;
  if (wordsLeftPx < rightPx) {
    context.fillStyle = palette.bg;
    context.fillRect(wordsLeftPx - 3, topPx, wordsPx + 6, BAR_PX);
  }
  context.fillStyle = palette.quiet;
  context.fillText(words, wordsLeftPx, topPx + BAR_PX / 2);
}
