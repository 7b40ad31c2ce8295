import { changeFilter } from "../filter/change-filter.ts";
import type { FilterModel } from "../filter/filter-model.ts";
import { clearQuick, isChosen, QUICK_FILTERS, toggleQuick } from "./quick-filters.ts";

/** What one most often wants to see, by one click. */
export function QuickFilters({ filter }: { filter: FilterModel }) {
  const applied = filter.filter.value;
  const isAny = QUICK_FILTERS.some((quick) => isChosen(applied, quick));
  const set = (text: string) => {
    filter.text.value = text;
  };
  return (
    <fieldset class="quick">
      <legend class="spoken">Show</legend>
      <button
        type="button"
        class="plain"
        aria-pressed={!isAny}
        onClick={() => changeFilter(filter, clearQuick(applied), "Everything is shown.")}
      >
        All
      </button>
      {QUICK_FILTERS.map((quick) => (
        <button
          key={quick.label}
          type="button"
          class="plain"
          title={`${quick.title} (${quick.term})`}
          aria-pressed={isChosen(applied, quick)}
          onClick={() => set(toggleQuick(applied, quick))}
        >
          {quick.label}
        </button>
      ))}
    </fieldset>
  );
}
