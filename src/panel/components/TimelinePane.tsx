import { useEffect, useReducer } from "preact/hooks";
import type { PanelActions } from "../actions.ts";
import type { Model } from "../model.ts";
import { useRememberedFlag, useRememberedSize } from "../remembered.ts";
import { Icon } from "./Icon.tsx";
import { lazyView } from "./LazyView.tsx";
import { RangeChip } from "./RangeChip.tsx";
import { Splitter } from "./Splitter.tsx";

const Timeline = lazyView(async () => (await import("./Timeline.tsx")).Timeline);

type Props = { model: Model; actions: PanelActions };

const USUAL_PX = 164;
const MIN_PX = 56;
/** Of the window: what it takes by itself, and what it can be given. */
const USUAL_SHARE = 0.3;
const MAX_SHARE = 0.6;

/** The connections over time, above the panes; it can be folded away and made taller. */
export function TimelinePane({ model, actions }: Props) {
  const [isOpen, setOpen] = useRememberedFlag("timeline-open", true);
  const [heightPx, setHeight] = useRememberedSize("timeline-height");
  const windowPx = useWindowHeight();
  const maxPx = Math.max(MIN_PX, Math.floor(windowPx * MAX_SHARE));
  const usualPx = Math.max(MIN_PX, Math.floor(Math.min(USUAL_PX, windowPx * USUAL_SHARE)));
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

function useWindowHeight(): number {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    const hear = () => redraw(0);
    addEventListener("resize", hear);
    return () => removeEventListener("resize", hear);
  }, []);
  return innerHeight;
}
