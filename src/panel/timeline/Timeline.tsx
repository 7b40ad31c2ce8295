import { effect, untracked } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Outage } from "../../analysis/finding.ts";
import { overAt } from "../../analysis/outages/fold-outages.ts";
import type { PanelActions } from "../model/actions/actions.ts";
import { dropRange } from "../model/drop-range.ts";
import type { Model } from "../model/model.ts";
import { openContextMenu } from "../ui/menus/context-menu.ts";
import type { RememberedKey } from "../ui/remembered.ts";
import { isCopy } from "../ui/rows/is-copy.ts";
import { type Span, timeAt } from "../ui/span.ts";
import { createTimelineCanvas, type TimelineCanvas } from "./canvas.ts";
import { type Card, describeHit, describeItem, spokenOf } from "./describe-item.ts";
import { followSelection, placeOfItem } from "./follow-selection.ts";
import { installGestures } from "./gestures.ts";
import { type Hit, hitAt } from "./hit.ts";
import { pressKey } from "./keys.ts";
import { contentPx, type Item, itemOfKey, type Lane } from "./lanes.ts";
import { TimelineBar } from "./TimelineBar.tsx";
import { TimelineCard } from "./TimelineCard.tsx";
import { TimelineLegend } from "./TimelineLegend.tsx";
import { createTimelineModel, type Point, type TimelineModel } from "./timeline-model.ts";

type Props = { model: Model; actions: PanelActions; maxHeightPx: number };

const RIGHT_BUTTON = 2;
const AXIS_KEY = "timeline-axis" satisfies RememberedKey;

/** Connections as bars over time. What it draws for the eye, it says to a screen reader as a list. */
export function Timeline({ model, actions, maxHeightPx }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<TimelineCanvas | null>(null);
  const timeline = useMemo(
    () =>
      createTimelineModel(model, localStorage.getItem(AXIS_KEY) === "since" ? "since" : "clock"),
    [model],
  );
  const following = useRef<ReturnType<typeof followSelection> | null>(null);
  const choose = (select: () => void) => following.current?.choose(select);
  const standOn = (item: Item) => {
    timeline.activeKey.value = item.key;
    if (item.kind === "bar") choose(() => actions.selectConnection(item.connection.id));
  };
  const goTo = (item: Item) => {
    standOn(item);
    timeline.reveal(item);
    const found = itemOfKey(timeline.layout.peek(), item.key);
    if (found) drawn.current?.scrollTo(placeOfItem(found));
  };
  const pick = (hit: Hit) => {
    if (hit.kind === "lane") choose(() => actions.selectSeries(hit.lane.id));
    if (hit.kind !== "item") return;
    standOn(hit.item);
    if (hit.item.kind !== "bar") timeline.toggleBand(hit.item.key);
  };

  useEffect(() => {
    if (!box.current || !canvas.current) return;
    const painter = createTimelineCanvas(box.current, canvas.current, model, timeline);
    drawn.current = painter;
    const removeGestures = installGestures(canvas.current, {
      timeline,
      place: painter.place,
      onPick: pick,
      onRange: (range) => {
        model.range.value = range;
      },
    });
    const stopShowing = effect(() => {
      const outage = model.openedIncident.value?.outage;
      if (outage) untracked(() => timeline.showAround(spanOfOutage(outage, timeline)));
    });
    const stopSeeking = effect(() => {
      const sought = model.soughtTime.value;
      if (!sought) return;
      untracked(() => timeline.showAround(sought));
      model.soughtTime.value = null;
      box.current?.focus();
    });
    const stopRemembering = effect(() => localStorage.setItem(AXIS_KEY, timeline.mode.value));
    box.current.scrollTop = timeline.kept.scrollPx;
    following.current = followSelection(model, timeline, painter.scrollTo);
    return () => {
      following.current?.stop();
      stopShowing();
      stopSeeking();
      stopRemembering();
      removeGestures();
      painter.close();
    };
  }, [model, timeline]);

  const onKey = (event: KeyboardEvent) => {
    if (isCopy(event)) {
      const stood = activeItem(timeline);
      if (!stood) return;
      const { lane, item } = stood;
      const now = model.shownNowMs.peek();
      void actions.copy(spokenOf(describeItem(lane, item, model.findings.peek(), now)));
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") enter(model, timeline);
    else if (event.key === "Escape" && model.range.peek()) dropRange(model);
    else if (!pressKey(timeline, event.key, goTo)) return;
    event.preventDefault();
  };
  /** What is drawn at a place of the window, and of which time that is. */
  const lookAt = ({ clientX, clientY }: MouseEvent) => {
    const place = drawn.current?.place();
    const edges = canvas.current?.getBoundingClientRect();
    if (!place || !edges) return null;
    const x = clientX - edges.left;
    return { hit: hitAt(place, x, clientY - edges.top), at: timeAt(place.scale, x) };
  };
  const openMenu = async (event: MouseEvent) => {
    event.preventDefault();
    const stood = activeItem(timeline);
    const looked =
      event.button === RIGHT_BUTTON
        ? lookAt(event)
        : stood && { hit: { kind: "item" as const, ...stood }, at: stood.item.from };
    if (!looked) return;
    timeline.hovered.value = null;
    const { timelineMenu } = await import("../menus/timeline-menu.ts");
    const given = { model, actions, timeline };
    openContextMenu(event, box.current, timelineMenu(looked.hit, looked.at, given));
  };
  const onDouble = (event: MouseEvent) => {
    const looked = lookAt(event);
    if (looked?.hit?.kind !== "item" || looked.hit.item.kind !== "bar") return;
    actions.openTab(looked.hit.item.connection.id, "messages");
  };
  const heightPx = Math.min(maxHeightPx, contentPx(timeline.layout.value));
  const active = activeItem(timeline);
  const hovered = timeline.hovered.value;
  const card = hovered && cardAt(model, timeline, drawn.current, hovered);
  return (
    <>
      <TimelineBar model={model} timeline={timeline} />
      <div class="timeline-place">
        <div
          id="timeline"
          ref={box}
          class="timeline-box"
          style={{ height: `${heightPx}px` }}
          role="listbox"
          tabIndex={0}
          aria-label="Connections over time"
          aria-activedescendant={active ? optionId(active.item) : undefined}
          onKeyDown={onKey}
          onContextMenu={(event) => void openMenu(event)}
          onDblClick={onDouble}
          onScroll={({ currentTarget }) => {
            timeline.kept.scrollPx = currentTarget.scrollTop;
            timeline.hovered.value = null;
          }}
        >
          <div class="timeline-canvas" aria-hidden="true">
            <canvas ref={canvas} />
          </div>
          <div
            class="timeline-space"
            style={{ height: `${contentPx(timeline.layout.value) - heightPx}px` }}
            aria-hidden="true"
          />
          {active && <ActiveOption {...active} model={model} timeline={timeline} />}
        </div>
        {hovered && card && <TimelineCard card={card} x={hovered.x} y={hovered.y} />}
      </div>
      <TimelineLegend model={model} timeline={timeline} />
    </>
  );
}

const spanOfOutage = (outage: Outage, { nowAt }: TimelineModel): Span => ({
  from: outage.begin,
  to: overAt(outage) ?? nowAt.peek(),
});

/** Opens a band, or goes on to the details of a connection. */
function enter(model: Model, timeline: TimelineModel): void {
  const key = timeline.activeKey.peek();
  const found = key === null ? null : itemOfKey(timeline.layout.peek(), key);
  if (found && found.item.kind !== "bar") timeline.toggleBand(found.item.key);
  else if (model.selection.peek()) {
    document.querySelector<HTMLElement>(".pane-detail [tabindex='0']")?.focus();
  }
}

/** Found anew with each change, as what is under a pointer that rests may grow or go. */
function cardAt(
  model: Model,
  timeline: TimelineModel,
  canvas: TimelineCanvas | null,
  { x, y }: Point,
): Card | null {
  void timeline.shown.value;
  if (!canvas) return null;
  return describeHit(hitAt(canvas.place(), x, y), model.findings.value, model.shownNowMs.value);
}

type Active = { lane: Lane; item: Item };

function activeItem({ layout, activeKey }: TimelineModel): Active | null {
  const { lanes } = layout.value;
  const key = activeKey.value;
  const found = key === null ? null : itemOfKey(layout.value, key);
  const lane = lanes[0];
  const item = lane?.items[0];
  return found ?? (lane && item ? { lane, item } : null);
}

const optionId = ({ key }: Item): string => `timeline-${key.replaceAll(/\W/g, "-")}`;

/** The one item that the keyboard stands on, in words. */
function ActiveOption(props: Active & { model: Model; timeline: TimelineModel }) {
  const { lane, item, model, timeline } = props;
  const card = describeItem(lane, item, model.findings.value, model.shownNowMs.value);
  return (
    <div
      key={item.key}
      id={optionId(item)}
      class="spoken"
      role="option"
      // Only what it stands on is ever here; the keyboard moves the list, not the focus.
      tabIndex={-1}
      aria-selected={item.key === timeline.selectedKey.value}
      aria-posinset={lane.items.indexOf(item) + 1}
      aria-setsize={lane.items.length}
    >
      {spokenOf(card)}
    </div>
  );
}
