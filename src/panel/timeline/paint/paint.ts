/** Draws the timeline: only what is in sight, and nothing that depends on the number of messages. */
import type { Finding } from "../../../analysis/finding.ts";
import type { Connection } from "../../../session/session.ts";
import { formatCount } from "../../../words/words.ts";
import { addressText } from "../../ui/safe-text.ts";
import { type Scale, type Span, xOf } from "../../ui/span.ts";
import { type AxisMode, firstDay, ticksOf } from "../axis.ts";
import type { Item, Lane, Lanes } from "../lanes.ts";
import type { Mark } from "../marks.ts";
import type { OutageSpans } from "../outage-spans.ts";
import { AXIS_PX, LANE_PAD_PX, ROW_PX } from "../sizes.ts";
import { fitText } from "./fit-text.ts";
import { paintHelpers } from "./paint-helpers.ts";
import { paintBand, paintBar } from "./paint-items.ts";
import { paintMap } from "./paint-map.ts";
import { paintOutages } from "./paint-outages.ts";
import type { Palette } from "./palette.ts";

export type Frame = {
  context: CanvasRenderingContext2D;
  palette: Palette;
  hatch: CanvasPattern | null;
  widthPx: number;
  heightPx: number;
  scrollPx: number;
  scale: Scale;
  bounds: Span;
  /** Up to here goes what has no end yet. */
  nowAt: number;
  lanes: Lanes;
  marks: readonly Mark[];
  outages: OutageSpans;
  /** The outage whose phases are shown. */
  openedOutage: string | null;
  mode: AxisMode;
  isZoomed: boolean;
  range: Span | null;
  selectedKey: string | null;
  /** The connection, which may be one of many in a band. */
  selectedId: string | null;
  selectedLane: string | null;
  activeKey: string | null;
  primaryOf(connection: Connection): Finding | undefined;
};

const FONT = "11px system-ui, 'Segoe UI', Roboto, sans-serif";

export function paintTimeline(frame: Frame): void {
  const { context, palette, widthPx, heightPx, scale } = frame;
  context.font = FONT;
  context.textBaseline = "middle";
  context.fillStyle = palette.bg;
  context.fillRect(0, 0, widthPx, heightPx);
  const ticks = ticksOf(scale, frame.mode, frame.bounds.from);
  context.fillStyle = palette.line;
  for (const { xPx } of ticks) context.fillRect(Math.round(xPx), AXIS_PX, 1, heightPx);
  paintLanes(frame);
  paintRange(frame);
  paintAxis(frame, ticks);
  if (frame.isZoomed) paintMap(frame);
}

function paintLanes(frame: Frame): void {
  const { context, widthPx, heightPx, scrollPx, scale, lanes } = frame;
  context.save();
  context.beginPath();
  context.rect(0, AXIS_PX, widthPx, heightPx - AXIS_PX);
  context.clip();
  const inSight = lanes.lanes
    .map((lane) => ({ lane, topPx: AXIS_PX + lane.topPx - scrollPx }))
    .filter(({ lane, topPx }) => topPx < heightPx && topPx + lane.heightPx > AXIS_PX);
  context.save();
  context.beginPath();
  context.rect(scale.leftPx, AXIS_PX, scale.widthPx, heightPx);
  context.clip();
  for (const mark of frame.marks) paintMark(frame, mark);
  for (const { lane, topPx } of inSight) paintOutages(frame, lane, topPx);
  for (const { lane, topPx } of inSight) paintItems(frame, lane, topPx);
  context.restore();
  for (const { lane, topPx } of inSight) paintName(frame, lane, topPx);
  context.restore();
}

function paintItems(frame: Frame, lane: Lane, topPx: number): void {
  const { context, palette, scale } = frame;
  context.fillStyle = palette.line;
  context.fillRect(scale.leftPx, topPx + lane.heightPx - 1, scale.widthPx, 1);
  const nextFrom = nextInRow(lane.items);
  for (const [i, item] of lane.items.entries()) {
    if (item.from > scale.span.to || item.to < scale.span.from) continue;
    const rowPx = topPx + LANE_PAD_PX / 2 + item.row * ROW_PX;
    if (rowPx > frame.heightPx || rowPx + ROW_PX < AXIS_PX) continue;
    const roomToPx = xOf(scale, nextFrom[i] as number);
    if (item.kind === "bar") paintBar(frame, item, rowPx, roomToPx);
    else if (item.kind === "band") paintBand(frame, item, rowPx, roomToPx);
    else paintHelpers(frame, item, rowPx, roomToPx);
  }
}

/** For each item, where the next one of its row begins. */
function nextInRow(items: readonly Item[]): number[] {
  const begins: number[] = [];
  return items
    .toReversed()
    .map(({ row, from }) => {
      const next = begins[row] ?? Number.POSITIVE_INFINITY;
      begins[row] = from;
      return next;
    })
    .reverse();
}

/** The endpoint, whose sockets they are where they are a worker's, and how many. */
function paintName(frame: Frame, lane: Lane, topPx: number): void {
  const { context, palette, scale, selectedLane } = frame;
  const widthPx = scale.leftPx;
  context.fillStyle = lane.id === selectedLane ? palette.selected : palette.raised;
  context.fillRect(0, topPx, widthPx, lane.heightPx);
  context.fillStyle = palette.line;
  context.fillRect(0, topPx + lane.heightPx - 1, widthPx, 1);
  context.fillRect(widthPx - 1, topPx, 1, lane.heightPx);
  // A lane of many rows keeps its name in sight as long as any of them is.
  const namePx = Math.min(Math.max(topPx, AXIS_PX), topPx + lane.heightPx - ROW_PX - LANE_PAD_PX);
  const middlePx = namePx + LANE_PAD_PX / 2 + ROW_PX / 2;
  const count = formatCount(lane.connectionCount);
  const countPx = context.measureText(count).width;
  context.fillStyle = palette.quiet;
  context.fillText(count, widthPx - 7 - countPx, middlePx);
  const roomPx = widthPx - countPx - 20;
  const name = lane.pageWorker ? `${lane.name} · worker` : lane.name;
  context.fillStyle = palette.text;
  context.fillText(fitText(context, addressText(name), roomPx), 8, middlePx);
}

function paintMark({ context, palette, scale, heightPx }: Frame, mark: Mark): void {
  const leftPx = xOf(scale, mark.from);
  const rightPx = xOf(scale, mark.to);
  const line = lineOf(palette, mark.kind);
  if (line !== null) {
    context.strokeStyle = line;
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(Math.round(leftPx) + 0.5, AXIS_PX);
    context.lineTo(Math.round(leftPx) + 0.5, heightPx);
    context.stroke();
    context.setLineDash([]);
    return;
  }
  context.fillStyle = mark.kind === "offline" ? palette.warningBg : palette.bar;
  context.fillRect(leftPx, AXIS_PX, Math.max(2, rightPx - leftPx), heightPx);
}

/** The colour of a moment's line; null of what lasts. */
function lineOf(palette: Frame["palette"], kind: Mark["kind"]): string | null {
  switch (kind) {
    case "navigated":
    case "step":
      return palette.accent;
    case "stopped":
    case "failed":
      return palette.warning;
    case "http":
      return palette.quiet;
    default:
      return null;
  }
}

/** What is outside of the chosen time steps back. */
function paintRange({ context, palette, scale, range, heightPx }: Frame): void {
  if (!range) return;
  const endPx = scale.leftPx + scale.widthPx;
  const fromPx = Math.min(endPx, Math.max(scale.leftPx, xOf(scale, range.from)));
  const toPx = Math.min(endPx, Math.max(scale.leftPx, xOf(scale, range.to)));
  context.globalAlpha = 0.65;
  context.fillStyle = palette.bg;
  context.fillRect(scale.leftPx, AXIS_PX, fromPx - scale.leftPx, heightPx);
  context.fillRect(toPx, AXIS_PX, endPx - toPx, heightPx);
  context.globalAlpha = 1;
  context.fillStyle = palette.accent;
  context.fillRect(fromPx, 0, 1, heightPx);
  context.fillRect(toPx - 1, 0, 1, heightPx);
}

const MARK_WORDS: Record<Mark["kind"], string> = {
  navigated: "new page",
  stopped: "page stopped",
  offline: "offline",
  frozen: "frozen",
  asleep: "asleep",
  step: "step",
  failed: "test failed",
  http: "HTTP",
};

function paintAxis(frame: Frame, ticks: ReturnType<typeof ticksOf>): void {
  const { context, palette, scale, widthPx, marks } = frame;
  context.fillStyle = palette.bar;
  context.fillRect(0, 0, widthPx, AXIS_PX);
  context.fillStyle = palette.line;
  context.fillRect(0, AXIS_PX - 1, widthPx, 1);
  context.fillStyle = palette.quiet;
  context.fillText(firstDay(scale.span), 8, AXIS_PX / 2);
  context.save();
  context.beginPath();
  context.rect(scale.leftPx, 0, scale.widthPx, AXIS_PX);
  context.clip();
  const taken = marks.map((mark) => paintMarkWord(frame, mark));
  context.fillStyle = palette.quiet;
  for (const { xPx, label } of ticks) {
    const endPx = xPx + 4 + context.measureText(label).width;
    if (taken.some(({ fromPx, toPx }) => xPx < toPx && endPx > fromPx)) continue;
    context.fillText(label, xPx + 4, AXIS_PX / 2);
  }
  context.restore();
}

/** A line at the lower edge of the axis, and its word where there is room. Returns what the word takes. */
function paintMarkWord({ context, palette, scale }: Frame, mark: Mark) {
  const fromPx = Math.max(scale.leftPx, xOf(scale, mark.from));
  const roomPx = Math.max(3, xOf(scale, mark.to) - fromPx);
  context.fillStyle = lineOf(palette, mark.kind) ?? palette.warning;
  context.fillRect(fromPx - 1, AXIS_PX - 5, roomPx, 4);
  const word = MARK_WORDS[mark.kind];
  const wordPx = context.measureText(word).width + 6;
  if (roomPx < wordPx) return { fromPx, toPx: fromPx };
  context.fillStyle = palette.text;
  context.fillText(word, fromPx + 3, AXIS_PX / 2 - 2);
  return { fromPx, toPx: fromPx + wordPx };
}
