/** What the user chose in one session, so that switching between files keeps one's place in each. */
import type { Model } from "./model.ts";

type Chosen = {
  selection: Model["selection"]["value"];
  tab: Model["tab"]["value"];
  range: Model["range"]["value"];
  filterText: string;
};

const NOTHING: Chosen = { selection: null, tab: "why", range: null, filterText: "" };

export function createChosen(model: Model) {
  /** By the file; null: the live tab. */
  const kept = new Map<number | null, Chosen>();
  return {
    keep: () => {
      kept.set(model.fileId.peek(), {
        selection: model.selection.peek(),
        tab: model.tab.peek(),
        range: model.range.peek(),
        filterText: model.filter.text.peek(),
      });
    },
    restore: () => {
      const { selection, tab, range, filterText } = kept.get(model.fileId.peek()) ?? NOTHING;
      model.selection.value = selection;
      model.tab.value = tab;
      model.range.value = range;
      model.filter.text.value = filterText;
    },
    forget: (fileId: number) => kept.delete(fileId),
  };
}
