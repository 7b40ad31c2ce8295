/** Bars of connections and bands of storms. What they say by colour they say by their shape, too. */

import { FINDINGS } from "../../../analysis/findings.ts";
import { endFigure, judgedTone, type Tone } from "../../../analysis/state-words.ts";
import type { Connection } from "../../../session/session.ts";
import { formatDuration } from "../../../words/words.ts";
import { type Scale, xOf } from "../../ui/span.ts";
import type { Band, Bar } from "../lanes.ts";
import { BAR_PX, MIN_ITEM_PX, ROW_PX } from "../sizes.ts";
import type { Frame } from "./paint.ts";
import { skylineOf } from "./skyline.ts";

export const INSET_PX = (ROW_PX - BAR_PX) / 2;

/** A bar that is hours long while seconds are shown ends a little beyond the edge. */
const BEYOND_PX = 20;

export function nearX(scale: Scale, at: number): number {
  const endPx = scale.leftPx + scale.widthPx + BEYOND_PX;
  return Math.min(Math.max(xOf(scale, at), scale.leftPx - BEYOND_PX), endPx);
}

/**
 * Hatched until it opened, solid while open with its messages as a skyline, and how it ended.
 * `roomToPx`: up to there words may stand beside it.
 */
export function paintBar(frame: Frame, bar: Bar, rowPx: number, roomToPx: number): void {
  const { context, palette, scale, nowAt } = frame;
  const { connection } = bar;
  const { open, closing, end } = connection;
  const topPx = rowPx + INSET_PX;
  const leftPx = nearX(scale, bar.from);
  const rightPx = Math.max(leftPx + MIN_ITEM_PX, nearX(scale, Math.min(bar.to, nowAt)));
  const openPx = open ? nearX(scale, open.at) : rightPx;
  const primary = frame.primaryOf(connection);

  paintChosen(frame, bar.key, leftPx, rightPx, rowPx);
  if (openPx > leftPx) {
    context.fillStyle = frame.hatch ?? palette.ended;
    context.fillRect(leftPx, topPx, Math.max(2, openPx - leftPx), BAR_PX);
  }
  if (open) {
    const closingPx = closing && end ? Math.max(openPx, nearX(scale, closing.at)) : rightPx;
    context.globalAlpha = 0.3;
    context.fillStyle = palette.body;
    context.fillRect(openPx, topPx, Math.max(1, closingPx - openPx), BAR_PX);
    // From close() to the close event the page sends nothing any more.
    if (closingPx < rightPx) context.fillRect(closingPx, topPx + 3, rightPx - closingPx, 4);
    context.globalAlpha = 1;
    paintSkyline(frame, connection, topPx, openPx, rightPx);
  }
  if (primary && FINDINGS[primary.id].limit === "silence" && open && end) {
    paintIdle(frame, connection.lastMessage?.at ?? open.at, end.at, topPx);
  }
  if (!end) paintLive(frame, connection.state === "open", rightPx, topPx);
  else paintEnd(frame, connection, { leftPx, rightPx, topPx, roomToPx });
}

/** Narrower ones have no room for more than one figure. */
const SKYLINE_FROM_PX = 12;

function paintSkyline(
  { context, palette, scale }: Frame,
  { traffic: { activity } }: Connection,
  topPx: number,
  fromPx: number,
  toPx: number,
): void {
  if (!activity) return;
  context.fillStyle = palette.body;
  const columns = skylineOf(activity, toPx - fromPx < SKYLINE_FROM_PX);
  for (const { from, to, share } of columns) {
    const leftPx = Math.max(fromPx, nearX(scale, from));
    const widthPx = Math.min(toPx, nearX(scale, to)) - leftPx;
    if (widthPx <= 0) continue;
    const tallPx = Math.max(2, Math.round(share * BAR_PX));
    context.fillRect(leftPx, topPx + BAR_PX - tallPx, widthPx, tallPx);
  }
}

/** The silence that something on the way did not bear: cut out of the bar. */
function paintIdle({ context, palette, scale }: Frame, from: number, to: number, topPx: number) {
  const leftPx = nearX(scale, from);
  const widthPx = nearX(scale, to) - leftPx;
  if (widthPx < 6) return;
  context.fillStyle = palette.bg;
  context.fillRect(leftPx + 2, topPx + 1, widthPx - 3, BAR_PX - 2);
  context.strokeStyle = palette.warning;
  context.setLineDash([2, 2]);
  context.strokeRect(leftPx + 2.5, topPx + 1.5, widthPx - 4, BAR_PX - 3);
  context.setLineDash([]);
  const words = `idle ${formatDuration(to - from)}`;
  const wordsPx = context.measureText(words).width;
  if (wordsPx > widthPx - 16) return;
  const wordsLeftPx = Math.max(leftPx, scale.leftPx) + 7;
  context.fillRect(wordsLeftPx - 3, topPx, wordsPx + 6, BAR_PX);
  context.fillStyle = palette.text;
  context.fillText(words, wordsLeftPx, topPx + BAR_PX / 2);
}

const TROUBLE: ReadonlySet<Tone> = new Set(["error", "warning"]);

/** Trouble stands out of the bar and shows its figure; a head tells an error from a warning. */
function paintEnd(
  { context, palette, scale, primaryOf }: Frame,
  connection: Connection,
  place: { leftPx: number; rightPx: number; topPx: number; roomToPx: number },
): void {
  const { leftPx, rightPx: xPx, topPx, roomToPx } = place;
  const tone = judgedTone(connection, primaryOf(connection));
  if (!TROUBLE.has(tone)) {
    context.fillStyle = palette.ended;
    context.fillRect(xPx - 2, topPx, 2, BAR_PX);
    return;
  }
  context.fillStyle = tone === "error" ? palette.error : palette.warning;
  context.fillRect(xPx - 3, topPx - 2, 3, BAR_PX + 4);
  if (tone === "error") context.fillRect(xPx - 5, topPx - 2, 7, 3);
  const words = endFigure(connection);
  const wordsPx = context.measureText(words).width;
  if (xPx + 8 + wordsPx > roomToPx) return;
  const edgePx = scale.leftPx + scale.widthPx;
  let wordsLeftPx = xPx + 5;
  if (wordsLeftPx + wordsPx > edgePx) {
    // Beside the edge there is room for it on its own bar only.
    wordsLeftPx = xPx - 9 - wordsPx;
    if (xPx > edgePx || wordsLeftPx < Math.max(leftPx, scale.leftPx) + 3) return;
    context.fillStyle = palette.bg;
    context.fillRect(wordsLeftPx - 3, topPx, wordsPx + 6, BAR_PX);
  }
  context.fillStyle = palette.quiet;
  context.fillText(words, wordsLeftPx, topPx + BAR_PX / 2);
}

/** An arrow: it goes on. */
function paintLive({ context, palette }: Frame, isOpen: boolean, xPx: number, topPx: number) {
  context.fillStyle = isOpen ? palette.open : palette.warning;
  context.beginPath();
  context.moveTo(xPx, topPx - 1);
  context.lineTo(xPx + 7, topPx + BAR_PX / 2);
  context.lineTo(xPx, topPx + BAR_PX + 1);
  context.fill();
}

/** All attempts of a storm as one; opened it is a line above them. */
export function paintBand(frame: Frame, band: Band, rowPx: number, roomToPx: number): void {
  const { context, palette, scale } = frame;
  const leftPx = nearX(scale, band.from);
  const rightPx = Math.max(leftPx + MIN_ITEM_PX, nearX(scale, band.to));
  const topPx = rowPx + INSET_PX;
  const tallPx = band.isOpened ? 3 : BAR_PX;
  paintChosen(frame, band.key, leftPx, rightPx, rowPx);
  context.fillStyle = palette.error;
  context.globalAlpha = band.isOpened ? 1 : band.attempts.kind === "storm" ? 0.35 : 0.15;
  context.fillRect(leftPx, topPx, rightPx - leftPx, tallPx);
  context.globalAlpha = 1;
  context.fillRect(leftPx, topPx - 2, 2, BAR_PX + 4);
  context.fillRect(rightPx - 2, topPx - 2, 2, BAR_PX + 4);
  const words = `×${band.attempts.connections.length}`;
  const wordsPx = context.measureText(words).width;
  const fits = wordsPx + 10 < rightPx - leftPx;
  const wordsLeftPx = fits ? Math.max(leftPx, scale.leftPx) + 5 : rightPx + 4;
  if (!fits && wordsLeftPx + wordsPx > roomToPx) return;
  if (fits && band.isOpened) {
    context.fillStyle = palette.bg;
    context.fillRect(wordsLeftPx - 2, topPx - 1, wordsPx + 4, BAR_PX + 2);
  }
  context.fillStyle = palette.text;
  context.fillText(words, wordsLeftPx, topPx + BAR_PX / 2);
}

/** Selected: on a ground of its own and framed. Where the keyboard stands besides: dashed. */
export function paintChosen(
  frame: Frame,
  key: string,
  leftPx: number,
  rightPx: number,
  rowPx: number,
) {
  const { context, palette } = frame;
  const isSelected = key === frame.selectedKey;
  if (!isSelected && key !== frame.activeKey) return;
  const box = [leftPx - 3.5, rowPx + 0.5, rightPx - leftPx + 7, ROW_PX - 1] as const;
  if (isSelected) {
    context.fillStyle = palette.selected;
    context.fillRect(...box);
  } else context.setLineDash([2, 2]);
  context.strokeStyle = palette.accent;
  context.strokeRect(...box);
  context.setLineDash([]);
}
