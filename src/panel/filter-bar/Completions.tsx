import type { Completion } from "./complete.ts";

type Props = { items: Completion[]; chosen: number; onChoose(item: Completion): void };

/** What could be typed next. The keyboard stays in the field and moves the choice from there. */
export function Completions({ items, chosen, onChoose }: Props) {
  const list = { id: "filter-completions", role: "listbox", "aria-label": "Completions" } as const;
  return (
    <div {...list} class="completions">
      {items.map((item, i) => (
        <div
          key={item.insert}
          id={`completion-${i}`}
          role="option"
          tabIndex={-1}
          aria-selected={i === chosen}
          // Before the field loses the keyboard, which would close the list.
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(item);
          }}
        >
          <bdi class="mono">{item.insert}</bdi>
          <bdi class="quiet">{item.meaning}</bdi>
        </div>
      ))}
    </div>
  );
}
