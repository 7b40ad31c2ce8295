/** The filter that the user typed, and what came of it. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { FilterState } from "../messages/filtered-parts.ts";
import { EMPTY_FILTER, type Filter } from "./filter.ts";
import type { FilterLanguage } from "./filter-language.ts";
import type { ParsedFilter } from "./parse-filter.ts";

export type FilterModel = ReturnType<typeof createFilterModel>;

/** What the list of messages that is shown found, for the chips. */
export type ShownHits = { shown: number; total: number; state: FilterState | null };

/** What it leaves of the whole session, counted beside what is shown. */
export type Counted = {
  count: number;
  /** By connection, where there is any. */
  byConnection: ReadonlyMap<string, number>;
  isRunning: boolean;
  problem: string | null;
};

const NOT_READ: ParsedFilter = { filter: EMPTY_FILTER, error: null };

/** `known`: what the words mean; loaded beside the panel, and until then nothing is filtered. */
export function createFilterModel(known: FilterLanguage | null = null) {
  const text = signal("");
  const language = signal(known);
  const parsed = computed(() => language.value?.parse(text.value.trim()) ?? NOT_READ);
  let lastRight: Filter = EMPTY_FILTER;
  /** While something wrong is being typed, the last right one stays. */
  const right = computed(() => {
    const { filter, error } = parsed.value;
    const kept = () =>
      language.peek()?.lastRight(lastRight, text.value.trim(), error?.place.from ?? 0);
    lastRight = filter ?? kept() ?? lastRight;
    return lastRight;
  });
  /** Another one, too, when more is known of what it asks for. */
  const filter: ReadonlySignal<Filter> = computed(() =>
    (language.value?.revision.value ?? 0) > 0 ? { ...right.value } : right.value,
  );
  return {
    text,
    language,
    parsed,
    filter,
    /** Why it does not say all of what it should. */
    problem: computed(() => language.value?.problem.value ?? null),
    hits: signal<ShownHits | null>(null),
    counted: signal<Counted | null>(null),
  };
}
