import type { Model } from "../model/model.ts";
import type { TimelineModel } from "./timeline-model.ts";

type Props = { model: Model; timeline: TimelineModel };

/** What can be done with the shown part of the time, and how it is written. */
export function TimelineBar({ model, timeline }: Props) {
  const { zoom, follows, mode, shown } = timeline;
  const isClock = mode.value === "clock";
  return (
    <div class="timeline-bar">
      {zoom.value && (
        <>
          {!follows.value && model.file.value === null && (
            <button
              type="button"
              class="plain"
              title="Back to what happens now"
              onClick={() => {
                follows.value = true;
              }}
            >
              Live
            </button>
          )}
          <button
            type="button"
            class="plain"
            title="Hide all connections and messages outside of the shown time"
            onClick={() => {
              model.range.value = shown.peek();
            }}
          >
            Only this time
          </button>
          <button
            type="button"
            class="plain"
            title="0, or a double click"
            onClick={timeline.showAll}
          >
            Show all
          </button>
        </>
      )}
      <button
        type="button"
        class="plain"
        aria-pressed={isClock}
        title={
          isClock
            ? "Times of day; click for times since the beginning"
            : "Since the beginning; click for times of day"
        }
        onClick={() => {
          mode.value = isClock ? "since" : "clock";
        }}
      >
        Time of day
      </button>
    </div>
  );
}
