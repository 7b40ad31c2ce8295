import { useState } from "preact/hooks";
import type { Model } from "../model/model.ts";
import { LEGEND, type LegendSign, signsOf } from "./legend.ts";
import type { TimelineModel } from "./timeline-model.ts";

const ALL = Object.keys(LEGEND) as LegendSign[];

/** What the signs in sight mean, and all of them at `?`. */
export function TimelineLegend({ model, timeline }: { model: Model; timeline: TimelineModel }) {
  const [isWhole, setWhole] = useState(false);
  const { layout, outages, marks } = timeline;
  const signs = isWhole
    ? ALL
    : signsOf(layout.value, outages.value, marks.value, model.findings.value);
  return (
    <div class={`timeline-legend quiet${isWhole ? " whole" : ""}`}>
      <ul aria-label="What the signs of the timeline mean">
        {signs.map((sign) => (
          <li key={sign} title={LEGEND[sign]}>
            <span class={`sign sign-${sign}`} aria-hidden="true" />
            {isWhole ? LEGEND[sign] : LEGEND[sign].split(/[:;,]/, 1)[0]}
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="plain"
        aria-expanded={isWhole}
        aria-label="All signs of the timeline"
        title={isWhole ? "Only the signs in sight" : "All signs, and what they mean"}
        onClick={() => setWhole(!isWhole)}
      >
        ?
      </button>
    </div>
  );
}
