/** Which part of the time and which item the timeline shows; what it draws is computed from here. */
import { computed, signal } from "@preact/signals";
import type { Model } from "../model/model.ts";
import {
  clampSpan,
  lengthOf,
  overlaps,
  panSpan,
  revealIn,
  type Span,
  zoomSpan,
} from "../ui/span.ts";
import type { AxisMode } from "./axis.ts";
import { itemOfSelection, layOutLanes } from "./lanes.ts";
import { marksOf } from "./marks.ts";
import { outageSpansOf } from "./outage-spans.ts";

export type TimelineModel = ReturnType<typeof createTimelineModel>;
export type Point = { x: number; y: number };

/** A page that was loaded a moment ago has more to come than a few milliseconds. */
const SHORTEST_MS = 1_000;
/** What was before and after an outage is a part of its story. */
const AROUND = 0.3;
/** The newest bar does not touch the edge. */
const AHEAD = 0.02;

export function createTimelineModel(model: Model, axisMode: AxisMode) {
  const kept = model.keptView().timeline;
  const { zoom, follows, opened, activeKey } = kept;
  /** Where the pointer is on the canvas. */
  const hovered = signal<Point | null>(null);
  /** While a range is being drawn. */
  const draft = signal<Span | null>(null);
  const mode = signal(axisMode);

  const layout = computed(() =>
    layOutLanes(
      model.hitGroups.value,
      model.attempts.value,
      opened.value,
      model.helpers.value,
      model.endpointNames.value,
    ),
  );
  const all = computed(() => model.groups.value.flatMap(({ connections }) => connections));
  /** The time of the last event, or now while any connection lives. */
  const nowAt = computed(() => {
    const lastAt = all.value.reduce(
      (most, { end, createdAt }) => Math.max(most, end?.at ?? createdAt),
      0,
    );
    const isLive = all.value.some(({ end }) => !end);
    return isLive ? Math.max(lastAt, model.shownNowMs.value) : lastAt;
  });
  const bounds = computed((): Span => {
    const from = all.value.reduce((least, { createdAt }) => Math.min(least, createdAt), Infinity);
    if (from === Infinity) return { from: 0, to: SHORTEST_MS };
    const lengthMs = Math.max(SHORTEST_MS, nowAt.value - from);
    return { from, to: from + lengthMs * (1 + AHEAD) };
  });
  const shown = computed((): Span => {
    const span = zoom.value;
    if (!span) return bounds.value;
    // Another page may have begun, whose time is another.
    const toEndMs = follows.value ? bounds.value.to - span.to : 0;
    return panSpan(span, toEndMs, bounds.value);
  });
  const marks = computed(() => {
    const session = model.slowSession.value;
    if (!session) return [];
    return marksOf(session, nowAt.value).filter((mark) => overlaps(mark, bounds.value));
  });
  const outages = computed(() => outageSpansOf(model.report.value?.outages ?? []));
  /** The item that is selected, wherever it was selected. */
  const selectedKey = computed(
    () => itemOfSelection(layout.value, model.selection.value)?.item.key ?? null,
  );

  const show = (span: Span) => {
    const whole = bounds.peek();
    const isAll = lengthOf(span) >= lengthOf(whole) * 0.999;
    zoom.value = isAll ? null : span;
    follows.value = isAll || span.to >= whole.to - lengthOf(span) / 1_000;
  };

  return {
    kept,
    zoom,
    follows,
    opened,
    activeKey,
    hovered,
    draft,
    mode,
    layout,
    nowAt,
    bounds,
    shown,
    marks,
    outages,
    selectedKey,
    show,
    zoomAt: (factor: number, at: number) => show(zoomSpan(shown.peek(), factor, at, bounds.peek())),
    panBy: (byMs: number) => {
      if (zoom.peek()) show(panSpan(shown.peek(), byMs, bounds.peek()));
    },
    reveal: ({ from, to }: Span) => {
      const end = Math.min(to, bounds.peek().to);
      if (zoom.peek()) show(revealIn(shown.peek(), { from, to: end }, bounds.peek()));
    },
    /** An outage, or a life, from a little before its first sign until a little after its end. */
    showAround: ({ from, to }: Span) => {
      const marginMs = Math.max(SHORTEST_MS, (to - from) * AROUND);
      show(clampSpan({ from: from - marginMs, to: to + marginMs }, bounds.peek()));
    },
    showAll: () => {
      zoom.value = null;
      follows.value = true;
    },
    toggleBand: (key: string) => {
      const keys = new Set(opened.peek());
      if (!keys.delete(key)) keys.add(key);
      opened.value = keys;
    },
  };
}
