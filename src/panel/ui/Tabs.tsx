import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

export type TabItem<Id extends string> = { id: Id; label: string; note?: string };

/** A tab list with its panel: arrows move between the tabs, one of them is in the tab order. */
export function Tabs<Id extends string>(props: {
  label: string;
  items: TabItem<Id>[];
  chosen: Id;
  onChoose(id: Id): void;
  children: ComponentChildren;
}) {
  const { items, chosen } = props;
  // Where there is no room for all of them, it may be out of sight.
  useEffect(() => {
    const tab = document.getElementById(`tab-${chosen}`);
    tab?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  const move = (event: KeyboardEvent) => {
    const at = items.findIndex(({ id }) => id === chosen);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
    const to = { Home: 0, End: items.length - 1 }[event.key] ?? at + step;
    const next = items[(to + items.length) % items.length];
    if (!next || next.id === chosen) return;
    event.preventDefault();
    props.onChoose(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={props.label} onKeyDown={move}>
        {items.map(({ id, label, note }) => (
          <button
            key={id}
            id={`tab-${id}`}
            type="button"
            role="tab"
            aria-selected={id === chosen}
            aria-controls="tab-panel"
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => props.onChoose(id)}
          >
            {label}
            {note && <span class="quiet">{note}</span>}
          </button>
        ))}
      </div>
      <div
        id="tab-panel"
        class="tab-panel"
        role="tabpanel"
        aria-labelledby={`tab-${chosen}`}
        // It scrolls, and may hold nothing else that takes the focus (ARIA practices, tabs pattern).
        tabIndex={0}
      >
        {props.children}
      </div>
    </>
  );
}
