import { useEffect } from "preact/hooks";
import type { PanelActions } from "../model/actions/actions.ts";
import type { Model } from "../model/model.ts";
import { Icon } from "../ui/Icon.tsx";
import { lazyView } from "../ui/LazyView.tsx";
import { useRememberedFlag, useRememberedSize } from "../ui/remembered.ts";
import { Splitter } from "../ui/Splitter.tsx";
import { roomForTimeline, useWindowSize } from "../ui/use-window-size.ts";
import { RangeChip } from "./RangeChip.tsx";

const Timeline = lazyView(() => import("./Timeline.tsx").then(({ Timeline }) => Timeline));

type Props = { model: Model; actions: PanelActions };

const USUAL_PX = 164;
const MIN_PX = 56;
/** The axis and two lanes. */
const LOW_PX = 60;
/** Of the window: what it takes by itself, and what it can be given. */
const USUAL_SHARE = 0.3;
const MAX_SHARE = 0.6;

/** The connections over time, above the panes; it can be folded away and made taller. */
export function TimelinePane({ model, actions }: Props) {
  const size = useWindowSize();
  const windowPx = size.heightPx;
  const room = roomForTimeline(size);
  // What is wanted of it in a low window is another thing than in a high one.
  const flags = {
    whole: useRememberedFlag("timeline-open", true),
    low: useRememberedFlag("timeline-open-low", true),
    // There the conclusion needs the room; who opens it nevertheless has it open the next time.
    none: useRememberedFlag("timeline-open-tight", false),
  };
  const [isOpen, setOpen] = flags[room];
  const isSought = model.soughtTime.value !== null;
  useEffect(() => {
    if (isSought && !isOpen) setOpen(true);
  }, [isSought, isOpen]);
  const sizes = [useRememberedSize("timeline-height"), useRememberedSize("timeline-height-low")];
  const [heightPx, setHeight] = sizes[room === "low" ? 1 : 0] as (typeof sizes)[number];
  const maxPx = Math.max(MIN_PX, Math.floor(windowPx * MAX_SHARE));
  const usualPx =
    room === "low"
      ? LOW_PX
      : Math.max(MIN_PX, Math.floor(Math.min(USUAL_PX, windowPx * USUAL_SHARE)));
  const shownPx = Math.min(heightPx ?? usualPx, maxPx);
  return (
    <section class="timeline" aria-label="Timeline">
      <div class="timeline-head">
        <button
          type="button"
          class="plain"
          aria-expanded={isOpen}
          title={isOpen ? "Fold the timeline away" : "Show connections over time"}
          onClick={() => setOpen(!isOpen)}
        >
          <span class={`fold${isOpen ? " open" : ""}`}>
            <Icon name="more" size={10} />
          </span>
          Timeline
        </button>
        <RangeChip model={model} />
      </div>
      {isOpen && (
        <>
          <Timeline
            key={model.fileId.value ?? "live"}
            model={model}
            actions={actions}
            maxHeightPx={shownPx}
          />
          <Splitter
            label="Height of the timeline"
            controls="timeline"
            orientation="horizontal"
            sizePx={shownPx}
            minPx={MIN_PX}
            maxPx={maxPx}
            onSize={setHeight}
          />
        </>
      )}
    </section>
  );
}
