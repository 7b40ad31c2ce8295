import { useMemo, useState } from "preact/hooks";
import { formatDuration } from "../../words/words.ts";
import { PLOT, plotDelays } from "./delay-plot.ts";
import type { DelayRow } from "./delay-rows.ts";

type Props = {
  rows: readonly DelayRow[];
  label: string;
  /** The row that the keyboard stands on. */
  at: number | null;
  onSelect(connectionId: string): void;
};

type PlotEvent = MouseEvent & { currentTarget: SVGSVGElement };

/** What each attempt waited, beside what the policy says it would and what a good one does. */
export function DelayChart({ rows, label, at, onSelect }: Props) {
  const plot = useMemo(() => plotDelays(rows), [rows]);
  const [pointed, setPointed] = useState<number | null>(null);
  const nearest = (event: PlotEvent) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return plot.nearest((event.clientX - left) / Math.max(1, width));
  };
  // The keyboard goes from point to point in the `ChartCursor` around it.
  const pointer = {
    onMouseMove: (event: PlotEvent) => setPointed(nearest(event)),
    onMouseLeave: () => setPointed(null),
    onClick: (event: PlotEvent) => onSelect(rows[nearest(event)]?.connectionId ?? ""),
  };
  const chosen = rows[at ?? pointed ?? -1];
  const rules = plot.waits.map(({ y }) => `M0 ${y}H${PLOT.width}`);
  const columns = plot.attempts.map(({ x }) => `M${x} 0V${PLOT.height}`);
  return (
    <div class="delay-chart">
      {plot.waits.map(({ ms, y }) => (
        <span key={ms} class="wait quiet" style={{ top: `${y}%` }} aria-hidden="true">
          {formatDuration(ms)}
        </span>
      ))}
      <svg
        viewBox={`0 0 ${PLOT.width} ${PLOT.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        {...pointer}
      >
        <path class="rules" d={[...rules, ...columns].join("")} />
        <path class="band" d={plot.band} />
        <path class="policy" d={plot.policy} />
        <path class="good" d={plot.good} />
        {chosen && (
          <path class="cursor" data-cursor="" d={`M${plot.x(chosen.attempt)} 0V${PLOT.height}`} />
        )}
        <path class="dots" d={plot.dots} />
      </svg>
      {plot.attempts.map(({ attempt, x }) => (
        <span
          key={attempt}
          class="attempt quiet"
          style={{ left: `${(100 * x) / PLOT.width}%` }}
          aria-hidden="true"
        >
          #{attempt}
        </span>
      ))}
    </div>
  );
}
