/** The filter that the user typed, and what came of it. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { FilterState } from "../messages/filtered-parts.ts";
import { EMPTY_FILTER, type Filter } from "./filter.ts";
import { parseFilter } from "./parse-filter.ts";
import { createTextVerdicts, type TestText } from "./text-verdicts.ts";
import { createTextsWorker } from "./texts-worker.ts";

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
function withoutBegun(lastRight: Filter, text: string, wrongFrom: number, test: TestText): Filter {
  const goesOn = text.startsWith(lastRight.text) && wrongFrom < lastRight.text.length;
  if (!goesOn) return lastRight;
  return parseFilter(text.slice(0, wrongFrom).replace(/-$/, "").trim(), test).filter ?? lastRight;
}

export function createFilterModel() {
  const text = signal("");
  const verdicts = createTextVerdicts(createTextsWorker);
  const parsed = computed(() => parseFilter(text.value.trim(), verdicts.createTest()));
  let lastRight: Filter = EMPTY_FILTER;
  /** While something wrong is being typed, the last right one stays. */
  const right = computed(() => {
    const { filter, error } = parsed.value;
    lastRight =
      filter ?? withoutBegun(lastRight, text.value.trim(), error.place.from, verdicts.createTest());
    return lastRight;
  });
  /** Another one, too, when more is known of what it asks for. */
  const filter: ReadonlySignal<Filter> = computed(() =>
    verdicts.revision.value > 0 ? { ...right.value } : right.value,
  );
  return {
    text,
    parsed,
    filter,
    /** Why it does not say all of what it should. */
    problem: verdicts.problem,
    hits: signal<ShownHits | null>(null),
    counted: signal<Counted | null>(null),
  };
}
