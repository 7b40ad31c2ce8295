import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { pointAfterKey } from "./chart-keys.ts";

type Props = {
  label: string;
  count: number;
  /** A point in words, to be read and to be heard. */
  words(index: number): string;
  /** What Enter does at a point, in words and in deed. */
  enter?: { what: string; run(index: number): void };
  /** Draws the chart with its cursor on a point, or on none. */
  children(at: number | null): ComponentChildren;
};

/** Makes a chart's points reachable by the keyboard: one stop for Tab, within it the arrow keys. */
export function ChartCursor({ label, count, words, enter, children }: Props) {
  const [chosen, setAt] = useState<number | null>(null);
  const helpId = useId();
  // There may be fewer points than before.
  const at = chosen === null || count === 0 ? null : Math.min(chosen, count - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = pointAfterKey(event.key, at, count);
    if (to !== null) setAt(to);
    else if (at !== null && event.key === "Enter" && enter) enter.run(at);
    else if (at !== null && event.key === "Escape") setAt(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // No element of HTML is a picture that the keyboard goes through.
  const stop = {
    role: "group",
    tabIndex: 0,
    "aria-label": label,
    "aria-describedby": helpId,
    onKeyDown,
    onBlur: () => setAt(null),
  } as const;
  return (
    <div class="chart-cursor" {...stop}>
      {children(at)}
      <p class="chart-reading" aria-live="polite">
        {at !== null && words(at)}
      </p>
      <p id={helpId} class="chart-help quiet">
        ← → go from point to point{enter && `, Enter ${enter.what}`}.
      </p>
    </div>
  );
}
