/** How many messages of each connection the filter leaves. */
import { computed, effect } from "@preact/signals";
import { hasMessageTerms } from "../filter/filter.ts";
import type { Model } from "../model/model.ts";
import type { Scanner } from "../scan/scanner.ts";
import type { FindScope } from "./find-scope.ts";
import { type SearchRun, startSearch } from "./search-run.ts";

/** Counts anew for each other filter, time or session, and goes on with what arrives. */
export function countFiltered(
  model: Model,
  scanner: Scanner,
  whole: () => Promise<FindScope | null>,
): void {
  const { filter, counted } = model.filter;
  const isWanted = computed(
    () => hasMessageTerms(filter.value) && model.filteredGroups.value.length > 0,
  );
  // Whose expressions may know more by now: what is counted follows that by itself.
  const filterText = computed(() => filter.value.text);
  effect(() => {
    void filterText.value;
    void model.messageRange.value;
    void model.fileId.value;
    void model.store.value;
    counted.value = null;
    if (!isWanted.value) return;
    let isOver = false;
    let run: SearchRun | null = null;
    const begin = async () => {
      const scope = await whole();
      if (isOver || !scope) return;
      const say = (isRunning: boolean, problem: string | null = null) => {
        const found = run?.hits;
        if (!found) return;
        const byConnection = found.countByConnection();
        counted.value = { count: found.count(), byConnection, isRunning, problem };
      };
      run = startSearch(scanner, scope, null, {
        onFound: () => say(true),
        onDone: () => say(false),
        onProblem: (message) => say(false, message),
      });
    };
    void begin();
    return () => {
      isOver = true;
      run?.cancel();
    };
  });
}
