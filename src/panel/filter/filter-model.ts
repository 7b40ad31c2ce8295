/** The filter that the user typed, and what came of it. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { FilterState } from "../messages/filtered-parts.ts";
import { EMPTY_FILTER, type Filter } from "./filter.ts";
import { parseFilter } from "./parse-filter.ts";

export type FilterModel = ReturnType<typeof createFilterModel>;

/** What the list of messages that is shown found, for the chips. */
export type ShownHits = { shown: number; total: number; state: FilterState | null };

/** What it leaves of the whole session, counted while no list of messages is shown. */
export type Counted = {
  count: number;
  /** By connection, where there is any. */
  byConnection: ReadonlyMap<string, number>;
  isRunning: boolean;
  problem: string | null;
};

/** The word `finding`, once it goes on as `finding:`, never was one to search for. */
function withoutBegun(lastRight: Filter, text: string, wrongFrom: number): Filter {
  const goesOn = text.startsWith(lastRight.text) && wrongFrom < lastRight.text.length;
  if (!goesOn) return lastRight;
  return parseFilter(text.slice(0, wrongFrom).replace(/-$/, "").trim()).filter ?? lastRight;
}

export function createFilterModel() {
  const text = signal("");
  const parsed = computed(() => parseFilter(text.value.trim()));
  let lastRight: Filter = EMPTY_FILTER;
  /** While something wrong is being typed, the last right one stays. */
  const filter: ReadonlySignal<Filter> = computed(() => {
    const { filter, error } = parsed.value;
    lastRight = filter ?? withoutBegun(lastRight, text.value.trim(), error.place.from);
    return lastRight;
  });
  return {
    text,
    parsed,
    filter,
    hits: signal<ShownHits | null>(null),
    counted: signal<Counted | null>(null),
  };
}
